import Gateway
import JSON

/// The endpoints of the files in a vector store.
extension EmbeddedProvider {
    /// `POST /vector_stores/{vector_store_id}/files`.
    func addVectorStoreFile(_ request: Request) throws -> Answer {
        let store = try vectorStore(request)
        let file = try storeFile(request.json(), request)
        try changeVectorStore(request) { store in
            store.add(file)
            store.lastActive = request.created
        }
        return json(file.object(in: store.id))
    }

    /// `GET /vector_stores/{vector_store_id}/files`, newest first unless asked otherwise.
    func listVectorStoreFiles(_ request: Request) throws(Refusal) -> Answer {
        let store = try vectorStore(request)
        return try list(store.files, of: store, request)
    }

    /// `GET /vector_stores/{vector_store_id}/files/{file_id}`.
    func retrieveVectorStoreFile(_ request: Request) throws(Refusal) -> Answer {
        let store = try vectorStore(request)
        return json(try store.file(request.parameter("file_id")).object(in: store.id))
    }

    /// `POST /vector_stores/{vector_store_id}/files/{file_id}`: replaces the attributes.
    func updateVectorStoreFile(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        guard body.view?["attributes"] != nil else { throw .missing("attributes") }
        let attributes = try Attributes.read(body["attributes"])
        let id = request.parameter("file_id")
        _ = try vectorStore(request).file(id)
        let store = try changeVectorStore(request) { store in
            for position in store.files.indices where store.files[position].id == id {
                store.files[position].attributes = attributes
            }
        }
        return json(try store.file(id).object(in: store.id))
    }

    /// `DELETE /vector_stores/{vector_store_id}/files/{file_id}`: the uploaded file stays.
    func removeVectorStoreFile(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("file_id")
        _ = try vectorStore(request).file(id)
        try changeVectorStore(request) { $0.remove(id) }
        return json(["id": .string(id), "object": "vector_store.file.deleted", "deleted": true])
    }

    /// `GET /vector_stores/{vector_store_id}/files/{file_id}/content`: the text that is searched.
    func readVectorStoreFile(_ request: Request) throws(Refusal) -> Answer {
        let file = try vectorStore(request).file(request.parameter("file_id"))
        return json([
            "object": "vector_store.file_content.page",
            "data": file.fault == nil ? [["type": "text", "text": .string(file.text)]] : [],
            "has_more": false, "next_page": .null,
        ])
    }

    /// A file of the caller, cut and embedded as the request asks; `defaults` stand in for what an entry leaves out.
    func storeFile(_ entry: Input, defaults: Input? = nil, _ request: Request) throws -> StoreFile {
        func option(_ name: String) -> Input { entry[name].isPresent ? entry[name] : defaults?[name] ?? entry[name] }
        let id = entry["file_id"]
        return try StoreFile(
            file(id.requiredString(), owner: request.owner, param: id.name), created: request.created,
            chunking: Chunking(option("chunking_strategy")), attributes: Attributes.read(option("attributes")))
    }

    /// A page of files, of one state if asked.
    func list(_ files: [StoreFile], of store: VectorStoreRecord, _ request: Request) throws(Refusal) -> Answer {
        let state = try request.queryInput("filter").choice(["in_progress", "completed", "failed", "cancelled"])
        let matching = files.filter { state == nil || $0.status == state }
        return json(
            try request.page(defaultOrder: "desc").list(matching, id: \.id) { $0.object(in: store.id) })
    }
}

extension VectorStoreRecord {
    /// The file of that id in this store.
    func file(_ id: String) throws(Refusal) -> StoreFile {
        guard let found = files.first(where: { $0.id == id }) else {
            throw Refusal(status: 404, message: "No file found with id '\(id)' in vector store '\(self.id)'.")
        }
        return found
    }
}
