import Synchronization

/// A ledger in memory, for a server without a data folder: its newest entries, which end with the process.
public final class MemoryLedger: LedgerStore {
    private struct State {
        /// With their numbers, in the order in which they were written.
        var entries: [(number: Int64, entry: LedgerEntry)] = []
        var last: Int64 = 0
        var ids: Set<String> = []
    }

    private let most: Int
    private let state = Mutex(State())

    /// Creates an empty ledger that keeps so many entries.
    public init(most: Int = 10_000) { self.most = max(1, most) }

    public func append(_ entries: [LedgerEntry]) async throws {
        state.withLock { state in
            for entry in entries where state.ids.insert(entry.id).inserted {
                state.last += 1
                state.entries.append((state.last, entry))
            }
            // A quarter at a time, so that not every entry moves all others.
            guard state.entries.count > most + most / 4 else { return }
            let gone = state.entries.count - most
            for (_, entry) in state.entries.prefix(gone) { state.ids.remove(entry.id) }
            state.entries.removeFirst(gone)
        }
    }

    public func list(_ query: LedgerQuery) async throws -> LedgerPage {
        state.withLock { state in
            var page = LedgerPage(entries: [], next: nil)
            var last: Int64 = 0
            for (number, entry) in state.entries
            where number > query.after ?? 0 && Self.fits(entry, query.caller, query.since, query.until) {
                guard page.entries.count < query.limit else {
                    page.next = last
                    break
                }
                page.entries.append(entry)
                last = number
            }
            return page
        }
    }

    public func sums(_ query: UsageQuery) async throws -> [UsageSum] {
        let entries = state.withLock { $0.entries.map(\.entry) }
        var sums: [[String]: UsageSum] = [:]
        for entry in entries where Self.fits(entry, query.caller, query.since, query.until) {
            let group = query.by.map { entry[$0] }
            sums[group, default: UsageSum(group: group)].add(entry)
        }
        return sums.values.sorted { left, right in
            zip(left.group, right.group).first { $0 != $1 }.map { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? false
        }
    }

    @discardableResult
    public func erase(caller: String) async throws -> Int { removeAll { $0.caller.utf8.elementsEqual(caller.utf8) } }

    @discardableResult
    public func purge(before time: Double) async throws -> Int { removeAll { $0.time < time } }

    private func removeAll(where leaves: (LedgerEntry) -> Bool) -> Int {
        state.withLock { state in
            let before = state.entries.count
            state.entries.removeAll { leaves($0.entry) }
            state.ids = Set(state.entries.map(\.entry.id))
            return before - state.entries.count
        }
    }

    private static func fits(_ entry: LedgerEntry, _ caller: String?, _ since: Double?, _ until: Double?) -> Bool {
        (caller.map { entry.caller.utf8.elementsEqual($0.utf8) } ?? true) && entry.time >= since ?? -.infinity
            && entry.time < until ?? .infinity
    }
}

extension UsageSum {
    fileprivate mutating func add(_ entry: LedgerEntry) {
        calls += 1
        if entry.outcome != LedgerEntry.ok { failures += 1 }
        if entry.source != nil { cached += 1 }
        input += entry.usage?.input ?? 0
        output += entry.usage?.output ?? 0
        cost += entry.cost ?? .zero
        latency += entry.latency
    }
}

extension LedgerEntry {
    /// What an entry says of a facet; empty where it says nothing.
    fileprivate subscript(facet: UsageQuery.Facet) -> String {
        switch facet {
        case .day: CivilDate(secondsSince1970: time).description
        case .month: CivilDate(secondsSince1970: time).monthText
        case .caller: caller
        case .server: server
        case .tool: tool
        case .provider: provider ?? ""
        case .model: model ?? ""
        case .outcome: outcome
        }
    }
}
