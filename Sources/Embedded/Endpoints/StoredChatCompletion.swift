import Gateway
import JSON

/// The endpoints of one stored chat completion.
extension EmbeddedProvider {
    /// `GET /chat/completions/{completion_id}`.
    func retrieveChatCompletion(_ request: Request) throws(Refusal) -> Answer {
        json(try stored(request).completion.object)
    }

    /// `POST /chat/completions/{completion_id}`: replaces the metadata.
    func updateChatCompletion(_ request: Request) throws(Refusal) -> Answer {
        let field = try request.json()["metadata"]
        if field.view == nil, case .json(let bytes) = request.content,
            (try? JSONDocument(bytes))?.root["metadata"] == nil
        {
            _ = try field.required()
        }
        let metadata = try field.metadata()
        let id = request.parameter("completion_id")
        guard let changed = completions.update(id, owner: request.owner, { $0.completion.metadata = metadata }) else {
            throw .notFound("Chat completion", id)
        }
        return json(changed.completion.object)
    }

    /// `DELETE /chat/completions/{completion_id}`.
    func deleteChatCompletion(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("completion_id")
        guard completions.remove(id, owner: request.owner) else { throw .notFound("Chat completion", id) }
        return json(["object": "chat.completion.deleted", "id": .string(id), "deleted": true])
    }

    /// `GET /chat/completions/{completion_id}/messages`: what was asked.
    func listChatMessages(_ request: Request) throws(Refusal) -> Answer {
        let stored = try stored(request)
        let messages = stored.messages.enumerated().map { position, message in
            (
                id: "\(stored.completion.id)-\(position)",
                value: Self.storedMessage(message, id: "\(stored.completion.id)-\(position)")
            )
        }
        return json(try request.page(defaultOrder: "asc").list(messages, id: \.id, value: \.value))
    }

    private func stored(_ request: Request) throws(Refusal) -> StoredCompletion {
        let id = request.parameter("completion_id")
        guard let found = completions.get(id, owner: request.owner) else { throw .notFound("Chat completion", id) }
        return found
    }

    /// A message as it is kept: text in `content`, a list of parts in `content_parts`.
    private static func storedMessage(_ message: JSONValue, id: String) -> JSONValue {
        guard case .object(let given) = message else { return message }
        var members: [JSONValue.Member] = [.init("id", .string(id))]
        var content = JSONValue.null
        var parts = JSONValue.null
        for member in given {
            switch (member.key, member.value) {
            case ("content", .array): parts = member.value
            case ("content", _): content = member.value
            case ("refusal", _): break
            default: members.append(member)
            }
        }
        members += [.init("content", content), .init("content_parts", parts), .init("refusal", .null)]
        return .object(members)
    }
}
