import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /files`, as multipart.
    func uploadFile(_ request: Request) throws(Refusal) -> Answer {
        let (fields, parts) = try request.form(typed: ["expires_after[seconds]"])
        guard let part = parts.first(where: { $0.name == "file" }) else { throw .missing("file") }
        try fileLimits.check(file: part.content.count, param: "file")
        var identity = Identity(seed: request.seed)
        let file = FileRecord(
            id: identity.id("file-", length: 22), created: request.created,
            filename: part.filename.flatMap { $0.isEmpty ? nil : $0 } ?? "file",
            purpose: try FileRecord.purpose(fields["purpose"]), content: part.content,
            expires: try Expiry.read(fields["expires_after"], created: request.created))
        try files.add(file, owner: request.owner)
        return json(file.object)
    }
}
