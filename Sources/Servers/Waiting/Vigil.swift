import Catalogue
import Gateway
import JSON
import MCP

/// Waits at something that goes on at the provider until it rests, and says meanwhile how it stands.
struct Vigil: Sendable {
    let senders: Senders
    let call: ToolCall
    let caller: Caller
    let progress: StreamedProgress

    private var environment: ToolEnvironment { senders.environment }
    private var surroundings: Surroundings { environment.surroundings }

    /// Failures in a row that a provider is forgiven: what it does meanwhile is not lost by them.
    private static let patience = 5

    init(_ senders: Senders, _ call: ToolCall, _ caller: Caller, _ progress: StreamedProgress) {
        self.senders = senders
        self.call = call
        self.caller = caller
        self.progress = progress
    }

    /// Begins work by a call, unless the task that this is for has begun it already, and waits for its end.
    func result(of endpoint: EndpointTool, _ waiting: Waiting, _ arguments: Arguments) async throws -> ToolResult {
        if let pending = call.task?.memory.flatMap({ Pending($0) }) { return try await result(of: pending) }
        let answer = try await endpoint.answer(to: arguments, for: caller)
        guard let body = try await TreatedAnswer(whole: answer).body,
            let pending = Pending(waiting, begunBy: body, arguments), !pending.rests(body)
        else {
            return try await endpoint.treat(answer, arguments, environment.output.of(caller), progress)
        }
        try await call.task?.remember(pending.encoded)
        await say(pending, body)
        return try await result(of: pending)
    }

    /// Waits for the end and returns the object as the endpoint that reads it answers it.
    func result(of pending: Pending) async throws -> ToolResult {
        do {
            while true {
                if case .ended(let result) = try await look(at: pending, until: .infinity) { return result }
            }
        } catch let error as CancellationError {
            if await call.task?.isCancelled == true { await cancel(pending) }
            throw error
        }
    }

    /// How a wait ended.
    enum Ending {
        case ended(ToolResult)
        /// The time was up; the object as it was last read.
        case going(JSONView)
    }

    /// Looks again and again until it rests or the time is up.
    ///
    /// - Parameter deadline: seconds since 1970.
    func look(at pending: Pending, until deadline: Double) async throws -> Ending {
        guard let sender = senders[pending.waiting.reader] else { throw APIError.noEndpoint(pending.waiting.reader) }
        let arguments = try sender.check(JSONDocument(pending.arguments.encoded).root)
        let reader = EndpointTool(sender, environment: environment)
        var looks = 0
        var failures = 0
        while true {
            do {
                let answer = try await reader.answer(to: arguments, for: caller)
                guard let body = try await TreatedAnswer(whole: answer).body else { throw APIError.noState(pending) }
                failures = 0
                await say(pending, body)
                if pending.rests(body) {
                    let output = environment.output.of(caller)
                    return .ended(try await reader.treat(answer, arguments, output, progress))
                }
                let delay = environment.pollPace.delay(after: looks, random: surroundings.random())
                if surroundings.now() + delay > deadline { return .going(body) }
                try await surroundings.sleep(.milliseconds(Int64(delay * 1000)))
            } catch let error where !(error is CancellationError || Task.isCancelled) {
                failures += 1
                let delay = environment.pollPace.delay(after: looks + failures, random: surroundings.random())
                let mayGoOn = Self.mayPass(error) && failures <= Self.patience
                guard mayGoOn, surroundings.now() + delay <= deadline else { return .ended(lost(pending, error)) }
                try await surroundings.sleep(.milliseconds(Int64(delay * 1000)))
            }
            try Task.checkCancellation()
            looks += 1
        }
    }

    /// Whether an error says nothing about what is waited for, so that the next look may well succeed.
    private static func mayPass(_ error: any Error) -> Bool {
        switch error {
        case is UpstreamFailure: true
        case let error as APIError: error.status.map { $0 == 408 || $0 == 429 || $0 >= 500 } ?? false
        default: false
        }
    }

    /// What happens to it is not known any more; its id is not to be lost with that.
    private func lost(_ pending: Pending, _ error: any Error) -> ToolResult {
        let error = APIError(error, effect: .reads, redactor: environment.redactor(for: caller))
        let of = pending.owner.map { " and of \"\($0)\"" } ?? ""
        return .failure(
            "\(error.message) The \(pending.waiting.noun) may go on: call \(WaitFor.name) with id \"\(pending.id)\"\(of).",
            structured: error.json)
    }

    private func say(_ pending: Pending, _ body: JSONView) async {
        let sentence = pending.sentence(body)
        await call.task?.say(sentence)
        await progress.state(sentence)
    }

    /// Stops it at the provider. The task that waits is cancelled, so that this needs one of its own.
    private func cancel(_ pending: Pending) async {
        guard let (endpoint, arguments) = pending.cancelling, let sender = senders[endpoint] else { return }
        _ = try? await Task { [caller] in
            let checked = try sender.check(JSONDocument(arguments.encoded).root)
            let request = try await sender.request(checked, caller: caller, streams: false)
            _ = try await TreatedAnswer(whole: try await sender.send(request))
        }.value
    }
}

extension APIError {
    fileprivate static func noEndpoint(_ name: String) -> APIError {
        APIError(.serverError, "this build has no endpoint named '\(name)', report it to whoever made it")
    }

    fileprivate static func noState(_ pending: Pending) -> APIError {
        APIError(.malformedAnswer, "the provider did not say how '\(pending.id)' stands, call wait-for again")
    }
}
