/// What was written down of every call. Failures are a ``StoreFailure``.
public protocol LedgerStore: Sendable {
    /// Keeps entries, all of them or none; one whose id is there already is left out.
    func append(_ entries: [LedgerEntry]) async throws

    /// One page of entries, in the order in which they were written.
    func list(_ query: LedgerQuery) async throws -> LedgerPage

    /// Sums over entries, one for each group, in the order of their names.
    func sums(_ query: UsageQuery) async throws -> [UsageSum]

    /// Deletes everything about a caller and returns how many entries that were.
    @discardableResult
    func erase(caller: String) async throws -> Int

    /// Deletes what is older than a time (seconds since 1970) and returns how many entries that were.
    @discardableResult
    func purge(before time: Double) async throws -> Int
}

/// Which entries are listed.
public struct LedgerQuery: Sendable {
    /// Nil: of all callers.
    public var caller: String?
    /// From this time on, in seconds since 1970.
    public var since: Double?
    /// Before this time.
    public var until: Double?
    /// The last page's `next`.
    public var after: Int64?
    public var limit: Int

    /// Creates a query.
    public init(
        caller: String? = nil, since: Double? = nil, until: Double? = nil, after: Int64? = nil, limit: Int = 1000
    ) {
        self.caller = caller
        self.since = since
        self.until = until
        self.after = after
        self.limit = max(1, limit)
    }
}

/// A part of the entries.
public struct LedgerPage: Sendable {
    public var entries: [LedgerEntry]
    /// What the next page is asked for with as `after`; nil on the last page.
    public var next: Int64?

    /// Creates a page.
    public init(entries: [LedgerEntry], next: Int64?) {
        self.entries = entries
        self.next = next
    }
}

/// What sums are made of, and how entries are grouped for them.
public struct UsageQuery: Sendable {
    /// What entries have in common in a group.
    public enum Facet: String, Sendable, CaseIterable {
        /// UTC, as `2026-11-27` and `2026-11`.
        case day, month
        case caller, server, tool, provider, model, outcome
    }

    /// Nil: of all callers.
    public var caller: String?
    public var since: Double?
    public var until: Double?
    /// Empty: one group.
    public var by: [Facet]

    /// Creates a query.
    public init(by: [Facet], caller: String? = nil, since: Double? = nil, until: Double? = nil) {
        self.by = by
        self.caller = caller
        self.since = since
        self.until = until
    }
}

/// Sums over a group of entries.
public struct UsageSum: Sendable, Hashable {
    /// What the group has in common, in the order asked for; empty where an entry says nothing of it.
    public var group: [String]
    public var calls = 0
    /// Calls that were not answered well.
    public var failures = 0
    /// Calls that were answered without the provider.
    public var cached = 0
    /// Tokens.
    public var input = 0
    public var output = 0
    public var cost = Money.zero
    /// Seconds that all calls took together.
    public var latency = 0.0

    /// Creates sums of nothing.
    public init(group: [String]) { self.group = group }
}
