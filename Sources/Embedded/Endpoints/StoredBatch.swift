import Gateway
import JSON

/// The endpoints of one batch.
extension EmbeddedProvider {
    /// `GET /batches/{batch_id}`.
    func retrieveBatch(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("batch_id")
        guard let found = batches.get(id, owner: request.owner) else { throw .notFound("Batch", id) }
        return json(found.object)
    }

    /// `POST /batches/{batch_id}/cancel`: here every batch has ended before it can be cancelled.
    func cancelBatch(_ request: Request) throws(Refusal) -> Answer { try retrieveBatch(request) }
}
