import JSON

/// A batch, which is worked off by the time anybody sees it.
struct BatchRecord: Sendable {
    let id: String
    let created: Int
    let endpoint: String
    let input: String
    let metadata: JSONValue
    /// When its work was done.
    let ended: Int
    var outputFile: String?
    var errorFile: String?
    /// Model of its requests, where all have the same.
    var model: String?
    var total = 0
    var failed = 0
    var inputTokens = 0
    var outputTokens = 0
    /// Why nothing was done.
    var faults: [BatchLine.Fault] = []

    /// The `batch` object.
    var object: JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id)), .init("object", "batch"), .init("endpoint", .string(endpoint)),
        ]
        if let model { members.append(.init("model", .string(model))) }
        if !faults.isEmpty {
            members.append(.init("errors", ["object": "list", "data": .array(faults.map(\.object))]))
        }
        members += [
            .init("input_file_id", .string(input)), .init("completion_window", "24h"),
            .init("status", faults.isEmpty ? "completed" : "failed"), .init("created_at", .int(created)),
            .init("expires_at", .int(created + 86_400)),
        ]
        if let outputFile { members.append(.init("output_file_id", .string(outputFile))) }
        if let errorFile { members.append(.init("error_file_id", .string(errorFile))) }
        let times = faults.isEmpty ? ["in_progress_at", "finalizing_at", "completed_at"] : ["failed_at"]
        members += times.map { .init($0, .int($0 == "in_progress_at" ? created : ended)) }
        members += [
            .init(
                "request_counts",
                ["total": .int(total), "completed": .int(total - failed), "failed": .int(failed)]),
            .init("usage", ResponseRecord.usage(input: inputTokens, output: outputTokens)),
            .init("metadata", metadata),
        ]
        return .object(members)
    }
}
