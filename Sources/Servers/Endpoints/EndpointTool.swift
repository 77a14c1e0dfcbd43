import Catalogue
import Gateway
import JSON
import MCP

/// Makes a tool of an endpoint: check the arguments, make the call, treat the answer.
struct EndpointTool: Sendable {
    let endpoint: Endpoint
    let environment: ToolEnvironment
    private let fields: FieldTable
    private let requests: RequestBuilder

    init(_ endpoint: Endpoint, environment: ToolEnvironment) {
        self.endpoint = endpoint
        self.environment = environment
        fields = FieldTable(endpoint)
        requests = RequestBuilder(endpoint, environment: environment)
    }

    /// The tool as a server offers it.
    var tool: Tool {
        Tool(
            name: endpoint.name, description: description, inputSchema: SchemaRenderer.inputSchema(of: endpoint),
            annotations: .init(
                readOnly: endpoint.isReadOnly, destructive: endpoint.isDestructive,
                idempotent: endpoint.isIdempotent, openWorld: true),
            run: { try await run($0) })
    }

    private var description: String {
        guard case .deprecated(let shutdown, let successor) = endpoint.lifecycle else { return endpoint.summary }
        let end = shutdown.map { " (ends \($0))" } ?? ""
        return "\(endpoint.summary) Deprecated by OpenAI\(end); use \(successor) instead."
    }

    private func run(_ call: ToolCall) async throws -> ToolResult {
        let arguments: Arguments
        do {
            arguments = try fields.check(call.arguments ?? Self.nothing)
        } catch {
            throw ArgumentFault(error.message)
        }
        let caller = Caller(call.principal)
        guard endpoint.isBillable else {
            return try await perform(arguments, for: caller, StreamedProgress(call.progress), call)
        }
        return try await environment.handles.run(for: caller) { job in
            // With the making of the request: fetching its files may take longer than a client waits.
            try await perform(
                arguments, for: caller, StreamedProgress(call.progress, while: { !job.isHandedOver }), call)
        }
    }

    private func perform(
        _ arguments: Arguments, for caller: Caller, _ progress: StreamedProgress, _ call: ToolCall
    ) async throws -> ToolResult {
        let request = try await requests.call(arguments, caller: caller, streams: call.progress != nil)
        return try await perform(request, arguments, progress)
    }

    private func perform(_ call: Call, _ arguments: Arguments, _ progress: StreamedProgress) async throws -> ToolResult
    {
        let redactor = redactor(for: call.caller)
        do {
            let answer = try await environment.upstream.send(call)
            guard answer.isSuccess else {
                throw APIError(try await unstreamed(answer), redactor: redactor, now: Surroundings.real.now())
            }
            return try await treat(answer, arguments, progress)
        } catch let error where !(error is CancellationError) {
            return try failure(APIError(error, effect: endpoint.effect, redactor: redactor))
        }
    }

    /// One case, one file: see `Treatments`.
    private func treat(_ answer: Answer, _ arguments: Arguments, _ progress: StreamedProgress) async throws
        -> ToolResult
    {
        switch endpoint.treatment {
        case .forward:
            return ForwardTreatment.result(try await whole(answer))
        case .chat:
            let answer = try await gather(answer, with: ChatStreamGatherer.self, onDelta: progress.report)
            let completion = try await whole(answer)
            let treatment = ChatTreatment(output: environment.output, arguments: arguments)
            guard completion.isLarge else { return try treatment.result(completion) }
            return try await Blocking.run { try treatment.result(completion) }
        case .response:
            let answer = try await gather(answer, with: ResponseStreamGatherer.self, onDelta: progress.report)
            let response = try await whole(answer)
            let treatment = ResponseTreatment(output: environment.output)
            guard response.isLarge else { return try treatment.result(response) }
            return try await Blocking.run { try treatment.result(response) }
        case .saveImages:
            let answer = try await gather(answer, with: ImageStreamGatherer.self, onDelta: progress.report)
            let images = try await whole(answer)
            let treatment = ImageTreatment(output: environment.output)
            return try await Blocking.run { try treatment.result(images) }
        case .embeddings:
            let vectors = try await whole(answer)
            let treatment = EmbeddingTreatment(output: environment.output, arguments: arguments)
            return try await Blocking.run { try treatment.result(vectors) }
        }
    }

    private func unstreamed(_ answer: Answer) async throws -> Answer {
        try await gather(answer, with: ResponseStreamGatherer.self, onDelta: { _ in })
    }

    /// The body of a successful answer, parsed once.
    private func whole(_ answer: Answer) async throws -> TreatedAnswer {
        let answer = try await unstreamed(answer)
        guard case .bytes(let bytes) = answer.body else { return TreatedAnswer(notes: answer.notes, body: nil) }
        return try TreatedAnswer(bytes, headers: answer.headers, notes: answer.notes)
    }

    private func failure(_ error: APIError) throws -> ToolResult {
        switch environment.errors {
        case .toolResult: return .failure(error.message, structured: error.json)
        case .protocolError: throw ProtocolError(.internalError, error.message, data: error.json)
        }
    }

    private func redactor(for caller: Caller) -> Redactor {
        guard let key = caller.key else { return environment.redactor }
        return environment.redactor.adding(key)
    }

    private static let nothing = (try? JSONDocument("{}"))!.root
}
