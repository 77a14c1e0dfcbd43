import Catalogue
import Gateway
import JSON

/// Speaks Anthropic's Messages API for a caller who speaks OpenAI's chat completions, in both directions; a stream is
/// translated event by event. Lists of models are translated too; Anthropic has nothing else of the catalogue.
public struct AnthropicMessages: Stage {
    /// The version of the API that this is written for.
    static let version = "2023-06-01"

    private let surroundings: Surroundings

    /// Creates the stage.
    public init(in surroundings: Surroundings = .real) { self.surroundings = surroundings }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        var call = call
        call.headers["OpenAI-Beta"] = nil
        call.headers["anthropic-version"] = Self.version
        switch (call.endpoint.method, call.endpoint.path) {
        case (.post, "/chat/completions"): return try await complete(call, next)
        case (.get, "/models"):
            // The default page has 20, and OpenAI's list has no pages.
            call.query = [("limit", "1000")]
            return try await listed(try await next(call)) { AnthropicModels.list($0) }
        case (.get, "/models/{model}"): return try await listed(try await next(call)) { AnthropicModels.model($0) }
        default:
            throw APIError(
                .endpointMissing,
                "Anthropic does not offer '\(call.endpoint.name)' (\(call.endpoint.method.rawValue) \(call.endpoint.path)), name a model of a provider that does"
            )
        }
    }

    private func complete(
        _ call: Call, _ next: @Sendable (Call) async throws -> Answer
    ) async throws -> Answer {
        guard case .json(let members) = call.body else {
            throw APIError(.invalidRequest, "a chat completion for Anthropic needs a JSON body")
        }
        let request = try MessagesRequest(members)
        var call = call
        call.path = "/messages"
        call.body = .json(request.members)
        var answer = try await next(call)
        answer.notes.remarks += request.remarks
        answer.headers["x-request-id"] = answer.headers["request-id"] ?? answer.headers["x-request-id"]
        guard answer.isSuccess else { return MessagesErrors.translated(answer) }
        let created = Int(surroundings.now())
        switch answer.body {
        case .stream(let chunks) where answer.headers["content-type"]?.contains("event-stream") == true:
            let translator = MessagesStream(created: created, includesUsage: request.wantsUsage)
            answer.body = .stream(TranslatedStream(chunks: chunks, translator: translator))
            return answer
        case .stream(let chunks):
            var bytes: [UInt8] = []
            for try await chunk in chunks { bytes += chunk }
            return whole(answer, bytes, created)
        case .bytes(let bytes): return whole(answer, bytes, created)
        }
    }

    private func whole(_ answer: Answer, _ bytes: [UInt8], _ created: Int) -> Answer {
        var answer = answer
        // What is no message is shown as it came: whoever reads it says that it could not be understood.
        answer.body = .bytes(MessagesAnswer.completion(bytes, created: created) ?? bytes)
        answer.headers["content-length"] = nil
        return answer
    }

    private func listed(_ answer: Answer, _ translate: (JSONView) -> [UInt8]?) async throws -> Answer {
        var answer = answer
        answer.headers["x-request-id"] = answer.headers["request-id"] ?? answer.headers["x-request-id"]
        guard answer.isSuccess else { return MessagesErrors.translated(answer) }
        if case .bytes(let bytes) = answer.body, let root = (try? JSONDocument(bytes))?.root {
            answer.body = .bytes(translate(root) ?? bytes)
            answer.headers["content-length"] = nil
        }
        return answer
    }
}
