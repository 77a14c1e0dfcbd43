import Synchronization

/// One connection's end of a ``PendingReply``: what waits to be written, and how.
final class ReplyReader: Sendable {
    let mailbox = Mailbox<Exchange.Input>()
    /// How the answer unfolds; the writer has its own copy.
    let exchange: Exchange
    private let left = Mutex<(@Sendable (ReplyReader) -> Void)?>(nil)

    init(_ exchange: Exchange) { self.exchange = exchange }

    func onLeave(_ action: @escaping @Sendable (ReplyReader) -> Void) { left.withLock { $0 = action } }

    /// Nothing is written any more.
    func abandon() {
        mailbox.close()
        left.withLock { $0 }?(self)
    }
}
