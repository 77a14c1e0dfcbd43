import Synchronization

/// Hands things from the tasks that make them to the one connection that writes them. Givers wait while too much waits.
final class Mailbox<Item: Sendable>: Sendable {
    private struct State {
        var waiting: [Item] = []
        var weight = 0
        /// Whether the taker has found nothing and wants to be told.
        var isAwaited = false
        var tell: (@Sendable () -> Void)?
        var givers = Waiters()
        var isClosed = false

        /// Whom to tell that there is something to take.
        mutating func news() -> (@Sendable () -> Void)? {
            guard isAwaited else { return nil }
            isAwaited = false
            return tell
        }
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// - Parameter capacity: weight past which givers wait.
    init(capacity: Int = 1 << 16) { self.capacity = capacity }

    /// Gives an item without waiting.
    func offer(_ item: Item, weight: Int = 0) {
        let tell = state.withLock { state -> (@Sendable () -> Void)? in
            guard !state.isClosed else { return nil }
            state.waiting.append(item)
            state.weight += weight
            return state.news()
        }
        tell?()
    }

    /// Gives an item and waits until there is room for the next.
    func give(_ item: Item, weight: Int) async {
        offer(item, weight: weight)
        await waitForRoom()
    }

    /// Waits while too much waits, unless the task is cancelled.
    func waitForRoom() async {
        let number = state.withLock { $0.weight > capacity ? $0.givers.next() : nil }
        guard let number else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard state.weight > capacity, !state.isClosed, !Task.isCancelled else { return true }
                    state.givers.add(continuation, number)
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.givers.remove(number) }?.resume()
        }
    }

    /// Sets who is told when something comes after nothing was there to be taken, and when it is closed.
    func onNews(_ tell: @escaping @Sendable () -> Void) { state.withLock { $0.tell = tell } }

    /// Takes everything that waits, which may be nothing; nil after ``close()``. One taker at a time.
    func take() -> [Item]? {
        let (items, givers) = state.withLock { state -> ([Item]?, [CheckedContinuation<Void, Never>]) in
            guard !state.isClosed else { return (nil, []) }
            state.isAwaited = state.waiting.isEmpty
            guard !state.isAwaited else { return ([], []) }
            state.weight = 0
            return (state.waiting.taken(), state.givers.removeAll())
        }
        for giver in givers { giver.resume() }
        return items
    }

    /// Drops what waits and everything that comes; nobody waits any more.
    func close() {
        let (tell, givers) = state.withLock { state in
            let givers = state.givers.removeAll()
            let tell = state.news()
            state = State()
            state.isClosed = true
            return (tell, givers)
        }
        tell?()
        for giver in givers { giver.resume() }
    }
}

extension Array {
    /// All elements; none are left.
    fileprivate mutating func taken() -> [Element] {
        defer { self = [] }
        return self
    }
}
