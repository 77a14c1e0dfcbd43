import Gateway
import JSON

/// Translates the events of a message into chunks of a chat completion, each as it comes.
struct MessagesStream {
    private let created: Int
    private let includesUsage: Bool
    private var reader = SSEReader()
    private var usage = MessagesUsage()
    /// The `id` and `model` of the message as they were escaped.
    private var head: (id: [UInt8], model: [UInt8]) = ([], [])
    /// Tool uses so far, by the index of their block, and whether any of their input has come.
    private var tools: [(block: Int, hasInput: Bool)] = []
    private var output: [UInt8] = []

    init(created: Int, includesUsage: Bool) {
        self.created = created
        self.includesUsage = includesUsage
    }

    /// Takes bytes cut anywhere and returns the chunks that they complete, as server-sent events.
    mutating func feed(_ bytes: [UInt8]) throws -> [UInt8] {
        let events: [SSEEvent]
        do {
            events = try reader.feed(bytes)
        } catch {
            throw UpstreamFailure(.tooLarge, mayHaveBeenSent: true, "an event of the stream is larger than allowed")
        }
        for event in events { try take(event) }
        defer { output.removeAll(keepingCapacity: true) }
        return output
    }

    private mutating func take(_ event: SSEEvent) throws {
        let root: JSONView
        do {
            root = try JSONDocument(event.data).root
        } catch {
            throw UpstreamFailure(.malformed, mayHaveBeenSent: true, "an event of the stream is not JSON (\(error))")
        }
        switch root["type"]?.string {
        case "message_start": start(root["message"])
        case "content_block_start": startBlock(root)
        case "content_block_delta": delta(root)
        case "content_block_stop": endBlock(root["index"]?.int)
        case "message_delta":
            usage.take(root["usage"])
            if let reason = FinishReason.of(root["delta"]?["stop_reason"]?.string) { chunk(finish: reason) { _ in } }
        case "message_stop": end()
        case "error": root["error"].map { emit(MessagesErrors.envelope($0)) }
        // `ping`, and whatever comes to be added: the API asks its clients to pass over what they do not know.
        default: break
        }
    }

    private mutating func start(_ message: JSONView?) {
        head = (Array(message?["id"]?.raw ?? []), Array(message?["model"]?.raw ?? []))
        usage.take(message?["usage"])
        chunk {
            $0.member("role", "assistant")
            $0.member("content", "")
        }
    }

    private mutating func startBlock(_ event: JSONView) {
        guard let block = event["content_block"], let index = event["index"]?.int else { return }
        switch block["type"]?.string {
        case "text":
            if let text = block["text"], text.raw.count > 2 { chunk { $0.member("content", raw: text.raw) } }
        case "tool_use":
            tools.append((index, false))
            call(tools.count - 1) {
                if let id = block["id"] { $0.member("id", raw: id.raw) }
                $0.member("type", "function")
                $0.key("function")
                $0.object {
                    if let name = block["name"] { $0.member("name", raw: name.raw) }
                    $0.member("arguments", "")
                }
            }
        default: break
        }
    }

    private mutating func delta(_ event: JSONView) {
        guard let delta = event["delta"] else { return }
        switch delta["type"]?.string {
        case "text_delta":
            if let text = delta["text"] { chunk { $0.member("content", raw: text.raw) } }
        case "input_json_delta":
            guard let piece = delta["partial_json"], piece.raw.count > 2,
                let position = tools.firstIndex(where: { $0.block == event["index"]?.int })
            else { return }
            tools[position].hasInput = true
            arguments(position, piece.raw)
        default: break
        }
    }

    /// A tool that takes nothing is called with an empty object: an empty text is no JSON.
    private mutating func endBlock(_ block: Int?) {
        guard let position = tools.firstIndex(where: { $0.block == block && !$0.hasInput }) else { return }
        tools[position].hasInput = true
        arguments(position, Array("\"{}\"".utf8)[...])
    }

    private mutating func end() {
        if includesUsage {
            let usage = usage
            emit(
                object {
                    $0.member("choices", [])
                    $0.key("usage")
                    usage.write(to: &$0)
                })
        }
        output += "data: [DONE]\n\n".utf8
    }

    // MARK: Writing

    private mutating func arguments(_ position: Int, _ piece: ArraySlice<UInt8>) {
        call(position) {
            $0.key("function")
            $0.object { $0.member("arguments", raw: piece) }
        }
    }

    private mutating func call(_ position: Int, _ members: (inout JSONWriter) -> Void) {
        chunk {
            $0.key("tool_calls")
            $0.array {
                $0.object {
                    $0.member("index", position)
                    members(&$0)
                }
            }
        }
    }

    private mutating func chunk(finish: String? = nil, _ delta: (inout JSONWriter) -> Void) {
        emit(
            object {
                $0.key("choices")
                $0.array {
                    $0.object {
                        $0.member("index", 0)
                        $0.key("delta")
                        $0.object { delta(&$0) }
                        $0.member("finish_reason", finish.map { .string($0) } ?? .null)
                    }
                }
            })
    }

    private func object(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            if !head.id.isEmpty { $0.member("id", raw: head.id) }
            $0.member("object", "chat.completion.chunk")
            $0.member("created", created)
            if !head.model.isEmpty { $0.member("model", raw: head.model) }
            members(&$0)
        }
        return writer.bytes
    }

    private mutating func emit(_ json: [UInt8]) {
        output += "data: ".utf8
        output += json
        output += "\n\n".utf8
    }
}

/// A stream whose chunks are translated as they are asked for.
struct TranslatedStream: AsyncSequence, Sendable {
    let chunks: any AsyncSequence<[UInt8], any Error> & Sendable
    let translator: MessagesStream

    func makeAsyncIterator() -> Iterator { Iterator(rest: chunks.makeAsyncIterator(), translator: translator) }

    struct Iterator: AsyncIteratorProtocol {
        var rest: any AsyncIteratorProtocol<[UInt8], any Error>
        var translator: MessagesStream

        mutating func next() async throws -> [UInt8]? {
            while let chunk = try await rest.next(isolation: #isolation) {
                let output = try translator.feed(chunk)
                if !output.isEmpty { return output }
            }
            return nil
        }
    }
}
