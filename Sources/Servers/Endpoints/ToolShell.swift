import Catalogue
import Gateway
import JSON
import MCP

/// What the work of every tool has around it: a handle if it takes long, a bound on what is answered, and errors in the
/// form that the settings name.
final class ToolShell: Sendable {
    /// Name of the tool.
    private let name: String
    private let environment: ToolEnvironment
    private let effect: Effect
    private let isApproved: Bool

    init(name: String, environment: ToolEnvironment, effect: Effect) {
        self.name = name
        self.environment = environment
        self.effect = effect
        isApproved = Approval.concerns(name, environment)
    }

    /// - Parameter givesHandles: whether long work is answered with a handle: what costs money, or takes hours, must not
    ///   be repeated because a client lost patience.
    func run(
        _ call: ToolCall, givesHandles: Bool,
        _ work: @escaping @Sendable (Caller, StreamedProgress) async throws -> ToolResult
    ) async throws -> ToolResult {
        guard isApproved else { return try await answer(to: call, givesHandles: givesHandles, work).result }
        return try await Approval(environment: environment, tool: name, call: call).answer {
            // Nothing of it may be seen before.
            try await self.answer(to: call, givesHandles: givesHandles, isHidden: true, work)
        }
    }

    private func answer(
        to call: ToolCall, givesHandles: Bool, isHidden: Bool = false,
        _ work: @escaping @Sendable (Caller, StreamedProgress) async throws -> ToolResult
    ) async throws -> (result: ToolResult, isHandle: Bool) {
        let caller = Caller(call.principal)
        let reporter = isHidden ? nil : call.progress
        // A task's client waits for nothing, and the task stands for the result already.
        guard givesHandles, call.task == nil else {
            return (try await perform(caller, StreamedProgress(reporter), call.log, isHidden, work), false)
        }
        return try await environment.handles.answer(for: caller, guardedAs: isHidden ? name : nil) { job in
            let progress = StreamedProgress(reporter, while: { !job.isHandedOver })
            return try await self.perform(caller, progress, call.log, isHidden, work)
        }
    }

    private func perform(
        _ caller: Caller, _ progress: StreamedProgress, _ log: LogReporter?, _ isHidden: Bool,
        _ work: @Sendable (Caller, StreamedProgress) async throws -> ToolResult
    ) async throws -> ToolResult {
        do {
            var result = try await work(caller, progress)
            // What is too large is kept where its caller finds it.
            if !isHidden { result = try await environment.results.bounded(result, for: caller) }
            await progress.flush()
            if let log, progress.isWanted() { await result.tell(log) }
            return result.withStructure
        } catch let error as CancellationError {
            // Nobody hears of it any more; the caller finds it among its results.
            if !isHidden { _ = await progress.partial.keep(in: environment.deposits, for: caller) }
            throw error
        } catch let error where !Self.goesThrough(error) {
            await progress.flush()
            return try await failure(error, caller, isHidden ? nil : progress.partial)
        }
    }

    private func failure(
        _ error: any Error, _ caller: Caller, _ partial: PartialOutput?
    ) async throws -> ToolResult {
        var error = APIError(error, effect: effect, redactor: environment.redactor(for: caller))
        if partial == nil { error.partialText = nil }
        guard environment.errors == .toolResult else {
            throw ProtocolError(.internalError, error.message, data: error.json)
        }
        guard let kept = await partial?.keep(in: environment.deposits, for: caller) else {
            return .failure(error.message, structured: error.json)
        }
        var result = ToolResult.failure(
            "\(error.message) What had come by then, \(kept.size) bytes, is kept as \(kept.uri); read it with \(HandleMessage.toolName).",
            structured: error.json)
        result.content.append(kept.link)
        return result.annotated(nil, [.init("partial", kept.json)])
    }
}

extension ToolShell {
    /// Whether an error is not for this shell to put into words.
    fileprivate static func goesThrough(_ error: any Error) -> Bool {
        error is CancellationError || error is ArgumentFault || error is ProtocolError || error is InputRequired
    }
}

extension ToolResult {
    /// Tells what happened on the way to the answer that nobody asked for: another model, a field left out, attempts.
    fileprivate func tell(_ log: LogReporter) async {
        guard case .object(let notes)? = meta.first(where: { $0.key == TreatedAnswer.notesKey })?.value else { return }
        for note in notes {
            switch (note.key, note.value) {
            case ("model", _), ("remarks", _): await log.log(.warning, .object([note]), logger: "openai-mcp")
            case ("attempts", _): await log.log(.notice, .object([note]), logger: "openai-mcp")
            default: continue
            }
        }
    }

    /// The result with structured content, which its tool's output schema promises: where there is none, its texts.
    fileprivate var withStructure: ToolResult {
        guard structured == nil else { return self }
        var result = self
        let texts = content.compactMap { block in if case .text(let text) = block { text } else { nil } }
        result.structured = JSONValue.object([.init("text", .string(texts.joined(separator: "\n")))]).encoded
        return result
    }
}
