import JSON
import Synchronization

/// Requests of a server's that wait for the replies of a client (until 2025-11-25).
public final class Inquiries: Sendable {
    private struct State {
        var waiting: [String: CheckedContinuation<JSONDocument, any Error>] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    init() {}

    /// Sends a request and waits for the client's result.
    ///
    /// - Parameter meta: members of `_meta`.
    func ask(
        _ request: InputRequest, over outlet: any Outlet, meta: [JSONValue.Member] = []
    ) async throws -> JSONView {
        guard outlet.carriesRequests else {
            throw ProtocolError(
                .invalidRequest,
                "The client cannot be asked without a stream; accept text/event-stream.")
        }
        let id = Self.newID()
        let message = Self.message(id, request, meta)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isWaiting = state.withLock { state in
                    guard !state.isClosed, !Task.isCancelled else { return false }
                    state.waiting[id] = continuation
                    return true
                }
                guard isWaiting else { return continuation.resume(throwing: CancellationError()) }
                // Only now, so that no reply comes before somebody waits for it.
                Task.onSameExecutor { await outlet.send(message) }
            }.root
        } onCancel: {
            take(id)?.resume(throwing: CancellationError())
        }
    }

    /// Hands a reply to whoever waits for it; false where nobody does.
    @discardableResult
    public func receive(_ response: JSONView) -> Bool {
        guard let id = response["id"]?.string, let continuation = take(id) else { return false }
        if let result = response["result"], let document = try? JSONDocument(Array(result.raw)) {
            continuation.resume(returning: document)
        } else {
            let reason = response["error"]?["message"]?.string ?? "no reason given"
            continuation.resume(
                throwing: ProtocolError(.internalError, "The client did not answer what it was asked: \(reason)."))
        }
        return true
    }

    /// Nobody waits any more.
    public func close() {
        let all = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in all { continuation.resume(throwing: CancellationError()) }
    }

    private func take(_ id: String) -> CheckedContinuation<JSONDocument, any Error>? {
        state.withLock { $0.waiting.removeValue(forKey: id) }
    }

    private static func message(_ id: String, _ request: InputRequest, _ meta: [JSONValue.Member]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { message in
            message.member("jsonrpc", "2.0")
            message.member("id", id)
            message.member("method", request.method)
            message.member("params", raw: meta.isEmpty ? request.params : request.params(with: meta))
        }
        return writer.bytes
    }

    /// Whoever could guess an id could answer in another client's place.
    private static func newID() -> String {
        var generator = SystemRandomNumberGenerator()
        return "ask-" + [generator.next(), generator.next()].map { String($0, radix: 36) }.joined()
    }
}
