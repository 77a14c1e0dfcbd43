import Gateway
import JSON

extension EmbeddedProvider {
    /// `GET /batches`, newest first.
    func listBatches(_ request: Request) throws(Refusal) -> Answer {
        let all = batches.all(owner: request.owner)
        return json(try request.page(defaultOrder: "desc").list(all, id: \.id, value: \.object))
    }
}
