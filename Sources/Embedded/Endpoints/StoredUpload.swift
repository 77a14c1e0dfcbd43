import Gateway
import JSON

/// The endpoints of one upload.
extension EmbeddedProvider {
    /// `POST /uploads/{upload_id}/parts`, as multipart.
    func addUploadPart(_ request: Request) throws(Refusal) -> Answer {
        guard case .multipart(let parts) = request.content, let data = parts.first(where: { $0.name == "data" }) else {
            throw .missing("data")
        }
        var identity = Identity(seed: request.seed)
        let part = UploadRecord.Part(id: identity.id("part_", length: 32), content: data.content)
        let limits = fileLimits
        let upload = try changeUpload(request) { upload throws(Refusal) in
            try upload.checkIsPending()
            try limits.check(file: upload.received + part.content.count, param: "data")
            upload.parts.append(part)
        }
        return json([
            "id": .string(part.id), "object": "upload.part", "created_at": .int(request.created),
            "upload_id": .string(upload.id),
        ])
    }

    /// `POST /uploads/{upload_id}/complete`: joins the parts in the order that is given.
    func completeUpload(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        var ids: [String] = []
        for id in try body["part_ids"].required().list() ?? [] { ids.append(try id.requiredString()) }
        let checksum = try body["md5"].string()
        var identity = Identity(seed: request.seed)
        let id = identity.id("file-", length: 22)
        // The parts are given back before the file takes their room; else a file of half the room could not be joined.
        var joined: FileRecord?
        let upload = try changeUpload(request) { upload throws(Refusal) in
            try upload.checkIsPending()
            let file = try upload.joined(ids, checksum: checksum, as: id, created: request.created)
            upload.end(.completed)
            upload.file = file.object
            joined = file
        }
        do throws(Refusal) {
            if let joined { try files.add(joined, owner: request.owner) }
        } catch {
            try changeUpload(request) { upload in
                upload.end(.cancelled)
                upload.file = nil
            }
            throw error
        }
        return json(upload.object)
    }

    /// `POST /uploads/{upload_id}/cancel`.
    func cancelUpload(_ request: Request) throws(Refusal) -> Answer {
        let upload = try changeUpload(request) { upload throws(Refusal) in
            try upload.checkIsPending()
            upload.end(.cancelled)
        }
        return json(upload.object)
    }

    @discardableResult
    private func changeUpload(
        _ request: Request, _ change: (inout UploadRecord) throws(Refusal) -> Void
    ) throws(Refusal) -> UploadRecord {
        let id = request.parameter("upload_id")
        guard let changed = try uploads.update(id, owner: request.owner, change) else { throw .notFound("Upload", id) }
        return changed
    }
}

extension UploadRecord {
    /// The file that these parts make, if they are the whole of it.
    fileprivate func joined(
        _ ids: [String], checksum: String?, as id: String, created: Int
    ) throws(Refusal) -> FileRecord {
        var content: [UInt8] = []
        for (position, wanted) in ids.enumerated() {
            guard let part = parts.first(where: { $0.id == wanted }) else {
                throw .invalidValue("part_ids[\(position)]", "The upload '\(self.id)' has no part '\(wanted)'.")
            }
            content += part.content
            guard content.count <= bytes else { break }
        }
        guard content.count == bytes else {
            throw Refusal(
                message: "The parts do not have the size that was announced: expected \(bytes) bytes, but got "
                    + "\(content.count > bytes ? "more" : "\(content.count)").",
                param: "part_ids", code: "upload_size_mismatch")
        }
        if let checksum, MD5.hex(content) != checksum.lowercased() {
            throw Refusal(
                message: "The MD5 checksum of the parts is not the one that was given.", param: "md5",
                code: "checksum_mismatch")
        }
        return FileRecord(
            id: id, created: created, filename: filename, purpose: purpose, content: content,
            expires: fileLife.map { created + $0 })
    }
}
