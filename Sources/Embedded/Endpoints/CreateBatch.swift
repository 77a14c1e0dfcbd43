import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /batches`: worked off at once; the answers are files by the time the batch is answered.
    func createBatch(_ request: Request) throws -> Answer {
        let body = try request.json()
        let inputID = try body["input_file_id"].requiredString()
        _ = try body["endpoint"].required()
        let endpoint = try body["endpoint"].choice(Self.batchEndpoints) ?? ""
        _ = try body["completion_window"].required().choice(["24h"])
        let metadata = try body["metadata"].metadata()
        let expires = try Expiry.read(body["output_expires_after"], created: request.created)
        let input = try file(inputID, owner: request.owner, param: "input_file_id")
        guard input.purpose == "batch" else {
            throw Refusal.invalidValue(
                "input_file_id", "The file '\(inputID)' has the purpose '\(input.purpose)', not 'batch'.")
        }
        var identity = Identity(seed: request.seed)
        let id = identity.id("batch_", length: 32)
        let (lines, faults) = BatchLine.read(input.content, endpoint: endpoint)
        var work = BatchWork(self, request, path: String(endpoint.dropFirst(3)))
        if faults.isEmpty { for line in lines { try work.take(line, identity: &identity) } }
        var record = BatchRecord(
            id: id, created: request.created, endpoint: endpoint, input: inputID, metadata: metadata ?? .null,
            ended: max(request.created, Int(surroundings.now())))
        record.faults = faults
        if faults.isEmpty {
            record.total = lines.count
            record.failed = work.failed
            record.model = work.model
            record.inputTokens = work.inputTokens
            record.outputTokens = work.outputTokens
            func keep(_ content: [UInt8], _ kind: String) throws -> String? {
                guard !content.isEmpty else { return nil }
                let file = FileRecord(
                    id: identity.id("file-", length: 22), created: record.ended, filename: "\(id)_\(kind).jsonl",
                    purpose: "batch_output", content: content, expires: expires)
                try files.add(file, owner: request.owner)
                return file.id
            }
            record.outputFile = try keep(work.output, "output")
            record.errorFile = try keep(work.errors, "error")
        }
        batches.put(record, id: id, owner: request.owner, weight: 1_024 + record.object.encoded.count)
        return json(record.object)
    }

    /// What a batch can ask for; the API's `/v1/videos` is not here.
    private static let batchEndpoints = [
        "/v1/responses", "/v1/chat/completions", "/v1/embeddings", "/v1/completions", "/v1/moderations",
        "/v1/images/generations", "/v1/images/edits",
    ]
}
