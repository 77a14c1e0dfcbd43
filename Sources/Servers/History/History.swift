import Gateway
import JSON
import MCP

/// What this server keeps of the work that it did for a caller: generated images and moderation checks.
struct History: Sendable {
    /// What sort of work a record is about.
    enum Kind: String, Sendable {
        case image, moderation
    }

    private let records: any RecordStore
    private let now: @Sendable () -> Double

    init(_ records: any RecordStore, now: @escaping @Sendable () -> Double = Surroundings.real.now) {
        self.records = records
        self.now = now
    }

    /// Keeps a record under a new id, which is returned. That it could not be kept is no reason to lose the answer.
    @discardableResult
    func keep(_ kind: Kind, for caller: Caller, _ members: [JSONValue.Member]) async -> String? {
        let time = now()
        let id = Self.newID(kind)
        let body = JSONValue.object([.init("id", .string(id)), .init("created_at", .int(Int(time)))] + members)
        let record = StoredRecord(kind: kind.rawValue, id: id, caller: caller.id, time: time, body: body.encoded)
        do {
            try await records.append([record])
            return id
        } catch {
            return nil
        }
    }

    /// A page of a caller's records, newest first.
    ///
    /// - Parameter isWanted: which records are answered; others are passed over.
    func list(
        _ kind: Kind, of caller: Caller, limit: Int, after: String?, where isWanted: ((JSONView) -> Bool)? = nil
    ) async throws -> ToolResult {
        var cursor: RecordCursor?
        if let after {
            cursor = RecordCursor(after)
            guard cursor != nil else { throw ArgumentFault("`after` is no cursor; give `next_arguments` of the list.") }
        }
        var found: [[UInt8]] = []
        // With a filter a page may hold few that are wanted, so that several are read, but not without end.
        for _ in 0..<(isWanted == nil ? 1 : 20) {
            let page = try await records.list(
                RecordQuery(kind: kind.rawValue, caller: caller.id, limit: limit - found.count, after: cursor))
            found += page.records.map(\.body).filter { body in
                isWanted.map { test in (try? JSONDocument(body).root).map(test) ?? false } ?? true
            }
            cursor = page.next
            guard cursor != nil, found.count < limit else { break }
        }
        return Self.answer(found, next: cursor)
    }

    private static func answer(_ records: [[UInt8]], next: RecordCursor?) -> ToolResult {
        var writer = JSONWriter(reserving: 1024)
        writer.object { list in
            list.member("object", "list")
            list.key("data")
            list.array { data in for record in records { data.raw(record) } }
            list.member("has_more", next != nil)
            if let next {
                list.key("next_arguments")
                list.object { $0.member("after", next.description) }
            }
        }
        return ToolResult([.text(String(decoding: writer.bytes, as: UTF8.self))], structured: writer.bytes)
    }

    /// Forgets records and reports for each whether it was there.
    func delete(_ ids: [String], _ kind: Kind, of caller: Caller) async throws -> ToolResult {
        let deleted = Set(try await records.delete(ids, kind: kind.rawValue, caller: caller.id))
        let items = ids.map { id in
            let missing = APIError(.notFound, "there is no record '\(id)', list the records to see their ids")
            return ItemReport.Item(
                label: .init("id", .string(id)),
                outcome: deleted.contains(id) ? .success(["deleted": true]) : .failure(missing))
        }
        return ItemReport(items: items).result()
    }

    private static func newID(_ kind: Kind) -> String {
        var generator = SystemRandomNumberGenerator()
        return "\(kind.rawValue)-\(String(generator.next(), radix: 36))"
    }
}
