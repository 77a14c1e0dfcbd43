import JSON

/// A list that does not change while the process runs. Its pages are encoded for a revision when that is first spoken.
struct FixedList: Sendable {
    private let pages = Kept<Revision, [[UInt8]]>()
    private let encoded: @Sendable (Revision) -> [[UInt8]]

    /// - Parameters:
    ///   - key: under which the result has the items.
    ///   - pageSize: items on a page; 0: all.
    init<Item: Sendable>(
        _ key: String, _ items: [Item], pageSize: Int, identity: ServerIdentity,
        encode: @escaping @Sendable (Item, Revision) -> [UInt8]
    ) {
        let size = pageSize > 0 ? pageSize : max(1, items.count)
        let starts = items.isEmpty ? [0] : Array(stride(from: 0, to: items.count, by: size))
        encoded = { revision in
            starts.enumerated().map { page, start in
                identity.result(for: revision, reserving: 4096, hints: identity.listHints) { result in
                    result.key(key)
                    result.array { list in
                        for item in items[start..<min(start + size, items.count)] { list.raw(encode(item, revision)) }
                    }
                    if page + 1 < starts.count { result.member("nextCursor", Self.cursor(page + 1)) }
                }
            }
        }
    }

    /// Whether another list reads the same.
    func isEqual(to other: FixedList, in revision: Revision) -> Bool { pages(revision) == other.pages(revision) }

    private func pages(_ revision: Revision) -> [[UInt8]] { pages.value(for: revision) { encoded(revision) } }

    /// The result from a cursor on.
    func page(at cursor: JSONView?, revision: Revision) throws(ProtocolError) -> [UInt8] {
        let pages = pages(revision)
        guard let cursor, !cursor.isNull else { return pages.first ?? [] }
        guard let text = cursor.string, let page = pages.indices.dropFirst().first(where: { Self.cursor($0) == text })
        else { throw ProtocolError.unknownCursor }
        return pages[page]
    }

    /// Opaque to clients. The list is fixed, so that a page number is enough.
    private static func cursor(_ page: Int) -> String { "page-\(page)" }
}
