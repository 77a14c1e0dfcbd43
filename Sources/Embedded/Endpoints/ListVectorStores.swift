import Gateway
import JSON

extension EmbeddedProvider {
    /// `GET /vector_stores`, newest first unless asked otherwise.
    func listVectorStores(_ request: Request) throws(Refusal) -> Answer {
        let stores = vectorStores.all(owner: request.owner)
        return json(
            try request.page(defaultOrder: "desc").list(stores, id: \.id) { $0.object(now: request.created) })
    }
}
