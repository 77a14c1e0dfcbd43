/// What has been spent, and what processes have set aside, for every budget.
///
/// A process takes money in slices and reserves from its slice in memory. A slice ends at a time: what a process that died
/// had set aside is free again then. Failures are a ``StoreFailure``.
public protocol BudgetStore: Sendable {
    /// Books what was spent and sets aside what is wished, for all accounts or none; one lease for each, in order.
    func update(_ updates: [BudgetUpdate]) async throws -> [BudgetLease]

    /// What has been spent from an account.
    func spent(_ account: String) async throws -> Money

    /// Forgets accounts whose period ended before a time (seconds since 1970) and returns how many those were.
    @discardableResult
    func purge(before time: Double) async throws -> Int
}

/// What a process tells the store about one account.
public struct BudgetUpdate: Sendable, Hashable {
    /// What is to be set aside.
    public enum Wish: Sendable, Hashable {
        /// What there is, less what was spent.
        case keep
        /// At least `needed`, or else no more than what is reserved; up to `wanted`, where there is plenty.
        case hold(needed: Money, wanted: Money)
    }

    public var account: String
    /// The process.
    public var holder: String
    /// What was spent since the last update.
    public var spent: Money
    /// What calls under way have reserved; always granted, for they are under way.
    public var reserved: Money
    public var wish: Wish
    public var limit: Money
    /// When the account's period ends, in seconds since 1970; infinity: never.
    public var ends: Double
    public var now: Double
    /// When the slice ends.
    public var until: Double

    /// Creates an update.
    public init(
        account: String, holder: String, spent: Money, reserved: Money, wish: Wish, limit: Money,
        ends: Double = .infinity, now: Double, until: Double
    ) {
        self.account = account
        self.holder = holder
        self.spent = spent
        self.reserved = reserved
        self.wish = wish
        self.limit = limit
        self.ends = ends
        self.now = now
        self.until = until
    }

    /// What the process holds from now on.
    ///
    /// - Parameters:
    ///   - total: spent from the account, this update included.
    ///   - own: what the process held; nil where it held nothing, or its slice had ended.
    ///   - others: what other processes hold.
    public func grant(total: Money, own: Money?, others: Money) -> Money {
        switch wish {
        case .keep:
            return max(reserved, own.map { $0 - spent } ?? .zero)
        case .hold(let needed, let wanted):
            let room = limit - total - others
            guard room >= needed else { return reserved }
            // A quarter of what is left: near the limit the slices get small, and every process finds some.
            let spare = Money(nanodollars: (room - needed).nanodollars / 4)
            return max(reserved, needed + min(max(wanted - needed, .zero), spare))
        }
    }
}

/// What a process has set aside, and what all have spent.
public struct BudgetLease: Sendable, Hashable {
    public var held: Money
    public var spent: Money

    /// Creates a lease.
    public init(held: Money, spent: Money) {
        self.held = held
        self.spent = spent
    }
}
