import Catalogue
import Gateway
import JSON
import MCP

/// What the work of every tool has around it: a handle if it takes long, a bound on what is answered, and errors in the
/// form that the settings name.
struct ToolShell: Sendable {
    let environment: ToolEnvironment
    let effect: Effect
    /// Whether long work is answered with a handle: what costs money, or takes hours, must not be repeated because a client
    /// lost patience.
    let givesHandles: Bool

    func run(
        _ call: ToolCall, _ work: @escaping @Sendable (Caller, StreamedProgress) async throws -> ToolResult
    ) async throws -> ToolResult {
        let caller = Caller(call.principal)
        // A task's client waits for nothing, and the task stands for the result already.
        guard givesHandles, call.task == nil else {
            return try await perform(caller, StreamedProgress(call.progress), work)
        }
        return try await environment.handles.run(for: caller) { job in
            try await perform(caller, StreamedProgress(call.progress, while: { !job.isHandedOver }), work)
        }
    }

    private func perform(
        _ caller: Caller, _ progress: StreamedProgress,
        _ work: @Sendable (Caller, StreamedProgress) async throws -> ToolResult
    ) async throws -> ToolResult {
        do {
            let result = try await environment.results.bounded(try await work(caller, progress), for: caller)
            await progress.flush()
            return result.withStructure
        } catch let error as CancellationError {
            // Nobody hears of it any more; the caller finds it among its results.
            _ = await progress.partial.keep(in: environment.deposits, for: caller)
            throw error
        } catch let error where !Self.goesThrough(error) {
            await progress.flush()
            return try await failure(error, caller, progress)
        }
    }

    private func failure(
        _ error: any Error, _ caller: Caller, _ progress: StreamedProgress
    ) async throws -> ToolResult {
        let error = APIError(error, effect: effect, redactor: environment.redactor(for: caller))
        guard environment.errors == .toolResult else {
            throw ProtocolError(.internalError, error.message, data: error.json)
        }
        guard let kept = await progress.partial.keep(in: environment.deposits, for: caller) else {
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
    /// The result with structured content, which its tool's output schema promises: where there is none, its texts.
    fileprivate var withStructure: ToolResult {
        guard structured == nil else { return self }
        var result = self
        let texts = content.compactMap { block in if case .text(let text) = block { text } else { nil } }
        result.structured = JSONValue.object([.init("text", .string(texts.joined(separator: "\n")))]).encoded
        return result
    }
}
