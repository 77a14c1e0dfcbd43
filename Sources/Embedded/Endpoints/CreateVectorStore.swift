import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /vector_stores`: its files are read at once.
    func createVectorStore(_ request: Request) throws -> Answer {
        let body = try request.json()
        var ids: [String] = []
        for id in try body["file_ids"].list(0...500) ?? [] { ids.append(try id.requiredString()) }
        let chunking = try Chunking(body["chunking_strategy"])
        var identity = Identity(seed: request.seed)
        var store = VectorStoreRecord(
            id: identity.id("vs_", length: 32), created: request.created,
            name: try body["name"].string(atMost: 256) ?? "", description: try body["description"].string(atMost: 512),
            metadata: try body["metadata"].metadata() ?? [:],
            lifetime: try VectorStoreRecord.lifetime(body["expires_after"]), lastActive: request.created)
        for id in ids {
            let file = try file(id, owner: request.owner, param: "file_ids")
            store.add(try StoreFile(file, created: request.created, chunking: chunking, attributes: nil))
        }
        try vectorStores.add(store, owner: request.owner)
        return json(store.object(now: request.created))
    }
}
