import JSON

/// A file that is uploaded in parts.
struct UploadRecord: Kept {
    enum Status: String, Sendable {
        case pending, completed, cancelled, expired
    }

    struct Part: Sendable {
        let id: String
        let content: [UInt8]
    }

    let id: String
    let created: Int
    let filename: String
    let purpose: String
    /// Announced size of the whole.
    let bytes: Int
    /// How long the file is kept that the upload becomes, in seconds.
    var fileLife: Int?
    var status = Status.pending
    var parts: [Part] = []
    /// The object of the file that the parts have become.
    var file: JSONValue?

    /// Parts are taken for an hour.
    var expires: Int { created + 3_600 }

    /// Size of the parts that have come.
    var received: Int { parts.reduce(0) { $0 + $1.content.count } }

    // The file is kept, and weighed, among the files.
    var weight: Int { received + parts.count * 64 + filename.utf8.count + 512 }

    /// The `upload` object.
    var object: JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id)), .init("object", "upload"), .init("bytes", .int(bytes)),
            .init("created_at", .int(created)), .init("filename", .string(filename)),
            .init("purpose", .string(purpose)), .init("status", .string(status.rawValue)),
            .init("expires_at", .int(expires)),
        ]
        if let file { members.append(.init("file", file)) }
        return .object(members)
    }

    /// Ends the upload; its parts are no longer needed.
    mutating func end(_ status: Status) {
        self.status = status
        parts = []
    }

    /// Refuses work on an upload that has ended.
    func checkIsPending() throws(Refusal) {
        guard status == .pending else {
            throw Refusal(message: "The upload '\(id)' is \(status.rawValue); only a pending one can be changed.")
        }
    }
}
