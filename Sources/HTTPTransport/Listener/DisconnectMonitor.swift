import NIOCore
import Synchronization

/// Knows which connections have lost their client, and tells whoever works for one.
///
/// The end of the client's sending side counts as its end: a client that closes its socket looks no different.
final class DisconnectMonitor: Sendable {
    private struct Connection {
        var isGone = false
        var action: (@Sendable () -> Void)?
    }

    private let connections = Mutex<[ObjectIdentifier: Connection]>([:])

    /// Calls `action` once when the client of a connection has gone; at once if it has already.
    func watch(_ channel: any Channel, _ action: @escaping @Sendable () -> Void) {
        let isGone = connections.withLock { connections in
            guard let connection = connections[ObjectIdentifier(channel)], !connection.isGone else { return true }
            connections[ObjectIdentifier(channel)]?.action = action
            return false
        }
        if isGone { action() }
    }

    /// Whether the client of a connection has gone.
    func hasLost(_ channel: any Channel) -> Bool {
        connections.withLock { $0[ObjectIdentifier(channel)]?.isGone ?? true }
    }

    /// Forgets the action of a connection.
    func unwatch(_ channel: any Channel) {
        connections.withLock { $0[ObjectIdentifier(channel)]?.action = nil }
    }

    /// The handler that watches one connection.
    func makeHandler() -> some RemovableChannelHandler { Handler(self) }

    private func opened(_ channel: any Channel) {
        connections.withLock { $0[ObjectIdentifier(channel)] = Connection() }
    }

    private func gone(_ channel: any Channel) {
        let action = connections.withLock { connections in
            defer { connections[ObjectIdentifier(channel)]?.action = nil }
            connections[ObjectIdentifier(channel)]?.isGone = true
            return connections[ObjectIdentifier(channel)]?.action
        }
        action?()
    }

    private func closed(_ channel: any Channel) {
        gone(channel)
        connections.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    private final class Handler: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = NIOAny

        private let monitor: DisconnectMonitor

        init(_ monitor: DisconnectMonitor) { self.monitor = monitor }

        func handlerAdded(context: ChannelHandlerContext) { monitor.opened(context.channel) }

        func handlerRemoved(context: ChannelHandlerContext) { monitor.closed(context.channel) }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed? = event as? ChannelEvent { monitor.gone(context.channel) }
            context.fireUserInboundEventTriggered(event)
        }

        func channelInactive(context: ChannelHandlerContext) {
            monitor.gone(context.channel)
            context.fireChannelInactive()
        }
    }
}
