import Catalogue
import JSON
import Synchronization
import Testing

@testable import Gateway

/// The guard over streams, whose texts come in pieces.
@Suite struct GuardStreamTests {
    private static func stream(_ chunks: [[UInt8]], type: String = "text/event-stream") -> Answer {
        let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for chunk in chunks { continuation.yield(chunk) }
            continuation.finish()
        }
        return Answer(status: 200, headers: Headers([("content-type", type)]), body: .stream(stream))
    }

    private static func events(_ events: [String]) -> Answer {
        stream(events.map { Array("data: \($0)\n\n".utf8) })
    }

    private static func chunk(_ text: String, _ index: Int = 0) -> String {
        let value = String(decoding: JSONValue.string(text).encoded, as: UTF8.self)
        return
            #"{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":\#(index),"delta":{"role":"assistant","content":\#(value)},"finish_reason":null}]}"#
    }

    private static let end = #"{"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#

    private static func send(
        _ answer: Answer, _ rules: GuardRules, messages: String = "[]",
        report: @escaping @Sendable (GuardReport, Call) -> Void = { _, _ in }
    ) async throws -> Answer {
        var members = Members()
        members["messages"] = Array(messages.utf8)[...]
        let call = Call(Catalogue.endpoint(named: "chat-completion-create")!, body: .json(members), streams: true)
        return try await Pipeline([Guard(rules, report: report)], upstream: ScriptedUpstream([.success(answer)])).send(
            call)
    }

    private static func chunks(_ answer: Answer) async throws -> [String] {
        guard case .stream(let stream) = answer.body else { return [] }
        var chunks: [String] = []
        for try await chunk in stream { chunks.append(String(decoding: chunk, as: UTF8.self)) }
        return chunks
    }

    private static func content(_ answer: Answer) async throws -> String {
        let whole = try await gather(answer, with: ChatStreamGatherer.self) { _ in }
        guard case .bytes(let bytes) = whole.body else { return "" }
        return try JSONDocument(bytes).root.value(at: "/choices/0/message/content")?.string ?? ""
    }

    private static let redacting: GuardRules = {
        var rules = GuardRules()
        rules.output.set(.redact, for: FindingKind.personalData + FindingKind.secrets)
        return rules
    }()

    @Test func aSecretOverSeveralPieces() async throws {
        let answer = Self.events(
            ["Write to jo", "hn@exa", "mple.com, card 4111", " 1111 1111", " 1111", "!"].map { Self.chunk($0) } + [
                Self.end, "[DONE]",
            ])
        let found = try await Self.send(answer, Self.redacting)
        #expect(try await Self.content(found) == "Write to [email], card [card]!")
    }

    @Test func whatWaitedIsSentBeforeTheEnd() async throws {
        let answer = Self.events([Self.chunk("Hello wor"), Self.chunk("ld"), Self.end, "[DONE]"])
        let chunks = try await Self.chunks(try await Self.send(answer, Self.redacting))
        #expect(chunks.count == 4)
        #expect(chunks[0].contains(#""content":"Hello ""#))
        #expect(chunks[2].contains(#""content":"world""#) && !chunks[2].contains("role"))
        #expect(chunks[2].hasSuffix("data: \(Self.end)\n\n"))
        #expect(chunks[3] == "data: [DONE]\n\n")
    }

    @Test func aStreamWithoutAnEndStillGivesAll() async throws {
        let answer = Self.events([Self.chunk("ends with a@example.com")])
        let chunks = try await Self.chunks(try await Self.send(answer, Self.redacting)).joined()
        #expect(chunks.contains("ends with ") && chunks.contains("[email]") && !chunks.contains("example.com"))
    }

    @Test func choicesAndToolCallsAreKeptApart() async throws {
        let call =
            #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"send","arguments":"{\"to\":\"a@exa"}}]}},{"index":1,"delta":{"content":"b@exam"}}]}"#
        let more =
            #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"mple.com\"}"}}]}},{"index":1,"delta":{"content":"ple.com"}}]}"#
        let ends =
            #"{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"},{"index":1,"delta":{},"finish_reason":"stop"}]}"#
        let found = try await Self.send(Self.events([call, more, ends, "[DONE]"]), Self.redacting)
        let whole = try await gather(found, with: ChatStreamGatherer.self) { _ in }
        guard case .bytes(let bytes) = whole.body else { return #expect(Bool(false), "no body") }
        let root = try JSONDocument(bytes).root
        let function = root.value(at: "/choices/0/message/tool_calls/0")
        #expect(function?["id"]?.string == "call_1")
        #expect(function?["function"]?["name"]?.string == "send")
        #expect(function?["function"]?["arguments"]?.string == #"{"to":"[email]"}"#)
        #expect(root.value(at: "/choices/1/message/content")?.string == "[email]")
    }

    @Test func piecesOfAResponse() async throws {
        func delta(_ text: String, _ number: Int) -> String {
            #"{"type":"response.output_text.delta","item_id":"msg","output_index":0,"content_index":0,"sequence_number":\#(number),"delta":"\#(text)"}"#
        }
        let done = #"{"type":"response.output_text.done","item_id":"msg","content_index":0,"text":"to a@example.com"}"#
        let completed =
            #"{"type":"response.completed","response":{"id":"r","output":[{"content":[{"text":"to a@example.com"}]}]}}"#
        let answer = Self.events([delta("to a@ex", 1), delta("ample.com", 2), done, completed])
        let chunks = try await Self.chunks(try await Self.send(answer, Self.redacting))
        let text = chunks.joined()
        #expect(!text.contains("example.com"))
        let pieces = try text.split(separator: "\n").filter { $0.hasPrefix("data: ") }
            .map { try JSONDocument(String($0.dropFirst(6))).root }
        #expect(pieces.compactMap { $0["delta"]?.string }.joined() == "to [email]")
        #expect(pieces.compactMap { $0["text"]?.string } == ["to [email]"])
    }

    @Test func placeholdersComeBackInPieces() async throws {
        var rules = GuardRules()
        rules.input.set(.redact, for: [.email])
        rules.restores = true
        let answer = Self.events(
            ["I wrote to <em", "ail", "-1", "> and <b>.", ""].map { Self.chunk($0) } + [Self.end, "[DONE]"])
        let found = try await Self.send(answer, rules, messages: #"[{"content":"a@example.com"}]"#)
        #expect(try await Self.content(found) == "I wrote to a@example.com and <b>.")
    }

    @Test func aBlockEndsTheStreamBeforeTheValue() async throws {
        var rules = GuardRules()
        rules.output.set(.block, for: [.email])
        let reports = Mutex<[GuardReport]>([])
        let answer = Self.events([Self.chunk("Fine so far. "), Self.chunk("a@exam"), Self.chunk("ple.com "), Self.end])
        let found = try await Self.send(answer, rules) { report, _ in reports.withLock { $0.append(report) } }
        guard case .stream(let stream) = found.body else { return #expect(Bool(false), "no stream") }
        var text = ""
        do {
            for try await chunk in stream { text += String(decoding: chunk, as: UTF8.self) }
            #expect(Bool(false), "the stream was not ended")
        } catch let failure as UpstreamFailure {
            #expect(failure.report?.kind == .contentPolicy)
        }
        #expect(text.contains("Fine so far. ") && !text.contains("exam"))
        #expect(reports.withLock { $0.flatMap(\.items).map(\.kind) } == [.email])
    }

    @Test func marksDelayNothing() async throws {
        var rules = GuardRules()
        rules.output.set(.mark, for: [.email])
        let reports = Mutex<[GuardReport]>([])
        let sent = [Self.chunk("a@exam"), Self.chunk("ple.com"), Self.end, "[DONE]"]
        let found = try await Self.send(Self.events(sent), rules) { report, _ in reports.withLock { $0.append(report) }
        }
        #expect(try await Self.chunks(found) == sent.map { "data: \($0)\n\n" })
        #expect(reports.withLock { $0.first?.items.map(\.place) } == ["/choices/0/delta/content"])
    }

    @Test func textThatIsNoEvents() async throws {
        let answer = Self.stream(["mail a@ex", "ample.com", " bye"].map { Array($0.utf8) }, type: "text/plain")
        #expect(try await Self.chunks(try await Self.send(answer, Self.redacting)).joined() == "mail [email] bye")
        let sound = Self.stream([Array("a@example.com".utf8)], type: "audio/mpeg")
        #expect(try await Self.chunks(try await Self.send(sound, Self.redacting)) == ["a@example.com"])
    }

    @Test func aStreamIsBounded() async throws {
        var rules = GuardRules()
        rules.output.maxSize = 100
        let found = try await Self.send(Self.events([Self.chunk("x"), Self.chunk("y")]), rules)
        await #expect(throws: UpstreamFailure.self) { _ = try await Self.chunks(found) }
    }

    /// What is judged as a whole is not streamed.
    @Test func moderationThatBlocksAsksForTheWhole() async throws {
        var rules = GuardRules()
        rules.output.moderation = .block
        var members = Members()
        members["stream"] = Array("true".utf8)[...]
        let call = Call(Catalogue.endpoint(named: "chat-completion-create")!, body: .json(members), streams: true)
        let upstream = ScriptedUpstream([.answer(200, [("content-type", "application/json")], #"{"choices":[]}"#)])
        _ = try await Pipeline([Guard(rules, moderate: { _, _ in [] })], upstream: upstream).send(call)
        let sent = try #require(upstream.calls.first)
        #expect(!sent.streams)
        if case .json(let members) = sent.body { #expect(members["stream"] == nil) }
    }
}
