import JSON

/// The tools of one server in a fixed order, found by name; a page of `tools/list` is encoded when it is first asked for.
public struct ToolList: Sendable {
    /// The tools in the order they are listed.
    public let tools: [Tool]
    private let positions: [String: Int]
    private let pageSize: Int
    private let identity: ServerIdentity
    private let pages = Kept<Revision, [[UInt8]]>()
    private let unlisted: @Sendable (String) -> Tool?
    private let found = Kept<String, Tool>()

    /// Two tools have one name.
    public struct DuplicateName: Error, CustomStringConvertible {
        /// The name that stands twice.
        public let name: String
        public var description: String { "two tools are named \(name.debugDescription)" }
    }

    /// - Parameters:
    ///   - pageSize: tools on a page; 0: all.
    ///   - unlisted: makes a tool that can be called although it is not listed. It is asked once for each name that it
    ///     knows, so that tools which nobody calls cost nothing.
    public init(
        _ tools: [Tool], pageSize: Int = 0, identity: ServerIdentity,
        unlisted: @escaping @Sendable (String) -> Tool? = { _ in nil }
    ) throws(DuplicateName) {
        self.tools = tools
        self.pageSize = pageSize > 0 ? pageSize : max(1, tools.count)
        self.identity = identity
        self.unlisted = unlisted
        var positions: [String: Int] = [:]
        for (position, tool) in tools.enumerated() {
            guard positions.updateValue(position, forKey: tool.name) == nil else {
                throw DuplicateName(name: tool.name)
            }
        }
        self.positions = positions
    }

    /// The tool of a name, listed or not; or nil.
    public func tool(named name: String) -> Tool? {
        if let position = positions[name] { return tools[position] }
        return found.value(for: name) { unlisted(name) }
    }

    /// The result of `tools/list` from a cursor on.
    func page(at cursor: JSONView?, revision: Revision) throws(ProtocolError) -> [UInt8] {
        let pages =
            pages.value(for: revision) {
                Self.encode(tools, pageSize: pageSize, revision: revision, identity: identity)
            } ?? []
        var page = 0
        if let cursor {
            guard let text = cursor.string, let number = Cursor.page(text), number > 0, number < pages.count
            else { throw ProtocolError(.invalidParams, "Unknown cursor; list again from the start.") }
            page = number
        }
        return pages[page]
    }

    private static func encode(
        _ tools: [Tool], pageSize: Int, revision: Revision, identity: ServerIdentity
    ) -> [[UInt8]] {
        let starts = tools.isEmpty ? [0] : Array(stride(from: 0, to: tools.count, by: pageSize))
        return starts.enumerated().map { page, start in
            var writer = JSONWriter(reserving: 4096)
            writer.object { result in
                if revision.hasResultTypes { result.member("resultType", "complete") }
                result.key("tools")
                result.array { list in
                    for tool in tools[start..<min(start + pageSize, tools.count)] {
                        list.raw(tool.definition(for: revision))
                    }
                }
                if page + 1 < starts.count { result.member("nextCursor", Cursor.text(page + 1)) }
                identity.writeCacheHints(to: &result, revision: revision)
                identity.writeMeta([], to: &result, revision: revision)
            }
            return writer.bytes
        }
    }
}

/// A cursor is opaque to clients; the lists are fixed while the process runs, so a page number is enough.
enum Cursor {
    static func text(_ page: Int) -> String { "page-\(page)" }

    static func page(_ text: String) -> Int? {
        guard text.hasPrefix("page-") else { return nil }
        return Int(text.dropFirst(5))
    }
}
