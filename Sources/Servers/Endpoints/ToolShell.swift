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
            return try await environment.results.bounded(try await work(caller, progress), for: caller).withStructure
        } catch let error where !Self.goesThrough(error) {
            let error = APIError(error, effect: effect, redactor: environment.redactor(for: caller))
            switch environment.errors {
            case .toolResult: return .failure(error.message, structured: error.json)
            case .protocolError: throw ProtocolError(.internalError, error.message, data: error.json)
            }
        }
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
