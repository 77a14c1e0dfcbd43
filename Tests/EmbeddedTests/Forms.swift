import Gateway
import JSON

@testable import Embedded

extension EmbeddedProvider {
    /// Sends a form: text fields, then files by field and name.
    func send(
        _ path: String, _ fields: [(String, String)], files: [(field: String, name: String, content: [UInt8])] = []
    ) async throws -> Reply {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for file in files {
            let head = "--edge\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\n"
            body += Array((head + "Content-Type: application/octet-stream\r\n\r\n").utf8) + file.content + [13, 10]
        }
        body += Array("--edge--\r\n".utf8)
        let headers = Headers([("content-type", "multipart/form-data; boundary=edge")])
        let answer = try await answer(method: "POST", path: path, headers: headers, body: body)
        return try await Reply(status: answer.status, headers: answer.headers, bytes: answer.body.whole())
    }

    /// Uploads a file and returns its id.
    func upload(_ text: String, as name: String, purpose: String = "assistants") async throws -> String {
        let reply = try await send("/files", [("purpose", purpose)], files: [("file", name, Array(text.utf8))])
        return try reply.root["id"]?.string ?? ""
    }

    /// A provider's answer to a call as one of its callers.
    func ask(as caller: String, _ method: String, _ path: String, _ body: JSONValue = [:]) async throws -> Int {
        try await send(
            Call(
                .init("test", method == "GET" ? .get : method == "DELETE" ? .delete : .post, path, "", .reads),
                path: path,
                body: method == "POST" ? .json(body.members) : .none,
                caller: Caller(id: caller, mayUseServerKey: true))
        ).status
    }
}

extension JSONValue {
    /// The members of an object, for a call.
    var members: Members {
        var members = Members()
        if case .object(let all) = self { for member in all { members.set(member.key, member.value) } }
        return members
    }
}
