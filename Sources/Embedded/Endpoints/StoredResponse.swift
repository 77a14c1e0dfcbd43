import Gateway
import JSON

/// The endpoints of one stored response.
extension EmbeddedProvider {
    /// `GET /responses/{response_id}`, with `stream=true` as the events of its making.
    func retrieveResponse(_ request: Request) throws(Refusal) -> Answer {
        let stored = try stored(request)
        guard try request.queryInput("stream", typed: true).bool() == true else { return json(stored.record.object) }
        guard stored.record.options.isBackground else {
            throw .invalidValue(
                "stream", "Only a response that was created with 'background: true' can be streamed again.")
        }
        let after = try request.queryInput("starting_after", typed: true).integer(-1...Int.max - 1) ?? -1
        return stream(stored.record.events(after: after))
    }

    /// `DELETE /responses/{response_id}`.
    func deleteResponse(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("response_id")
        guard responses.remove(id, owner: request.owner) else { throw .notFound("Response", id) }
        return json(["id": .string(id), "object": "response", "deleted": true])
    }

    /// `POST /responses/{response_id}/cancel`: here every response is finished before it can be cancelled.
    func cancelResponse(_ request: Request) throws(Refusal) -> Answer {
        let stored = try stored(request)
        guard stored.record.options.isBackground else {
            throw Refusal(
                message:
                    "Cannot cancel a synchronous response; only one created with 'background: true' can be cancelled.")
        }
        return json(stored.record.object)
    }

    /// `GET /responses/{response_id}/input_items`, newest first unless asked otherwise.
    func listInputItems(_ request: Request) throws(Refusal) -> Answer {
        let items = try stored(request).input.items
        return json(try request.page(defaultOrder: "desc").list(items, id: \.id, value: \.value))
    }

    private func stored(_ request: Request) throws(Refusal) -> StoredResponse {
        let id = request.parameter("response_id")
        guard let found = responses.get(id, owner: request.owner) else { throw .notFound("Response", id) }
        return found
    }
}
