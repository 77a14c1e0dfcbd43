import Gateway
import Synchronization

/// A provider that runs in the process: no key, no network, and the same answers to the same calls.
///
/// It speaks the HTTP API of OpenAI, so that whatever works with it works with OpenAI. Its model is extractive: it
/// answers with sentences of the text it was given and says that it is the offline model.
public struct EmbeddedProvider: Upstream {
    let pace: Duration
    let surroundings: Surroundings
    let completions: Shelf<StoredCompletion>
    let responses: Shelf<StoredResponse>
    let conversations: Shelf<ConversationRecord>
    let batches: Shelf<BatchRecord>
    let files: Vault<FileRecord>
    let uploads: Vault<UploadRecord>
    let vectorStores: Vault<VectorStoreRecord>
    let fileLimits: FileLimits
    let models: ServedModels
    let sequence: Sequence
    let router = Router(routes: Self.routes)

    /// Counts requests, so that two equal ones get different ids.
    final class Sequence: Sendable {
        private let count = Atomic<Int>(0)
        func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
    }

    /// Creates a provider. `pace` is waited between the events of a stream; stored completions, responses and
    /// conversations are forgotten oldest first beyond `storedBytes` (of request and answer together), while files
    /// and vector stores stay, and more is refused beyond `fileLimits`.
    public init(
        pace: Duration = .zero, storedBytes: Int = 32 << 20, fileLimits: FileLimits = FileLimits(),
        surroundings: Surroundings = .real
    ) {
        self.pace = pace
        self.surroundings = surroundings
        self.fileLimits = fileLimits
        completions = Shelf(capacity: storedBytes / 2)
        responses = Shelf(capacity: storedBytes / 2)
        conversations = Shelf(capacity: storedBytes / 2)
        batches = Shelf(capacity: 4 << 20)
        let room = Room(capacity: fileLimits.total, contents: "files")
        files = Vault(in: room)
        uploads = Vault(in: room)
        vectorStores = Vault(in: Room(capacity: fileLimits.stores, contents: "vector stores"))
        models = ServedModels(created: Int(surroundings.now()))
        sequence = Sequence()
    }

    /// Answers a call of the gateway.
    public func send(_ call: Call) async throws -> Answer {
        try await Blocking.run {
            let content: Request.Content
            do {
                content = try Request.Content(call.body)
            } catch let refusal as Refusal {
                return refusal.answer
            } catch let failure as FileFailure {
                throw UpstreamFailure(.file, mayHaveBeenSent: false, failure.description)
            }
            return try answer(
                method: call.endpoint.method.rawValue, path: call.path, query: call.query, content: content,
                owner: call.caller.id)
        }
    }

    /// Answers an HTTP request, as a server for other programs receives it. A leading `/v1` of the path is accepted.
    public func answer(
        method: String, path: String, query: [(name: String, value: String)] = [], headers: Headers = Headers(),
        body: [UInt8] = []
    ) async throws -> Answer {
        let contentType = headers["content-type"] ?? ""
        var content = body.isEmpty ? Request.Content.none : .json(body)
        if contentType.lowercased().hasPrefix("multipart/form-data") {
            guard let parts = MultipartReader.parts(of: body, contentType: contentType) else {
                return Refusal(message: "The multipart body could not be read.").answer
            }
            content = .multipart(parts)
        }
        let path = path.hasPrefix("/v1/") ? String(path.dropFirst(3)) : path
        return try await Blocking.run { [content] in
            try answer(method: method, path: path, query: query, content: content, owner: Caller.local.id)
        }
    }

    private func answer(
        method: String, path: String, query: [(name: String, value: String)], content: Request.Content, owner: String
    ) throws -> Answer {
        try Task.checkCancellation()
        forgetWhatIsOver()
        let request = Request(
            method: method, path: path, query: query, content: content, owner: owner, received: surroundings.now(),
            number: sequence.next())
        var answer = try router.answer(request, by: self)
        var identity = Identity(seed: request.seed)
        let elapsed = Int(((surroundings.now() - request.received) * 1000).rounded())
        answer.headers["x-request-id"] = identity.id("req_", length: 32)
        answer.headers["openai-processing-ms"] = String(max(0, elapsed))
        answer.headers["openai-version"] = "2020-10-01"
        answer.notes.provider = "embedded"
        return answer
    }
}
