import Synchronization

/// What a ``Vault`` keeps.
protocol Kept: Sendable {
    var id: String { get }
    /// Rough size in memory, in bytes.
    var weight: Int { get }
}

/// Objects kept in memory by owner and id. None is forgotten: where there is no room, more is refused.
final class Vault<Value: Kept>: Sendable {
    private struct Entry {
        let owner: String
        var value: Value
        var weight: Int
    }

    private let room: Room
    private let entries = Mutex<[Entry]>([])

    init(in room: Room) { self.room = room }

    /// Keeps an object.
    func add(_ value: Value, owner: String) throws(Refusal) {
        let entry = Entry(owner: owner, value: value, weight: value.weight)
        try room.change(by: entry.weight)
        entries.withLock { $0.append(entry) }
    }

    /// The object of that id, or nil.
    func get(_ id: String, owner: String) -> Value? {
        entries.withLock { entries in Self.position(id, owner, entries).map { entries[$0].value } }
    }

    /// Everything of one owner, oldest first.
    func all(owner: String) -> [Value] {
        entries.withLock { entries in entries.filter { $0.owner == owner }.map(\.value) }
    }

    /// Everything that fits a condition, with its owner.
    func all(where fits: (Value) -> Bool) -> [(value: Value, owner: String)] {
        entries.withLock { entries in entries.filter { fits($0.value) }.map { ($0.value, $0.owner) } }
    }

    /// Changes the object of that id and returns it, or nil; where the change is refused, nothing is changed.
    @discardableResult
    func update(
        _ id: String, owner: String, _ change: (inout Value) throws(Refusal) -> Void
    ) throws(Refusal) -> Value? {
        try entries.withLock { entries throws(Refusal) -> Value? in
            guard let position = Self.position(id, owner, entries) else { return nil }
            var entry = entries[position]
            try change(&entry.value)
            entry.weight = entry.value.weight
            try room.change(by: entry.weight - entries[position].weight)
            entries[position] = entry
            return entry.value
        }
    }

    /// Forgets the object of that id; false if there is none.
    func remove(_ id: String, owner: String) -> Bool {
        removeAll { value, its in its == owner && value.id == id } > 0
    }

    /// Forgets all that fits a condition, and returns how many that were.
    @discardableResult
    func removeAll(where isOver: (_ value: Value, _ owner: String) -> Bool) -> Int {
        entries.withLock { entries in
            let before = entries.count
            var freed = 0
            entries.removeAll { entry in
                let goes = isOver(entry.value, entry.owner)
                if goes { freed += entry.weight }
                return goes
            }
            // Giving back is never refused.
            try? room.change(by: -freed)
            return before - entries.count
        }
    }

    private static func position(_ id: String, _ owner: String, _ entries: [Entry]) -> Int? {
        entries.lastIndex { $0.value.id == id && $0.owner == owner }
    }
}
