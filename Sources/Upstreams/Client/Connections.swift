import Gateway
import NIOCore
import NIOPosix
import Synchronization

/// The connections to one server, closed when nobody holds on to them. Each event loop has its own, so that an exchange
/// needs no lock and, for a caller who is on such a loop, no change of thread.
final class Connections: Sendable {
    private let pools: [NIOLoopBoundBox<ConnectionPool>]
    /// Serves the callers who are on no event loop: all on one, where connections are soon used again.
    private let home: NIOLoopBoundBox<ConnectionPool>
    private let isClosed = Atomic(false)

    init(_ route: Route, on group: MultiThreadedEventLoopGroup = .singleton) {
        func pool(_ loop: any EventLoop) -> NIOLoopBoundBox<ConnectionPool> {
            .makeBoxSendingValue(ConnectionPool(route, on: loop), eventLoop: loop)
        }
        let next = group.next()
        let home = pool(next)
        self.home = home
        pools = group.makeIterator().map { $0 === next ? home : pool($0) }
    }

    /// Sends a request and returns the answer: a stream as soon as its head is there, anything else when it is whole.
    func run(_ request: OutgoingRequest, _ plan: Exchange.Plan) async throws -> Answer {
        let pool = own ?? home
        let loop = pool.eventLoop
        let exchange = NIOLoopBoundBox.makeBoxSendingValue(Exchange(request, plan), eventLoop: loop)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                loop.perform { exchange.value.start(continuation, on: pool.value, of: self) }
            }
        } onCancel: {
            loop.perform { exchange.value.stop(CancellationError()) }
        }
    }

    /// The pool of the event loop that the caller is on.
    private var own: NIOLoopBoundBox<ConnectionPool>? {
        guard let loop = MultiThreadedEventLoopGroup.currentEventLoop else { return nil }
        return pools.first { $0.eventLoop === loop }
    }

    /// Closes all connections; what is in flight on them fails.
    func close() async {
        guard !isClosed.exchange(true, ordering: .relaxed) else { return }
        for pool in pools { try? await pool.eventLoop.flatSubmit { pool.value.close() }.get() }
    }

    deinit {
        guard !isClosed.load(ordering: .relaxed) else { return }
        for pool in pools { pool.eventLoop.execute { _ = pool.value.close() } }
    }
}

extension EventLoop {
    /// Runs at once on this loop, else as soon as it has time.
    fileprivate func perform(_ action: @escaping @Sendable () -> Void) {
        if inEventLoop { action() } else { execute(action) }
    }
}
