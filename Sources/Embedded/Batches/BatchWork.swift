import Gateway
import JSON

/// Works off the requests of a batch one after the other and writes down the answers.
struct BatchWork {
    let provider: EmbeddedProvider
    /// The request that made the batch.
    let request: Request
    /// Path that every line calls, without the version.
    let path: String

    private(set) var output: [UInt8] = []
    private(set) var errors: [UInt8] = []
    private(set) var failed = 0
    private(set) var inputTokens = 0
    private(set) var outputTokens = 0
    private var models: Set<String> = []

    init(_ provider: EmbeddedProvider, _ request: Request, path: String) {
        self.provider = provider
        self.request = request
        self.path = path
    }

    /// The model that all answers name, if it is one.
    var model: String? { models.count == 1 ? models.first : nil }

    /// Answers one line.
    mutating func take(_ line: BatchLine, identity: inout Identity) throws {
        // A caller who has left does not want the rest.
        try Task.checkCancellation()
        let single = Request(
            method: "POST", path: path, query: [], content: .json(line.body), owner: request.owner,
            received: request.received, number: provider.sequence.next())
        let answer = try provider.router.answer(single, by: provider)
        let id = identity.id("batch_req_", length: 24)
        let requestID = identity.id("req_", length: 32)
        guard case .bytes(let body) = answer.body else {
            let fault: JSONValue = ["code": "invalid_request", "message": "A request of a batch cannot be streamed."]
            write(id, line, response: .null, error: fault, isFailure: true)
            return
        }
        let response: JSONValue = [
            "status_code": .int(answer.status), "request_id": .string(requestID), "body": .raw(body),
        ]
        write(id, line, response: response, error: .null, isFailure: !answer.isSuccess)
        if answer.isSuccess, let root = try? JSONDocument(body).root { count(root) }
        let size = max(output.count, errors.count)
        guard size <= provider.fileLimits.file else {
            throw Refusal(
                status: 413,
                message: "The results are too large: the offline provider keeps files of at most "
                    + "\(provider.fileLimits.file) bytes. Make several batches of it.",
                param: "input_file_id", code: "file_too_large")
        }
    }

    private mutating func write(
        _ id: String, _ line: BatchLine, response: JSONValue, error: JSONValue, isFailure: Bool
    ) {
        let entry: JSONValue = [
            "id": .string(id), "custom_id": .string(line.customID), "response": response, "error": error,
        ]
        if isFailure {
            errors += entry.encoded + [UInt8(ascii: "\n")]
            failed += 1
        } else {
            output += entry.encoded + [UInt8(ascii: "\n")]
        }
    }

    private mutating func count(_ answer: JSONView) {
        if let model = answer["model"]?.string { models.insert(model) }
        let usage = answer["usage"]
        inputTokens += (usage?["input_tokens"] ?? usage?["prompt_tokens"])?.int ?? 0
        outputTokens += (usage?["output_tokens"] ?? usage?["completion_tokens"])?.int ?? 0
    }
}
