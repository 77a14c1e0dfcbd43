import Gateway
import JSON

/// The endpoints of one file.
extension EmbeddedProvider {
    /// `GET /files/{file_id}`.
    func retrieveFile(_ request: Request) throws(Refusal) -> Answer {
        json(try file(request.parameter("file_id"), owner: request.owner).object)
    }

    /// `DELETE /files/{file_id}`: the file goes from the vector stores too.
    func deleteFile(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("file_id")
        guard removeFile(id, owner: request.owner) else { throw .noFile(id) }
        return json(["id": .string(id), "object": "file", "deleted": true])
    }

    /// `GET /files/{file_id}/content`: the bytes, whatever the file's purpose.
    func downloadFile(_ request: Request) throws(Refusal) -> Answer {
        let file = try file(request.parameter("file_id"), owner: request.owner)
        let name = String(
            file.filename.unicodeScalars.filter { $0.isASCII && $0.value >= 0x20 && $0 != "\"" && $0 != "\\" })
        return Answer(
            status: 200,
            headers: Headers([
                ("content-type", "application/octet-stream"),
                ("content-disposition", "attachment; filename=\"\(name)\""),
            ]),
            body: .bytes(file.content))
    }

    /// A file of the caller; `param` is what named it, if that is not the path.
    func file(_ id: String, owner: String, param: String = "id") throws(Refusal) -> FileRecord {
        guard let found = files.get(id, owner: owner) else { throw .noFile(id, param: param) }
        return found
    }
}

extension Refusal {
    /// No file has that id.
    static func noFile(_ id: String, param: String = "id") -> Refusal {
        Refusal(status: 404, message: "No such File object: \(id)", param: param)
    }
}
