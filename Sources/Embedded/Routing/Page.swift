import JSON

/// One page of a list: where it starts, how long it is and which way it runs.
struct Page: Sendable {
    var after: String?
    /// The page ends just before this item; with `after` too, it lies between the two.
    var before: String?
    var limit: Int
    var isAscending: Bool

    /// Cuts a page from items that stand in the order they were made.
    func list<Item>(_ items: [Item], id: (Item) -> String, value: (Item) -> JSONValue) throws(Refusal) -> JSONValue {
        var rest = isAscending ? items[...] : items.reversed()[...]
        if let after {
            guard let position = rest.firstIndex(where: { id($0) == after }) else {
                throw .invalidValue("after", "No item with id '\(after)' in this list.")
            }
            rest = rest[(position + 1)...]
        }
        if let before {
            guard let position = rest.firstIndex(where: { id($0) == before }) else {
                throw .invalidValue("before", "No item with id '\(before)' in this list.")
            }
            rest = rest[..<position]
        }
        let page = before != nil && after == nil ? rest.suffix(limit) : rest.prefix(limit)
        return [
            "object": "list",
            "data": .array(page.map(value)),
            "first_id": page.first.map { .string(id($0)) } ?? .null,
            "last_id": page.last.map { .string(id($0)) } ?? .null,
            "has_more": .bool(rest.count > limit),
        ]
    }
}
