import Gateway
import JSON

/// The endpoints of files that are added to a vector store together. A batch is complete once it is answered.
extension EmbeddedProvider {
    /// `POST /vector_stores/{vector_store_id}/file_batches`.
    func createVectorStoreFileBatch(_ request: Request) throws -> Answer {
        let body = try request.json()
        _ = try vectorStore(request)
        var files: [StoreFile] = []
        if body["files"].isPresent {
            guard !body["file_ids"].isPresent else {
                throw Refusal.invalidValue("files", "Give 'file_ids' or 'files', not both.")
            }
            for entry in try body["files"].list(1...2_000) ?? [] {
                files.append(try storeFile(entry, defaults: body, request))
            }
        } else {
            let chunking = try Chunking(body["chunking_strategy"])
            let attributes = try Attributes.read(body["attributes"])
            for id in try body["file_ids"].required().list(1...2_000) ?? [] {
                let file = try file(id.requiredString(), owner: request.owner, param: id.name)
                files.append(
                    try StoreFile(file, created: request.created, chunking: chunking, attributes: attributes))
            }
        }
        var identity = Identity(seed: request.seed)
        let batch = VectorStoreRecord.Batch(
            id: identity.id("vsfb_", length: 32), created: request.created, files: files.map(\.id))
        let added = files
        let changed = try changeVectorStore(request) { store in
            for file in added { store.add(file) }
            store.batches.append(batch)
            store.lastActive = request.created
        }
        return json(batch.object(in: changed))
    }

    /// `GET /vector_stores/{vector_store_id}/file_batches/{batch_id}`; to cancel it changes nothing.
    func retrieveVectorStoreFileBatch(_ request: Request) throws(Refusal) -> Answer {
        let store = try vectorStore(request)
        return json(try store.batch(request.parameter("batch_id")).object(in: store))
    }

    /// `GET /vector_stores/{vector_store_id}/file_batches/{batch_id}/files`.
    func listVectorStoreFileBatchFiles(_ request: Request) throws(Refusal) -> Answer {
        let store = try vectorStore(request)
        return try list(try store.batch(request.parameter("batch_id")).members(of: store), of: store, request)
    }
}

extension VectorStoreRecord {
    /// The batch of that id.
    fileprivate func batch(_ id: String) throws(Refusal) -> Batch {
        guard let found = batches.first(where: { $0.id == id }) else {
            throw .notFound("File batch", id)
        }
        return found
    }
}

extension VectorStoreRecord.Batch {
    /// The files of the batch that are still in the store.
    fileprivate func members(of store: VectorStoreRecord) -> [StoreFile] {
        let ids = Set(files)
        return store.files.filter { ids.contains($0.id) }
    }

    /// The `vector_store.files_batch` object.
    fileprivate func object(in store: VectorStoreRecord) -> JSONValue {
        [
            "id": .string(id), "object": "vector_store.files_batch", "created_at": .int(created),
            "vector_store_id": .string(store.id), "status": "completed",
            "file_counts": VectorStoreRecord.counts(members(of: store)),
        ]
    }
}
