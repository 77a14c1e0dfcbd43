import Synchronization

/// Sessions that their clients have ended. Their ids would still open; this remembers not to.
///
/// Bounded: past `capacity` the one ended longest ago is forgotten, and lives on until it expires.
final class EndedSessions: Sendable {
    private struct State {
        var keys: Set<Session.Key> = []
        var order: [Session.Key] = []
        var oldest = 0
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int = 16_384) { self.capacity = capacity }

    func insert(_ key: Session.Key) {
        state.withLock { state in
            guard state.keys.insert(key).inserted else { return }
            if state.order.count < capacity {
                state.order.append(key)
            } else {
                state.keys.remove(state.order[state.oldest])
                state.order[state.oldest] = key
                state.oldest = (state.oldest + 1) % capacity
            }
        }
    }

    func contains(_ key: Session.Key) -> Bool { state.withLock { $0.keys.contains(key) } }
}
