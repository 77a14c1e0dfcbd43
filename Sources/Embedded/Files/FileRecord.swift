import JSON

/// An uploaded file, or one that a batch has written.
struct FileRecord: Kept {
    let id: String
    let created: Int
    let filename: String
    let purpose: String
    let content: [UInt8]
    /// When it is deleted by itself, in seconds since 1970.
    var expires: Int?

    var weight: Int { content.count + filename.utf8.count + 512 }

    /// Whether its time is over.
    func isOver(_ now: Int) -> Bool { expires.map { $0 <= now } ?? false }

    /// The `file` object.
    var object: JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id)), .init("object", "file"), .init("bytes", .int(content.count)),
            .init("created_at", .int(created)),
        ]
        if let expires { members.append(.init("expires_at", .int(expires))) }
        members += [
            .init("filename", .string(filename)), .init("purpose", .string(purpose)), .init("status", "processed"),
        ]
        return .object(members)
    }

    /// Reads what a file is uploaded for.
    static func purpose(_ input: Input) throws(Refusal) -> String {
        _ = try input.required()
        return try input.choice(purposes) ?? ""
    }

    private static let purposes = ["assistants", "batch", "fine-tune", "vision", "user_data", "evals"]
}

/// When something is deleted by itself.
enum Expiry {
    /// Reads `expires_after` with the anchor `created_at`, and returns the second in which that is.
    static func read(_ input: Input, created: Int) throws(Refusal) -> Int? {
        guard let input = try input.object() else { return nil }
        _ = try input["anchor"].required().choice(["created_at"])
        return try input["seconds"].required().integer(3_600...2_592_000).map { created + $0 }
    }
}
