import JSON
import Synchronization

/// Requests of a client that wait for their replies on one ordered channel.
public final class Pending: Sendable {
    private struct State {
        var waiting: [Int: CheckedContinuation<JSONDocument, any Error>] = [:]
        var receive: (@Sendable (JSONView) -> Void)?
        var ended: ClientFailure?
    }

    private let state = Mutex(State())

    /// Begins with nothing.
    public init() {}

    /// Hands what is no reply to `receive` from now on.
    public func start(_ receive: @escaping @Sendable (JSONView) -> Void) {
        state.withLock { $0.receive = receive }
    }

    /// Registers a request, sends it, and waits for the reply.
    public func exchange(
        _ message: OutgoingMessage, send: @escaping @Sendable ([UInt8]) -> Void
    ) async throws -> JSONDocument {
        guard let id = message.id else { throw ClientFailure.unexpected("a request without an id") }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let failure = state.withLock { state -> (any Error)? in
                    if let ended = state.ended { return ended }
                    // Whoever cancels from now on finds the entry; who has already, did not.
                    if Task.isCancelled { return CancellationError() }
                    state.waiting[id] = continuation
                    return nil
                }
                if let failure { return continuation.resume(throwing: failure) }
                send(message.bytes)
            }
        } onCancel: {
            guard let waiting = state.withLock({ $0.waiting.removeValue(forKey: id) }) else { return }
            send(Envelope.notification("notifications/cancelled") { $0.member("requestId", id) })
            waiting.resume(throwing: CancellationError())
        }
    }

    /// Hands one message from the server to whoever waits for it.
    public func receive(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument(bytes) else { return }
        let message = document.root
        if message["method"] != nil {
            state.withLock { $0.receive }?(message)
        } else if let id = message["id"]?.int {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: document)
        }
    }

    /// Fails one request that could not be sent.
    public func fail(_ id: Int, _ failure: any Error) {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(throwing: failure)
    }

    /// Fails everything that waits and all that follows.
    public func end(_ reason: String) {
        let all = state.withLock { state in
            state.ended = state.ended ?? .disconnected(reason)
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for waiting in all { waiting.resume(throwing: ClientFailure.disconnected(reason)) }
    }
}
