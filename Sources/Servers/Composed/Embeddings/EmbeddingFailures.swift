import Gateway
import JSON

/// Texts that got no vector, those with the same reason together: one cause can cost thousands.
struct EmbeddingFailures: Sendable {
    private struct Group {
        let error: APIError
        var count = 0
        var indexes: [Int] = []
    }

    private var groups: [Group] = []
    private(set) var count = 0
    /// Positions that a group shows; the rest is counted.
    private static let shown = 100

    var first: APIError? { groups.first?.error }

    mutating func add(_ position: Int, _ error: APIError) {
        count += 1
        let place = groups.firstIndex { $0.error.message == error.message } ?? groups.count
        if place == groups.count { groups.append(Group(error: error)) }
        groups[place].count += 1
        if groups[place].indexes.count < Self.shown { groups[place].indexes.append(position) }
    }

    var json: JSONValue {
        .array(
            groups.map { group in
                var members: [JSONValue.Member] = [
                    .init("error", group.error.json), .init("count", .int(group.count)),
                    .init("indexes", .array(group.indexes.sorted().map { .int($0) })),
                ]
                if group.count > group.indexes.count {
                    members.append(.init("indexes_left_out", .int(group.count - group.indexes.count)))
                }
                return .object(members)
            })
    }
}
