/// Does the same to every item, a bounded number of them at a time; results stand in the order of the items.
///
/// The first error that the work throws cancels the rest: work whose failures are to be reported item by item returns
/// them instead.
func concurrently<Item: Sendable, Outcome: Sendable>(
    _ items: [Item], atMost limit: Int, _ work: @escaping @Sendable (Item) async throws -> Outcome
) async throws -> [Outcome] {
    var outcomes = [Outcome?](repeating: nil, count: items.count)
    try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
        var next = 0
        func start() {
            guard next < items.count else { return }
            let position = next
            next += 1
            group.addTask { (position, try await work(items[position])) }
        }
        for _ in 0..<max(1, limit) { start() }
        while let (position, outcome) = try await group.next() {
            outcomes[position] = outcome
            start()
        }
    }
    return outcomes.compactMap { $0 }
}
