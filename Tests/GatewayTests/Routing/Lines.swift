import Synchronization

/// Hands out one thing after the other, and the last for ever.
final class Lines: Sendable {
    private let rest: Mutex<[String?]>

    init(_ lines: [String?]) { rest = Mutex(lines) }

    func next() -> String? { rest.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } }
}
