import JSON

/// A call that goes on while its client does something else, as it is kept.
public struct TaskRecord: Sendable, Equatable {
    /// Unguessable.
    public let id: String
    /// Id of the caller whose task it is.
    public let owner: String
    /// Name of the tool that is called.
    public let tool: String
    /// Its arguments, a JSON object.
    public var arguments: [UInt8]
    public var status = TaskStatus.working
    /// A sentence on how it stands.
    public var message: String?
    /// Seconds since 1970.
    public let created: Double
    /// Seconds since 1970.
    public var updated: Double
    /// Milliseconds from creation for which it is kept.
    public let lifetime: Int
    /// Milliseconds that a client should wait before it asks again.
    public let pollInterval: Int
    /// The tool's result as JSON text, once it is completed.
    public var result: [UInt8]?
    /// Whether that result is the report of a failure.
    public var isFailure = false
    /// The error that ended it, once it has failed.
    public var error: Fault?
    /// What the tool needs to go on after a restart, in its own words; nil: it cannot.
    public var memory: [UInt8]?

    /// A JSON-RPC error.
    public struct Fault: Sendable, Equatable {
        public let code: Int
        public let message: String
    }

    /// When it need not be kept any more, in seconds since 1970.
    public var expires: Double { created + Double(lifetime) / 1000 }
}

extension TaskRecord {
    /// The record as JSON text, for a store.
    public var encoded: [UInt8] {
        var writer = JSONWriter(reserving: 256 + arguments.count + (result?.count ?? 0))
        writer.object { record in
            record.member("id", id)
            record.member("owner", owner)
            record.member("tool", tool)
            record.member("arguments", raw: arguments)
            record.member("status", status.rawValue)
            if let message { record.member("message", message) }
            record.member("created", .double(created))
            record.member("updated", .double(updated))
            record.member("lifetime", lifetime)
            record.member("pollInterval", pollInterval)
            if let result { record.member("result", raw: result) }
            if isFailure { record.member("isFailure", true) }
            if let error { record.member("error", ["code": .int(error.code), "message": .string(error.message)]) }
            if let memory { record.member("memory", String(decoding: memory, as: UTF8.self)) }
        }
        return writer.bytes
    }

    /// Reads what ``encoded`` wrote; nil where it is something else.
    public init?(_ bytes: [UInt8]) {
        guard let view = try? JSONDocument(bytes).root, let id = view["id"]?.string,
            let owner = view["owner"]?.string, let tool = view["tool"]?.string, let arguments = view["arguments"],
            let status = view["status"]?.string.flatMap(TaskStatus.init(rawValue:)),
            let created = view["created"]?.double, let updated = view["updated"]?.double,
            let lifetime = view["lifetime"]?.int, let pollInterval = view["pollInterval"]?.int
        else { return nil }
        self.init(
            id: id, owner: owner, tool: tool, arguments: Array(arguments.raw), status: status,
            message: view["message"]?.string, created: created, updated: updated, lifetime: lifetime,
            pollInterval: pollInterval, result: view["result"].map { Array($0.raw) },
            isFailure: view["isFailure"]?.bool ?? false,
            error: view["error"].map { Fault(code: $0["code"]?.int ?? 0, message: $0["message"]?.string ?? "") },
            memory: view["memory"]?.string.map { Array($0.utf8) })
    }
}
