import Catalogue
import Gateway
import JSON
import MCP

/// A tool of our own: work over one or more endpoints, or over what this server keeps.
public struct ComposedTool: Sendable {
    /// Unique in the family.
    let name: String
    /// One plain sentence for the model that chooses among tools.
    let summary: String
    /// What it does to the account, for the hints and for policy.
    let effect: Effect
    let fields: [Field]
    let aliases: [String]
    /// Whether it costs money, so that a slow call is answered with a handle and not repeated.
    let isBillable: Bool
    /// Whether it may take longer than a client waits, so that it is answered with a handle then.
    let isLong: Bool
    /// Whether it is done when many things are, or something far away is, so that it may go on as a task.
    let waits: Bool
    /// Nothing at the provider changes and nothing lasting is bought.
    let isReadOnly: Bool
    let isIdempotent: Bool
    /// Whether a call leaves this process.
    let isOpenWorld: Bool
    /// How long the endpoint lives that it stands for.
    let lifecycle: Lifecycle
    /// For a tool that only calls another one: that tool, and the call that it gets.
    let passesOn: (@Sendable (Work) throws -> (Tool, ToolCall))?
    let work: @Sendable (Work) async throws -> ToolResult

    init(
        _ name: String, _ summary: String, _ effect: Effect, _ fields: [Field], aliases: [String] = [],
        billable: Bool = false, long: Bool = false, readOnly: Bool? = nil, idempotent: Bool? = nil,
        openWorld: Bool = true, lifecycle: Lifecycle = .current,
        waits: Bool = false, passesOn: (@Sendable (Work) throws -> (Tool, ToolCall))? = nil,
        work: @escaping @Sendable (Work) async throws -> ToolResult
    ) {
        self.name = name
        self.summary = summary
        self.effect = effect
        self.fields = fields
        self.aliases = aliases
        isBillable = billable
        isLong = billable || long
        isReadOnly = readOnly ?? effect.isReadOnly
        isIdempotent = idempotent ?? effect.isIdempotent
        isOpenWorld = openWorld
        self.lifecycle = lifecycle
        self.passesOn = passesOn
        self.waits = waits
        self.work = work
    }

    /// What it takes; of work that computes, also whether an earlier answer will do.
    var signature: Signature {
        let takesChoice = isBillable && effect == .computes && !fields.contains { $0.name == Field.cacheChoice.name }
        return Signature(name, takesChoice ? fields + [.cacheChoice] : fields)
    }

    /// The tool as a server offers it.
    func tool(_ senders: Senders) -> Tool {
        let offer = Offer.composed(self)
        let rules = senders.environment.confirmation
        let confirmation = Confirmation(offer: offer, senders: senders)
        let signature = offer.signature(under: rules)
        let table = FieldTable(signature)
        let shell = ToolShell(name: name, environment: senders.environment, effect: effect)
        return Tool(
            name: name, aliases: aliases, title: offer.title,
            description: offer.description(on: senders.environment.today()),
            inputSchema: SchemaRenderer.inputSchema(of: signature), outputSchema: EndpointTool.outputSchema,
            annotations: .init(
                readOnly: isReadOnly, destructive: effect.isDestructive, idempotent: isIdempotent,
                openWorld: isOpenWorld),
            taskSupport: waits ? .optional : .forbidden, mirrored: offer.mirrored, prepare: prepare(table, confirmation)
        ) { call in
            let arguments = try table.fitting(call)
            if passesOn == nil, let refusal = try await confirmation.refusal(of: call, arguments) { return refusal }
            return try await shell.run(call, givesHandles: isLong) { caller, progress in
                try await work(
                    Work(
                        call: call, arguments: arguments, caller: caller, progress: progress, senders: senders,
                        origin: CallOrigin(tool: name, cache: arguments.cacheChoice)))
            }
        }
    }

    private func prepare(
        _ table: FieldTable, _ confirmation: Confirmation
    ) -> (@Sendable (ToolCall) async throws -> ToolResult?)? {
        guard confirmation.mayAsk || passesOn != nil else { return nil }
        return { call in try await refusal(of: call, try table.fitting(call), confirmation) }
    }

    /// What must be asked before the work begins, by this tool or by the one that it calls.
    private func refusal(
        of call: ToolCall, _ arguments: Arguments, _ confirmation: Confirmation
    ) async throws -> ToolResult? {
        guard let passesOn else { return try await confirmation.refusal(of: call, arguments) }
        let work = Work(
            call: call, arguments: arguments, caller: Caller(call.principal), progress: StreamedProgress(nil),
            senders: confirmation.senders)
        // Whatever is wrong with the other call, the work will say.
        guard let (tool, inner) = try? passesOn(work) else { return nil }
        return try await tool.prepare?(inner)
    }
}

extension FieldTable {
    /// The arguments of a call, or why they do not fit.
    fileprivate func fitting(_ call: ToolCall) throws -> Arguments {
        do {
            return try check(call.arguments ?? JSONDocument("{}").root)
        } catch let error as ArgumentError {
            throw ArgumentFault(error.message)
        }
    }
}

/// One call of a composed tool, and what it can do.
struct Work: Sendable {
    /// The call as the protocol has it.
    let call: ToolCall
    /// Its arguments, checked; every one is found by its name.
    let arguments: Arguments
    let caller: Caller
    let progress: StreamedProgress
    let senders: Senders
    /// What its calls are made for.
    let origin: CallOrigin

    init(
        call: ToolCall, arguments: Arguments, caller: Caller, progress: StreamedProgress, senders: Senders,
        origin: CallOrigin = CallOrigin()
    ) {
        self.call = call
        self.arguments = arguments
        self.caller = caller
        self.progress = progress
        self.senders = senders
        self.origin = origin
    }

    var environment: ToolEnvironment { senders.environment }

    /// Where the files go that it makes.
    var output: CallerOutput { environment.output.of(caller) }

    /// The argument of a name; nil where it was left out or is null.
    subscript(name: String) -> JSONView? { arguments[name].flatMap { $0.isNull ? nil : $0 } }

    /// Calls an endpoint by the name of its tool and returns what it answered; throws what went wrong.
    ///
    /// - Parameters:
    ///   - defaults: what is filled in where the settings say nothing.
    ///   - attached: files that some of the arguments only refer to.
    ///   - onDelta: what a stream shows before it ends; with it, a stream is asked for.
    func send(
        _ endpoint: String, _ arguments: Members, defaults: CallDefaults? = nil,
        attached: Attachments = Attachments(),
        onDelta: (@Sendable (StreamDelta) async throws -> Void)? = nil
    ) async throws -> TreatedAnswer {
        let sender = try self.sender(endpoint)
        let checked = try sender.check(JSONDocument(arguments.encoded).root)
        let request = try await sender.request(
            checked, caller: caller, streams: onDelta != nil, defaults: defaults, attached: attached,
            origin: origin)
        let answer = try await sender.send(request)
        guard let onDelta else { return try await TreatedAnswer(whole: answer) }
        return switch sender.endpoint.treatment {
        case .chat:
            try await TreatedAnswer(whole: gather(answer, with: ChatStreamGatherer.self, onDelta: onDelta))
        case .saveImages:
            try await TreatedAnswer(whole: gather(answer, with: ImageStreamGatherer.self, onDelta: onDelta))
        default:
            try await TreatedAnswer(whole: gather(answer, with: ResponseStreamGatherer.self, onDelta: onDelta))
        }
    }

    /// Calls an endpoint and returns the answer with its body as it came: for what is no JSON.
    func sendRaw(_ endpoint: String, _ arguments: Members) async throws -> Answer {
        let sender = try self.sender(endpoint)
        let checked = try sender.check(JSONDocument(arguments.encoded).root)
        return try await sender.send(sender.request(checked, caller: caller, streams: false, origin: origin))
    }

    /// Calls an endpoint that has no field `stream` and returns its answer while it comes.
    func stream(_ endpoint: String, _ arguments: Members) async throws -> Answer {
        let sender = try self.sender(endpoint)
        let checked = try sender.check(JSONDocument(arguments.encoded).root)
        var request = try await sender.request(checked, caller: caller, streams: false, origin: origin)
        request.streams = true
        return try await sender.send(request)
    }

    /// Calls an endpoint and treats its answer as the endpoint's own tool does.
    func run(
        _ endpoint: String, _ arguments: Members, defaults: CallDefaults? = nil,
        attached: Attachments = Attachments()
    ) async throws -> ToolResult {
        let sender = try self.sender(endpoint)
        let checked = try sender.check(JSONDocument(arguments.encoded).root)
        return try await EndpointTool(sender, environment: environment)
            .result(
                of: checked, for: caller, streams: call.progress != nil, progress, defaults: defaults,
                attached: attached, origin: origin)
    }

    private func sender(_ endpoint: String) throws -> EndpointSender {
        guard let sender = senders[endpoint] else { throw unknown(endpoint) }
        return sender
    }

    private func unknown(_ endpoint: String) -> APIError {
        APIError(.serverError, "this build has no endpoint named '\(endpoint)', report it to whoever made it")
    }
}
