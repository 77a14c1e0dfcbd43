import Synchronization

/// Takes entries from calls at once, and brings them to the store many at a time.
///
/// An entry is in the store within ``LedgerRules/window``; a killed process loses no more than that. While the store
/// cannot be written, entries wait in memory, up to a number.
public final class Ledger: Sendable {
    /// Entries that wait for a store at most.
    private static let most = 50_000
    private static let hour = 3_600.0

    private struct State {
        var entries: [LedgerEntry] = []
        var isRunning = false
        var lost = 0
        var purged = -Double.infinity
    }

    private let store: any LedgerStore
    private let rules: LedgerRules
    private let audit: AuditTrail?
    private let surroundings: Surroundings
    private let warn: @Sendable (String) -> Void
    private let state = Mutex(State())
    private let unjudged = Atomic(0)
    private let lock = TaskLock()

    /// Creates a ledger.
    ///
    /// - Parameters:
    ///   - audit: takes JSON lines, many at a time; also where the store keeps nothing.
    ///   - warn: told in one sentence when entries cannot be kept.
    public init(
        _ store: any LedgerStore, rules: LedgerRules = LedgerRules(),
        audit: (@Sendable ([UInt8]) async throws -> Void)? = nil, in surroundings: Surroundings = .real,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        self.rules = rules
        self.audit = audit.map { AuditTrail($0, warn: warn) }
        self.surroundings = surroundings
        self.warn = warn
    }

    /// Whether entries go anywhere.
    var isOn: Bool { rules.days > 0 || audit != nil }

    /// Waits a while for the entries of calls that have ended and not been judged, as before the last flush.
    public func settled(within time: Duration) async {
        let deadline = ContinuousClock.now + time
        while unjudged.load(ordering: .relaxed) > 0, .now < deadline {
            guard (try? await Task.sleep(for: .milliseconds(5))) != nil else { return }
        }
    }

    /// An entry follows once its answer has been judged.
    func expect() { unjudged.add(1, ordering: .relaxed) }

    /// Takes an entry that was expected.
    func writeExpected(_ entry: LedgerEntry) {
        write(entry)
        unjudged.subtract(1, ordering: .relaxed)
    }

    /// Takes an entry.
    func write(_ entry: LedgerEntry) {
        let isFirst = state.withLock { state in
            if state.entries.count < Self.most { state.entries.append(entry) } else { state.lost += 1 }
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if isFirst { Task { await run() } }
    }

    /// Brings everything to the store now; at the end of a process.
    public func flush() async throws {
        try await lock.alone {
            let (entries, lost) = state.withLock { state in
                defer { (state.entries, state.lost) = ([], 0) }
                return (state.entries, state.lost)
            }
            if lost > 0 { warn("\(lost) entries of the ledger were lost, for the store could not be written.") }
            guard !entries.isEmpty else {
                await audit?.write([])
                return
            }
            do {
                try await keep(entries)
            } catch {
                state.withLock { $0.entries.insert(contentsOf: entries, at: 0) }
                throw error
            }
        }
    }

    private func run() async {
        var pause = rules.window
        while true {
            try? await surroundings.sleep(pause)
            do {
                try await flush()
                pause = rules.window
            } catch {
                if pause == rules.window { warn("The ledger cannot be written and waits: \(error)") }
                pause = min(pause * 2, .seconds(5))
            }
            let goesOn = state.withLock { state in
                state.isRunning = !state.entries.isEmpty
                return state.isRunning
            }
            guard goesOn else { return }
        }
    }

    private func keep(_ entries: [LedgerEntry]) async throws {
        if rules.days > 0 {
            // First, so that it makes room where there is none.
            await purgeNowAndThen()
            try await store.append(entries)
        }
        await audit?.write(entries)
    }

    private func purgeNowAndThen() async {
        let now = surroundings.now()
        let isDue = state.withLock { state in
            guard abs(now - state.purged) >= Self.hour else { return false }
            state.purged = now
            return true
        }
        if isDue { _ = try? await store.purge(before: now - Double(rules.days) * 86_400) }
    }
}
