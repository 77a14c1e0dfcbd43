import Gateway
import JSON

/// The endpoints of one vector store.
extension EmbeddedProvider {
    /// `GET /vector_stores/{vector_store_id}`.
    func retrieveVectorStore(_ request: Request) throws(Refusal) -> Answer {
        json(try vectorStore(request).object(now: request.created))
    }

    /// `POST /vector_stores/{vector_store_id}`: changes what is given.
    func modifyVectorStore(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        let name = try body["name"].string(atMost: 256)
        let metadata = try body["metadata"].metadata()
        let lifetime = try VectorStoreRecord.lifetime(body["expires_after"])
        // A member that is null takes away what was there.
        let given = Set(body.view?.members.map(\.key) ?? [])
        let store = try changeVectorStore(request) { store in
            if given.contains("name") { store.name = name ?? "" }
            if given.contains("metadata") { store.metadata = metadata ?? [:] }
            if given.contains("expires_after") { store.lifetime = lifetime }
            store.lastActive = request.created
        }
        return json(store.object(now: request.created))
    }

    /// `DELETE /vector_stores/{vector_store_id}`: the uploaded files stay.
    func deleteVectorStore(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("vector_store_id")
        guard vectorStores.remove(id, owner: request.owner) else { throw .notFound("Vector store", id) }
        return json(["id": .string(id), "object": "vector_store.deleted", "deleted": true])
    }

    /// `POST /vector_stores/{vector_store_id}/search`.
    func searchVectorStore(_ request: Request) throws(Refusal) -> Answer {
        let search = try StoreSearch(request.json())
        let store = try vectorStore(request)
        guard !store.isOver(request.created) else {
            throw Refusal(message: "The vector store '\(store.id)' has expired.", code: "vector_store_expired")
        }
        try changeVectorStore(request) { $0.lastActive = request.created }
        return json(search.page(of: store))
    }

    /// The store that the path names.
    func vectorStore(_ request: Request) throws(Refusal) -> VectorStoreRecord {
        let id = request.parameter("vector_store_id")
        guard let found = vectorStores.get(id, owner: request.owner) else { throw .notFound("Vector store", id) }
        return found
    }

    /// Changes the store that the path names.
    @discardableResult
    func changeVectorStore(
        _ request: Request, _ change: (inout VectorStoreRecord) -> Void
    ) throws(Refusal) -> VectorStoreRecord {
        let id = request.parameter("vector_store_id")
        guard let changed = try vectorStores.update(id, owner: request.owner, { change(&$0) }) else {
            throw .notFound("Vector store", id)
        }
        return changed
    }
}
