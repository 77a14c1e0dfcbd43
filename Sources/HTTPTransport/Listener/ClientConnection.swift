import NIOCore
import Synchronization

/// A client's connection as those see it who work for it.
///
/// The end of the client's sending side counts as its end: a client that closes its socket looks no different.
final class ClientConnection: Sendable {
    private struct State {
        var isGone = false
        var action: (@Sendable () -> Void)?
        var certificateNames: [String] = []
    }

    let localAddress: SocketAddress?
    let remoteAddress: SocketAddress?
    /// Runs tasks where the connection is read and written; nil: anywhere.
    let executor: (any TaskExecutor)?
    private let state = Mutex(State())

    init(
        localAddress: SocketAddress? = nil, remoteAddress: SocketAddress? = nil,
        executor: (any TaskExecutor)? = nil
    ) {
        self.localAddress = localAddress
        self.remoteAddress = remoteAddress
        self.executor = executor
    }

    /// The names in the client's certificate, which TLS has verified.
    var certificateNames: [String] {
        get { state.withLock { $0.certificateNames } }
        set { state.withLock { $0.certificateNames = newValue } }
    }

    /// Calls `action` once when the client has gone; at once if it has already.
    func watch(_ action: @escaping @Sendable () -> Void) {
        let isGone = state.withLock { state in
            if !state.isGone { state.action = action }
            return state.isGone
        }
        if isGone { action() }
    }

    /// Forgets the action.
    func unwatch() { state.withLock { $0.action = nil } }

    /// The client has gone.
    func leave() {
        let action = state.withLock { state in
            state.isGone = true
            return state.action.take()
        }
        action?()
    }
}
