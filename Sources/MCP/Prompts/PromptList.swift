import JSON

/// The prompts of one server in a fixed order, found by name.
public struct PromptList: Sendable {
    /// The prompts in the order in which they are listed.
    public let prompts: [Prompt]
    private let positions: [String: Int]
    private let list: FixedList

    init(_ prompts: [Prompt], pageSize: Int, identity: ServerIdentity) throws(DuplicateName) {
        self.prompts = prompts
        var positions: [String: Int] = [:]
        for (position, prompt) in prompts.enumerated() {
            guard positions.updateValue(position, forKey: prompt.name) == nil else {
                throw DuplicateName(kind: "prompts", name: prompt.name)
            }
        }
        self.positions = positions
        list = FixedList("prompts", prompts, pageSize: pageSize, identity: identity) { $0.definition(for: $1) }
    }

    /// The prompt of a name, or nil.
    public func prompt(named name: String) -> Prompt? { positions[name].map { prompts[$0] } }

    var hasCompletions: Bool { prompts.contains { $0.arguments.contains { $0.complete != nil } } }

    /// Whether another list reads the same.
    func isEqual(to other: PromptList, in revision: Revision) -> Bool { list.isEqual(to: other.list, in: revision) }

    /// The result of `prompts/list` from a cursor on.
    func page(at cursor: JSONView?, revision: Revision) throws(ProtocolError) -> [UInt8] {
        try list.page(at: cursor, revision: revision)
    }

    /// The position of a prompt that a client names (2025-06-18, prompts, error handling).
    func position(naming name: String) throws(ProtocolError) -> Int {
        guard let position = positions[name] else {
            let hint = NearestName.hint(
                name, among: prompts.lazy.map(\.name), otherwise: "prompts/list names the ones there are.")
            throw ProtocolError(.invalidParams, "Unknown prompt \(name.debugDescription); \(hint)")
        }
        return position
    }
}
