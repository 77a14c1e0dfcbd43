extension VectorSet {
    /// The nearest vectors to one query, closest first; of equals the lower row comes first.
    public func nearest(to query: [Float], _ search: VectorSearch = VectorSearch()) throws(VectorError) -> [Neighbour] {
        try nearest(to: VectorSet([query]), search)[0]
    }

    /// The nearest vectors to each query, in one pass over the set.
    public func nearest(
        to queries: VectorSet, _ search: VectorSearch = VectorSearch()
    ) throws(VectorError) -> [[Neighbour]] {
        try search.check(queries, against: self)
        let scan = Scan(set: self, queries: queries, search: search)
        return scan.best(in: 0..<count).map { scan.neighbours($0) }
    }

    /// The same spread over the cores, for large sets; the result is the same to the last bit.
    ///
    /// The work runs on the global executor even where the caller prefers another, so that it never holds up an event
    /// loop. A cancelled task stops within a part and throws `CancellationError`.
    public func nearestOnAllCores(
        to queries: VectorSet, _ search: VectorSearch = VectorSearch()
    ) async throws -> [[Neighbour]] {
        try search.check(queries, against: self)
        let scan = Scan(set: self, queries: queries, search: search)
        let best = try await withThrowingTaskGroup(of: [BestRows].self) { group in
            for part in parts() {
                group.addTask(executorPreference: globalConcurrentExecutor) {
                    try Task.checkCancellation()
                    return scan.best(in: part)
                }
            }
            var best = scan.best(in: 0..<0)
            for try await found in group {
                for query in best.indices { best[query].merge(found[query]) }
            }
            return best
        }
        return best.map { scan.neighbours($0) }
    }

    /// Parts of about 8 MiB, a millisecond of work for a query: many more than cores, so that none waits for a slow one.
    private func parts() -> [Range<Int>] {
        let step = max(1, (8 << 20) / (lanesPerRow * MemoryLayout<Lane>.size))
        return stride(from: 0, to: count, by: step).map { $0..<min($0 + step, count) }
    }
}
