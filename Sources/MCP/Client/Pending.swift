import JSON
import Synchronization

/// Requests of a client that wait for their replies on one ordered channel.
final class Pending: Sendable {
    private struct Waiting {
        let continuation: CheckedContinuation<JSONDocument, any Error>
        let onNotification: @Sendable (JSONView) -> Void
    }

    private struct State {
        var waiting: [Int: Waiting] = [:]
        var ended: ClientFailure?
    }

    private let state = Mutex(State())

    /// Registers a request, sends it, and waits for the reply.
    func exchange(
        _ message: OutgoingMessage, onNotification: @escaping @Sendable (JSONView) -> Void,
        send: @escaping @Sendable ([UInt8]) -> Void
    ) async throws -> JSONDocument {
        guard let id = message.id else { throw ClientFailure.unexpected("a request without an id") }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let failure = state.withLock { state -> (any Error)? in
                    if let ended = state.ended { return ended }
                    // Whoever cancels from now on finds the entry; who has already, did not.
                    if Task.isCancelled { return CancellationError() }
                    state.waiting[id] = Waiting(continuation: continuation, onNotification: onNotification)
                    return nil
                }
                if let failure { return continuation.resume(throwing: failure) }
                send(message.bytes)
            }
        } onCancel: {
            guard let waiting = state.withLock({ $0.waiting.removeValue(forKey: id) }) else { return }
            send(Envelope.notification("notifications/cancelled") { $0.member("requestId", id) })
            waiting.continuation.resume(throwing: CancellationError())
        }
    }

    /// Hands one message from the server to whoever waits for it.
    func receive(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument(bytes) else { return }
        let message = document.root
        if message["method"] != nil {
            let token = message["params"]?["progressToken"]?.int
            let handler = state.withLock { state in token.flatMap { state.waiting[$0]?.onNotification } }
            handler?(message)
        } else if let id = message["id"]?.int {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.continuation.resume(returning: document)
        }
    }

    /// Fails everything that waits and all that follows.
    func end(_ reason: String) {
        let all = state.withLock { state in
            state.ended = .disconnected(reason)
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for waiting in all { waiting.continuation.resume(throwing: ClientFailure.disconnected(reason)) }
    }
}
