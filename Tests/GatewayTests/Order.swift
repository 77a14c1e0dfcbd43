import Synchronization

/// What happened, in order.
final class Order: Sendable {
    private let log = Mutex<[String]>([])

    func add(_ name: String) { log.withLock { $0.append(name) } }
    var names: [String] { log.withLock { $0 } }
}
