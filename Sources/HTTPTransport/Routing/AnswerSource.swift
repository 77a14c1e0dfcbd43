import NIOHTTP1

/// An answer that is still being made. Its connection pulls, and is told when there is more.
protocol AnswerSource: AnyObject, Sendable {
    /// What to send next. After ``AnswerStep/wait`` the connection asks again when it is told to.
    func next() -> AnswerStep
    /// Sets who is told, on any thread, that there is something after a ``AnswerStep/wait``.
    func onNews(_ tell: @escaping @Sendable () -> Void)
    /// Nobody reads it any more.
    func abandon()
}

/// What an ``AnswerSource`` has to send.
enum AnswerStep: Sendable {
    case wait
    /// All of it.
    case whole(HTTPResponseStatus, HTTPHeaders, [UInt8])
    /// The beginning of a stream, or what follows; the first piece has the head.
    case piece(head: (HTTPResponseStatus, HTTPHeaders)?, [UInt8], isLast: Bool)
    /// It broke off: without a proper end the client sees that something is missing.
    case broken
}
