import Gateway
import JSON
import MCP

/// How many files there are of each purpose and how large they are, counted over the pages of the list.
struct PurposeCounts: Sendable {
    let work: Work
    /// Pages that one call reads at most; the answer says how to go on.
    private static let pageLimit = 20
    /// What the API gives at once at most.
    private static let pageSize = 10_000

    private struct Count {
        var files = 0
        var bytes = 0
    }

    func result() async throws -> ToolResult {
        var counts: [String: Count] = [:]
        var cursor = work["after"]?.string
        var hasMore = false
        for _ in 0..<Self.pageLimit {
            var members = Members()
            members.set("limit", .int(Self.pageSize))
            members.set("order", "asc")
            if let cursor { members.set("after", .string(cursor)) }
            let (body, files) = try await work.send("file-list", members).list("data", mayBeEmpty: true)
            for file in files.elements {
                counts[file["purpose"]?.string ?? "unknown", default: Count()].files += 1
                counts[file["purpose"]?.string ?? "unknown", default: Count()].bytes += file["bytes"]?.int ?? 0
            }
            let last = body["last_id"]?.string ?? files.elements.reduce(nil) { $1["id"]?.string ?? $0 }
            // A server that has no pages answers the same again and again.
            hasMore = body["has_more"]?.bool == true && last != nil && last != cursor
            cursor = last ?? cursor
            guard hasMore else { break }
        }
        return answer(counts, next: hasMore ? cursor : nil)
    }

    private func answer(_ counts: [String: Count], next: String?) -> ToolResult {
        let purposes = counts.sorted { $0.key < $1.key }.map { purpose, count -> JSONValue in
            ["purpose": .string(purpose), "files": .int(count.files), "bytes": .int(count.bytes)]
        }
        var members: [JSONValue.Member] = [
            .init("object", "list"), .init("data", .array(purposes)),
            .init("files", .int(counts.values.reduce(0) { $0 + $1.files })),
            .init("bytes", .int(counts.values.reduce(0) { $0 + $1.bytes })), .init("has_more", .bool(next != nil)),
        ]
        if let next { members.append(.init("next_arguments", ["after": .string(next)])) }
        return .object(members)
    }
}
