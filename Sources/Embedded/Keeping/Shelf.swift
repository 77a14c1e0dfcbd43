import Synchronization

/// Objects kept in memory by owner and id, oldest forgotten first when they grow too heavy.
final class Shelf<Value: Sendable>: Sendable {
    private struct Entry {
        let owner: String
        let id: String
        var value: Value
        var weight: Int
    }

    private struct State {
        var entries: [Entry] = []
        var weight = 0

        func position(_ owner: String, _ id: String) -> Int? {
            entries.lastIndex { $0.id == id && $0.owner == owner }
        }

        mutating func shrink(to capacity: Int) {
            var dropped = 0
            while weight > capacity {
                weight -= entries[dropped].weight
                dropped += 1
            }
            entries.removeFirst(dropped)
        }
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// `capacity` is the total weight, in bytes.
    init(capacity: Int) { self.capacity = capacity }

    /// Keeps an object; one heavier than the whole shelf is not kept.
    func put(_ value: Value, id: String, owner: String, weight: Int) {
        guard weight <= capacity else { return }
        state.withLock { state in
            state.entries.append(Entry(owner: owner, id: id, value: value, weight: weight))
            state.weight += weight
            state.shrink(to: capacity)
        }
    }

    /// The object of that id, or nil.
    func get(_ id: String, owner: String) -> Value? {
        state.withLock { state in state.position(owner, id).map { state.entries[$0].value } }
    }

    /// Changes the object of that id and returns it, or nil. One that grows counts as new: others are older.
    @discardableResult
    func update(_ id: String, owner: String, growth: Int = 0, _ change: (inout Value) -> Void) -> Value? {
        state.withLock { state in
            guard let position = state.position(owner, id) else { return nil }
            change(&state.entries[position].value)
            let value = state.entries[position].value
            if growth > 0 {
                state.entries[position].weight += growth
                state.weight += growth
                state.entries.append(state.entries.remove(at: position))
                state.shrink(to: capacity)
            }
            return value
        }
    }

    /// Forgets the object of that id; false if there is none.
    func remove(_ id: String, owner: String) -> Bool {
        state.withLock { state in
            guard let position = state.position(owner, id) else { return false }
            state.weight -= state.entries.remove(at: position).weight
            return true
        }
    }

    /// Everything of one owner, oldest first.
    func all(owner: String) -> [Value] {
        state.withLock { state in state.entries.filter { $0.owner == owner }.map(\.value) }
    }
}
