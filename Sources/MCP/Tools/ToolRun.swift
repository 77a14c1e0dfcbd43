import JSON

extension Tool {
    /// Runs the tool; what goes wrong in its own work is a result.
    ///
    /// - Parameter preparing: whether what must be asked first has not been asked yet.
    func result(of call: ToolCall, preparing: Bool) async throws -> ToolResult {
        do {
            if preparing, let refusal = try await prepare?(call) { return refusal }
            return try await run(call)
        } catch let fault as ArgumentFault where call.client.revision.hasArgumentToolErrors {
            return .failure(fault.message)
        } catch let error where !Self.isForTheClient(error) {
            return .failure("The tool \(name) failed inside the server: \(error).")
        }
    }

    /// Asks what must be asked before the work begins; a result in place of that work, or nil.
    func refusal(of call: ToolCall) async throws -> ToolResult? {
        do {
            return try await prepare?(call)
        } catch let fault as ArgumentFault where call.client.revision.hasArgumentToolErrors {
            return .failure(fault.message)
        }
    }

    /// Runs the tool for a task.
    func outcome(of task: RunningTask, _ call: ToolCall, identity: ServerIdentity) async throws -> TaskOutcome {
        var call = call
        call.input = call.input.continued(by: .task(task))
        call.task = TaskContext(task, memory: await task.record.memory)
        let result = try await result(of: call, preparing: false)
        try Task.checkCancellation()
        // One form for every client that may ask for it; revisions with tasks write results alike.
        return TaskOutcome(
            result: result.encoded(for: .v2026_07_28, identity: identity), isFailure: result.isError)
    }

    /// Runs the tool again for a task that an earlier process has begun.
    func outcome(
        of task: RunningTask, _ record: TaskRecord, server: Server, principal: any Principal
    ) async throws -> TaskOutcome {
        let client = ClientDescription(revision: .v2026_07_28)
        let call = ToolCall(
            arguments: try JSONDocument(record.arguments).root, principal: principal, client: client,
            input: .none(client))
        return try await outcome(of: task, call, identity: server.identity)
    }

    /// Whether an error is the business of the client, and not of the model.
    private static func isForTheClient(_ error: any Error) -> Bool {
        error is ProtocolError || error is ArgumentFault || error is CancellationError || error is InputRequired
            || Task.isCancelled
    }
}
