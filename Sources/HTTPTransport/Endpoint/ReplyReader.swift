import NIOHTTP1
import Synchronization

/// One connection's end of a ``PendingReply``: what waits to be written, and how.
final class ReplyReader: AnswerSource {
    private struct State {
        var exchange: Exchange
        var hasHead = false

        /// What follows from what happened; nil: nothing to send yet.
        mutating func step(_ inputs: [Exchange.Input]) -> AnswerStep? {
            switch exchange.advance(inputs) {
            case .wait: return nil
            case .whole(nil): return .whole(.accepted, [:], [])
            case .whole(let reply?):
                return .whole(
                    HTTPResponseStatus(statusCode: reply.status), ["Content-Type": "application/json"], reply.bytes)
            case .events(let bytes, let isLast):
                defer { hasHead = true }
                return .piece(head: hasHead ? nil : (.ok, EventStream.fields), bytes, isLast: isLast)
            }
        }
    }

    let mailbox = Mailbox<Exchange.Input>()
    private let state: Mutex<State>
    private let left = Mutex<(@Sendable (ReplyReader) -> Void)?>(nil)

    init(_ exchange: Exchange) { state = Mutex(State(exchange: exchange)) }

    func onLeave(_ action: @escaping @Sendable (ReplyReader) -> Void) { left.withLock { $0 = action } }

    // MARK: AnswerSource

    func onNews(_ tell: @escaping @Sendable () -> Void) { mailbox.onNews(tell) }

    func next() -> AnswerStep {
        while let inputs = mailbox.take() {
            guard !inputs.isEmpty else { return .wait }
            if let step = state.withLock({ $0.step(inputs) }) { return step }
        }
        return .broken
    }

    func abandon() {
        mailbox.close()
        left.withLock { $0 }?(self)
    }
}
