import Catalogue
import Gateway
import JSON
import MCP

/// Makes a tool of an endpoint: check the arguments, make the call, treat the answer.
///
/// An object, as is its sender: what all calls share is not copied for each of them.
final class EndpointTool: Sendable {
    private let sender: EndpointSender
    private let environment: ToolEnvironment
    private let shell: ToolShell
    private let history: History?
    private var endpoint: Endpoint { sender.endpoint }

    init(_ sender: EndpointSender, environment: ToolEnvironment) {
        self.sender = sender
        self.environment = environment
        let endpoint = sender.endpoint
        shell = ToolShell(name: endpoint.name, environment: environment, effect: endpoint.effect)
        history = History.kind(of: endpoint).map { _ in History(environment.records) }
    }

    /// The tool of an endpoint as a server offers it; what a call needs is made when the first one comes.
    static func tool(of endpoint: Endpoint, _ senders: Senders) -> Tool {
        let offer = Offer.endpoint(endpoint)
        let rules = senders.environment.confirmation
        let confirmation = Confirmation(offer: offer, senders: senders)
        let tool = Lazily { EndpointTool(senders[endpoint], environment: senders.environment) }
        return Tool(
            name: endpoint.name, aliases: endpoint.aliases, title: offer.title,
            description: offer.description(on: senders.environment.today()),
            inputSchema: SchemaRenderer.inputSchema(of: offer.signature(under: rules)), outputSchema: outputSchema,
            annotations: .init(
                readOnly: endpoint.isReadOnly, destructive: endpoint.isDestructive,
                idempotent: endpoint.isIdempotent, openWorld: true),
            taskSupport: endpoint.waiting == nil ? .forbidden : .optional, isLong: endpoint.waiting?.outlasts,
            mirrored: offer.mirrored,
            prepare: prepare(confirmation, endpoint),
            run: { try await tool.value.run($0, confirmation) })
    }

    private static func prepare(
        _ confirmation: Confirmation, _ endpoint: Endpoint
    ) -> (@Sendable (ToolCall) async throws -> ToolResult?)? {
        guard confirmation.mayAsk else { return nil }
        return { call in
            try await confirmation.refusal(of: call, try confirmation.senders[endpoint].check(call.arguments))
        }
    }

    /// Any object: providers differ, and a client that checks must not refuse what one of them leaves out.
    static let outputSchema = Array(#"{"type":"object"}"#.utf8)

    /// Makes the call and treats its answer.
    func run(_ call: ToolCall, _ confirmation: Confirmation) async throws -> ToolResult {
        let arguments = try sender.check(call.arguments)
        if confirmation.mayAsk, let refusal = try await confirmation.refusal(of: call, arguments) { return refusal }
        let streams = call.progress != nil
        let waiting = call.task != nil || arguments.wantsEnd ? endpoint.waiting : nil
        return try await shell.run(call, givesHandles: endpoint.isBillable || waiting != nil) { caller, progress in
            guard let waiting else {
                return try await self.result(of: arguments, for: caller, streams: streams, progress)
            }
            return try await Vigil(confirmation.senders, call, caller, progress).result(of: self, waiting, arguments)
        }
    }

    /// The provider's answer, whole.
    func answer(to arguments: Arguments, for caller: Caller) async throws -> Answer {
        try await sender.send(sender.request(arguments, caller: caller, streams: false))
    }

    /// What the tool answers to checked arguments; throws what went wrong.
    func result(
        of arguments: Arguments, for caller: Caller, streams: Bool, _ progress: StreamedProgress,
        defaults: CallDefaults? = nil, attached: Attachments = Attachments(), origin: CallOrigin = CallOrigin()
    ) async throws -> ToolResult {
        if let ids = arguments.severalIDs {
            return try await SeveralIDs(sender: sender, arguments: arguments).run(ids, for: caller, progress)
        }
        if let list = FilteredList(sender, arguments) { return try await list.result(for: caller) }
        var request = try await sender.request(
            arguments, caller: caller, streams: streams, defaults: defaults, attached: attached, origin: origin)
        // A file goes to the disk while it comes.
        if endpoint.treatment == .saveFile, !request.streams { request.answerForm = .chunks }
        let receipt = Receipt(awaitsJudgement: true)
        request.receipt = receipt
        let result: ToolResult
        do {
            result = try await treat(
                try await sender.send(request), arguments, environment.output.of(caller), progress)
            receipt.judge(nil)
        } catch {
            receipt.judge(APIError(error).kind)
            throw error
        }
        await history?.remember(endpoint, arguments, result, for: caller)
        return result
    }

    /// One case, one file: see `Treatments`.
    func treat(
        _ answer: Answer, _ arguments: Arguments, _ output: CallerOutput, _ progress: StreamedProgress
    ) async throws -> ToolResult {
        switch endpoint.treatment {
        case .forward:
            return ForwardTreatment(endpoint, arguments).result(try await TreatedAnswer(whole: answer))
        case .chat:
            let answer = try await gather(answer, with: ChatStreamGatherer.self, onDelta: progress.report)
            let completion = try await TreatedAnswer(whole: answer)
            let treatment = ChatTreatment(output: output, arguments: arguments)
            guard completion.isLarge || treatment.savesFiles(of: completion) else {
                return try treatment.result(completion)
            }
            return try await Blocking.run { try treatment.result(completion) }
        case .response:
            let answer = try await gather(answer, with: ResponseStreamGatherer.self, onDelta: progress.report)
            let response = try await TreatedAnswer(whole: answer)
            let treatment = ResponseTreatment(output: output)
            guard response.isLarge || treatment.savesFiles(of: response) else { return try treatment.result(response) }
            return try await Blocking.run { try treatment.result(response) }
        case .saveImages:
            let answer = try await gather(answer, with: ImageStreamGatherer.self, onDelta: progress.report)
            let images = try await TreatedAnswer(whole: answer)
            let treatment = ImageTreatment(output: output)
            return try await Blocking.run { try treatment.result(images) }
        case .embeddings:
            let vectors = try await TreatedAnswer(whole: answer)
            let treatment = EmbeddingTreatment(output: output, arguments: arguments)
            return try await Blocking.run { try treatment.result(vectors) }
        case .saveFile:
            let treatment = FileTreatment(
                output: output, prefix: endpoint.filePrefix, limit: environment.downloadLimit)
            return try await treatment.result(answer)
        case .transcript:
            return try TranscriptTreatment().result(
                try await gather(answer, with: TranscriptStreamGatherer.self, onDelta: progress.report))
        case .events:
            let follows = endpoint.method == .get
            let answer =
                endpoint.path.hasPrefix("/agents")
                ? try await gather(
                    answer, with: SessionStreamGatherer.self, silenceEnds: follows, onDelta: progress.report)
                : try await gather(answer, with: RunStreamGatherer.self, onDelta: progress.report)
            return ForwardTreatment.result(try await TreatedAnswer(whole: answer))
        }
    }
}

extension Arguments {
    /// Whether the answer is to be what has come of the work.
    fileprivate var wantsEnd: Bool { local.first { $0.name == Field.wait.name }?.value.bool == true }
}

extension Waiting {
    /// Whether a call with these arguments begins something that outlasts it.
    @Sendable fileprivate func outlasts(_ arguments: JSONView?) -> Bool {
        if arguments?["stream"]?.bool == true { return false }
        return onlyWith.map { arguments?[$0]?.bool == true } ?? true
    }
}

extension Endpoint {
    /// What the names of files begin with that its answers are saved in: `speech`, `video`, `skill-content`.
    fileprivate var filePrefix: String {
        for ending in ["-create", "-get"] where name.hasSuffix(ending) { return String(name.dropLast(ending.count)) }
        return name
    }
}

extension TreatedAnswer {
    /// The body of a successful answer, parsed once; of a stream that nobody gathered, its last object.
    init(whole answer: Answer) async throws {
        var answer = answer
        if case .stream = answer.body {
            answer = try await gather(answer, with: ResponseStreamGatherer.self, onDelta: { _ in })
        }
        guard case .bytes(let bytes) = answer.body else {
            self.init(notes: answer.notes, body: nil)
            return
        }
        if let body = answer.json() {
            self.init(notes: answer.notes, body: body, requestID: answer.headers["x-request-id"])
        } else {
            try self.init(bytes, headers: answer.headers, notes: answer.notes)
        }
    }
}
