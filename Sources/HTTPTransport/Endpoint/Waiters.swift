/// Tasks that wait for the same thing, each of which may stop waiting before it comes.
struct Waiters: Sendable {
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var last = 0

    /// A number for a task that is about to wait.
    mutating func next() -> Int {
        last += 1
        return last
    }

    mutating func add(_ continuation: CheckedContinuation<Void, Never>, _ number: Int) {
        waiting[number] = continuation
    }

    /// Takes one out that waits no more; nil where it does not wait.
    mutating func remove(_ number: Int) -> CheckedContinuation<Void, Never>? { waiting.removeValue(forKey: number) }

    /// Takes all out, to be resumed.
    mutating func removeAll() -> [CheckedContinuation<Void, Never>] {
        guard !waiting.isEmpty else { return [] }
        defer { waiting = [:] }
        return Array(waiting.values)
    }
}
