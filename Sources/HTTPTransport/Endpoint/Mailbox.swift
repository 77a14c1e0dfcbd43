import Synchronization

/// Hands things from the tasks that make them to the one task that writes them. Givers wait while too much waits.
final class Mailbox<Item: Sendable>: Sendable {
    private struct State {
        var waiting: [Item] = []
        var weight = 0
        var taker: CheckedContinuation<[Item], Never>?
        var givers = Waiters()
        var isClosed = false
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// - Parameter capacity: weight past which givers wait.
    init(capacity: Int = 1 << 16) { self.capacity = capacity }

    /// Gives an item without waiting.
    func offer(_ item: Item, weight: Int = 0) {
        let taker = state.withLock { state -> CheckedContinuation<[Item], Never>? in
            guard !state.isClosed else { return nil }
            guard let taker = state.taker else {
                state.waiting.append(item)
                state.weight += weight
                return nil
            }
            state.taker = nil
            return taker
        }
        taker?.resume(returning: [item])
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

    /// Takes everything that waits, once something does; nothing after ``close()``. One taker at a time.
    func take() async -> [Item] {
        await withCheckedContinuation { continuation in
            let (items, givers) = state.withLock { state -> ([Item]?, [CheckedContinuation<Void, Never>]) in
                if state.waiting.isEmpty, !state.isClosed {
                    state.taker = continuation
                    return (nil, [])
                }
                defer {
                    state.waiting = []
                    state.weight = 0
                }
                return (state.waiting, state.givers.removeAll())
            }
            for giver in givers { giver.resume() }
            if let items { continuation.resume(returning: items) }
        }
    }

    /// Drops what waits and everything that comes; nobody waits any more.
    func close() {
        let (taker, givers) = state.withLock { state in
            defer {
                state = State()
                state.isClosed = true
            }
            return (state.taker, state.givers.removeAll())
        }
        taker?.resume(returning: [])
        for giver in givers { giver.resume() }
    }
}
