import JSON

/// A request that has been read, found sound, and waits to be run.
public struct Work: Sendable {
    public let id: RequestID
    private let request: Request
    private let context: RequestContext

    /// The kinds of request that take time.
    enum Request: Sendable {
        case callTool(ToolRequest)
        case listResources(ResourceCursor)
        case readResource(uri: String)
        // Kept elsewhere, so that the others stay small.
        indirect case getPrompt(PromptRequest)
        indirect case complete(CompletionRequest)
        indirect case listen(Listening)
        indirect case task(TaskRequest)
        case listTasks(after: String?)
    }

    init(_ id: RequestID, _ request: Request, in context: RequestContext) {
        self.id = id
        self.request = request
        self.context = context
    }

    /// The client that asks.
    public var client: ClientDescription { context.client }

    /// Whether the request stays open until somebody ends it, and so is no work that is bounded in number and time.
    public var isSubscription: Bool {
        if case .listen = request { true } else { false }
    }

    /// Does the work and encodes the answer; nil if the request was cancelled.
    ///
    /// Cancelling the task that runs this cancels the work.
    public func run(outlet: any Outlet) async -> Reply? {
        if let subscription { return await wait(subscription, outlet) }
        do {
            let result = try await result(outlet)
            return Task.isCancelled ? nil : Reply(result: result, id: id)
        } catch let error as ProtocolError {
            return Reply(error, id: id)
        } catch let fault as ArgumentFault {
            return Reply(ProtocolError(.invalidParams, fault.message), id: id)
        } catch let required as InputRequired {
            return Reply(result: context.inputRequired(required), id: id)
        } catch {
            if error is CancellationError || Task.isCancelled { return nil }
            return Reply(ProtocolError(.internalError, "The request failed inside the server: \(error)."), id: id)
        }
    }

    /// The subscription that the request opens, for a transport that pulls from it; nil where it opens none.
    public var subscription: ServedSubscription? {
        guard case .listen(let listening) = request else { return nil }
        return ServedSubscription(listening, id, in: context)
    }

    private func wait(_ subscription: ServedSubscription, _ outlet: any Outlet) async -> Reply? {
        defer { subscription.close() }
        await outlet.send(await subscription.begin())
        while let news = await subscription.next() { for message in news { await outlet.send(message) } }
        return Task.isCancelled ? nil : subscription.reply
    }

    private func result(_ outlet: any Outlet) async throws -> [UInt8] {
        switch request {
        case .callTool(let request): try await request.result(in: context, outlet: outlet)
        case .listResources(let cursor): try await context.contents.resources.page(at: cursor, in: context)
        case .readResource(let uri): try await context.contents.resources.read(uri, in: context)
        case .getPrompt(let request): try await request.result(in: context, outlet: outlet)
        case .complete(let request): try await request.result(in: context)
        // Waits, and does no work.
        case .listen: []
        case .task(let request): try await request.result(in: context, context.desk, outlet: outlet)
        case .listTasks(let id): try await context.listTasks(after: id)
        }
    }
}
