import JSON

/// What a tool answers.
public struct ToolResult: Sendable {
    public var content: [Content]
    /// A JSON object on one line, for clients whose revision has structured content.
    public var structured: [UInt8]?
    /// Whether the tool failed in its own work; `content` then says why and what to do.
    public var isError: Bool
    /// Members of `_meta`.
    public var meta: [JSONValue.Member]

    /// Creates a result.
    public init(
        _ content: [Content], structured: [UInt8]? = nil, isError: Bool = false, meta: [JSONValue.Member] = []
    ) {
        self.content = content
        self.structured = structured
        self.isError = isError
        self.meta = meta
    }

    /// A failure of the tool's own work.
    public static func failure(_ sentence: String, structured: JSONValue? = nil) -> ToolResult {
        ToolResult([.text(sentence)], structured: structured?.encoded, isError: true)
    }

    func encoded(for revision: Revision, identity: ServerIdentity) -> [UInt8] {
        identity.result(for: revision, reserving: 512 + (structured?.count ?? 0) * 2, meta: meta) { result in
            result.key("content")
            result.array { list in for block in content { block.write(to: &list, revision: revision) } }
            if let structured, revision.hasStructuredContent { result.member("structuredContent", raw: structured) }
            if isError { result.member("isError", true) }
        }
    }
}
