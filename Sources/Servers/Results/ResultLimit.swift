import Gateway
import JSON
import MCP

/// Keeps results small: one past the limit is stored, and answered with its beginning and what is left out of it.
struct ResultLimit: Sendable {
    /// Most bytes of text and structured content together. What says the same in both forms counts once, for a client
    /// reads one of them.
    let limit: Int
    let deposits: Deposits

    /// Below this there is no room for saying what is left out.
    static let least = 1 << 10

    init(_ limit: Int, deposits: Deposits) {
        self.limit = max(limit, Self.least)
        self.deposits = deposits
    }

    /// The result, or what stands for it.
    func bounded(_ result: ToolResult, for caller: Caller) async throws -> ToolResult {
        let texts = result.content.compactMap(\.text)
        let textSize = texts.reduce(0) { $0 + $1.utf8.count }
        let structured = result.structured ?? []
        let isTwice = texts.count == 1 && texts[0].utf8.elementsEqual(structured)
        guard textSize + (isTwice ? 0 : structured.count) > limit else { return result }
        return try await Blocking.run {
            do {
                return try isTwice
                    ? once(result, structured, caller) : parts(result, texts, textSize, structured, caller)
            } catch is Deposits.Refusal {
                // Too much is better than something missing.
                return result
            }
        }
    }

    /// Of a result whose text is its structured content, both are cut alike.
    private func once(_ result: ToolResult, _ structured: [UInt8], _ caller: Caller) throws -> ToolResult {
        let (stored, preview) = try cut(structured, to: limit - Self.sentenceSize, caller)
        var result = result
        result.structured = preview.bytes
        result.content =
            [
                .text(String(decoding: preview.bytes, as: UTF8.self)), .text(sentence(preview.leftOut, stored)),
                stored.link,
            ] + result.content.filter { $0.text == nil }
        return result
    }

    /// Of text and structured content that differ, what is small stays whole.
    private func parts(
        _ result: ToolResult, _ texts: [String], _ textSize: Int, _ structured: [UInt8], _ caller: Caller
    ) throws -> ToolResult {
        let room = limit - 2 * Self.sentenceSize
        let textRoom = max(room / 2, room - structured.count)
        let structuredRoom = max(room / 2, room - textSize)
        var result = result
        var further: [Content] = []
        if structured.count > structuredRoom {
            let (stored, preview) = try cut(structured, to: structuredRoom, caller)
            result.structured = preview.bytes
            further += [.text(sentence(preview.leftOut, stored)), stored.link]
        }
        if textSize > textRoom {
            let whole = texts.joined(separator: "\n\n")
            let stored = try store(Array(whole.utf8), "text/plain", caller)
            let beginning = String(whole.beginning(textRoom))
            let leftOut = "\(beginning.utf8.count) of \(whole.utf8.count) bytes of text shown"
            let others = result.content.filter { $0.text == nil }
            result.content = [.text(beginning), .text(sentence([leftOut], stored)), stored.link] + others
        }
        result.content += further
        return result
    }

    private func cut(_ json: [UInt8], to room: Int, _ caller: Caller) throws -> (Deposit, JSONPreview) {
        let document = try JSONDocument(json, limits: JSONLimits(depth: 512, size: .max))
        let stored = try store(json, "application/json", caller)
        return (stored, JSONPreview(of: document.root, limit: room, stored: stored.json))
    }

    private func store(_ bytes: [UInt8], _ type: String, _ caller: Caller) throws -> Deposit {
        let incoming = try deposits.begin(.result, for: caller, mediaType: type)
        try incoming.write(bytes)
        return try incoming.close { "result-\($0.digest.prefix(8)).\(MediaType.suffix(of: $1))" }.deposit
    }

    /// Room for what ``sentence(_:_:)`` says.
    private static let sentenceSize = 400

    private func sentence(_ leftOut: [String], _ stored: Deposit) -> String {
        let list = leftOut.joined(separator: "; ")
        let shown = list.utf8.count <= 120 ? list : "see left_out"
        return
            "Too large to be answered whole: \(shown). All \(stored.size) bytes are kept for \(Int(deposits.limits.lifetime.seconds / 60)) minutes as \(stored.uri); read on with \(HandleMessage.toolName), giving it this as handle, and offset or fields."
    }
}

extension Content {
    /// The text of a text block, or nil.
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}
