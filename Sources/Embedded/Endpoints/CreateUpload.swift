import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /uploads`: begins a file that comes in parts.
    func createUpload(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        let filename = try body["filename"].requiredString()
        let purpose = try FileRecord.purpose(body["purpose"])
        let bytes = try body["bytes"].required().integer(0...Int.max) ?? 0
        _ = try body["mime_type"].requiredString()
        try fileLimits.check(file: bytes, param: "bytes")
        let expires = try Expiry.read(body["expires_after"], created: 0)
        var identity = Identity(seed: request.seed)
        let upload = UploadRecord(
            id: identity.id("upload_", length: 32), created: request.created, filename: filename, purpose: purpose,
            bytes: bytes, fileLife: expires)
        try uploads.add(upload, owner: request.owner)
        return json(upload.object)
    }
}
