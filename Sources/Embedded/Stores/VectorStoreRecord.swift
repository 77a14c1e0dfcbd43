import JSON

/// A vector store with its files and the batches in which they came.
struct VectorStoreRecord: Kept {
    /// Files that were added together.
    struct Batch: Sendable {
        let id: String
        let created: Int
        let files: [String]
    }

    let id: String
    let created: Int
    var name: String
    let description: String?
    var metadata: JSONValue
    /// Days without use after which it expires.
    var lifetime: Int?
    var lastActive: Int
    var files: [StoreFile] = []
    var batches: [Batch] = []

    var weight: Int {
        files.reduce(2_048) { $0 + $1.weight } + batches.reduce(0) { $0 + $1.files.count * 48 + 128 }
    }

    /// When it expires if it is not used until then.
    var expires: Int? { lifetime.map { lastActive + $0 * 86_400 } }

    /// Whether its time is over.
    func isOver(_ now: Int) -> Bool { expires.map { $0 <= now } ?? false }

    /// Takes a file in, in place of what is there of the same file.
    mutating func add(_ file: StoreFile) {
        remove(file.id)
        files.append(file)
    }

    mutating func remove(_ file: String) { files.removeAll { $0.id == file } }

    /// The `vector_store` object, as it is at a time.
    func object(now: Int) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id)), .init("object", "vector_store"), .init("created_at", .int(created)),
            .init("name", .string(name)),
        ]
        if let description { members.append(.init("description", .string(description))) }
        members += [
            .init("usage_bytes", .int(files.reduce(0) { $0 + $1.usage })),
            .init("file_counts", Self.counts(files)),
            .init("status", isOver(now) ? "expired" : "completed"),
        ]
        if let lifetime {
            members.append(.init("expires_after", ["anchor": "last_active_at", "days": .int(lifetime)]))
        }
        members += [
            .init("expires_at", expires.map { .int($0) } ?? .null), .init("last_active_at", .int(lastActive)),
            .init("metadata", metadata),
        ]
        return .object(members)
    }

    /// How many files are in which state. Here work is done at once, so none is in progress.
    static func counts(_ files: [StoreFile]) -> JSONValue {
        let failed = files.count { $0.fault != nil }
        return [
            "in_progress": 0, "completed": .int(files.count - failed), "failed": .int(failed), "cancelled": 0,
            "total": .int(files.count),
        ]
    }

    /// Reads `expires_after` of a store, in days.
    static func lifetime(_ input: Input) throws(Refusal) -> Int? {
        guard let input = try input.object() else { return nil }
        _ = try input["anchor"].required().choice(["last_active_at"])
        return try input["days"].required().integer(1...365)
    }
}
