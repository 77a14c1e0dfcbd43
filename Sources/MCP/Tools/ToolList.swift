import JSON

/// The tools of one server in a fixed order, found by name or alias.
public struct ToolList: Sendable {
    /// All tools, hidden ones included, in the order in which they are listed.
    public let tools: [Tool]
    private let positions: [String: Int]
    private let list: FixedList
    private let unlisted: UnlistedTools

    /// - Parameters:
    ///   - pageSize: tools on a page; 0: all.
    ///   - unlisted: makes a tool that can be called although it is not in `tools`, or says that there is none.
    public init(
        _ tools: [Tool], pageSize: Int = 0, identity: ServerIdentity,
        unlisted: @escaping @Sendable (String) -> Tool? = { _ in nil }
    ) throws(DuplicateName) {
        self.tools = tools
        self.unlisted = UnlistedTools(unlisted)
        positions = try Self.positions(of: tools)
        list = FixedList("tools", tools.filter(\.isListed), pageSize: pageSize, identity: identity) {
            $0.definition(for: $1)
        }
    }

    /// The tool of a name or alias, listed or not; or nil.
    public func tool(named name: String) -> Tool? { position(of: name).map { self[$0] } }

    /// Where a tool stands; those that are not in ``tools`` stand behind them.
    func position(of name: String) -> Int? {
        positions[name] ?? unlisted.position(of: name).map { tools.count + $0 }
    }

    subscript(position: Int) -> Tool {
        position < tools.count ? tools[position] : unlisted[position - tools.count]
    }

    /// The result of `tools/list` from a cursor on.
    func page(at cursor: JSONView?, revision: Revision) throws(ProtocolError) -> [UInt8] {
        try list.page(at: cursor, revision: revision)
    }

    /// Whether another list reads the same.
    func isEqual(to other: ToolList, in revision: Revision) -> Bool { list.isEqual(to: other.list, in: revision) }

    /// What to say about a name that no tool has.
    func hint(about name: String) -> String {
        NearestName.hint(
            name, among: tools.lazy.flatMap { [$0.name] + $0.aliases },
            otherwise: "tools/list names the ones there are.")
    }

    /// Where each name and alias leads.
    ///
    /// Servers that are joined bring their aliases along. An alias that is another tool's name gives way, since who
    /// calls a name that is listed must get the tool that is listed. An alias that two tools claim is an error at start:
    /// nobody sees aliases, so which tool a call reaches, and perhaps pays for, would hang on the order in which the
    /// servers were named.
    private static func positions(of tools: [Tool]) throws(DuplicateName) -> [String: Int] {
        var positions: [String: Int] = [:]
        for (position, tool) in tools.enumerated() {
            guard positions.updateValue(position, forKey: tool.name) == nil else {
                throw DuplicateName(kind: "tools", name: tool.name)
            }
        }
        let names = positions
        for (position, tool) in tools.enumerated() {
            for alias in tool.aliases where names[alias] == nil {
                guard positions.updateValue(position, forKey: alias) ?? position == position else {
                    throw DuplicateName(kind: "tools", name: alias)
                }
            }
        }
        return positions
    }
}

/// Two things of one server have one name.
public struct DuplicateName: Error, Sendable, CustomStringConvertible {
    /// What they are, in the plural.
    let kind: String
    /// The name that stands twice.
    public let name: String

    public var description: String { "two \(kind) are named \(name.debugDescription)" }
}
