import Synchronization

/// Budgets of one process, for a server without a data folder; what was spent is forgotten with it.
public final class MemoryBudgets: BudgetStore {
    private struct Account {
        var spent = Money.zero
        var holdings: [String: (amount: Money, until: Double)] = [:]
        var ends = Double.infinity
    }

    private let accounts = Mutex<[String: Account]>([:])

    /// Creates an empty store.
    public init() {}

    public func update(_ updates: [BudgetUpdate]) async throws -> [BudgetLease] {
        accounts.withLock { accounts in updates.map { Self.apply($0, to: &accounts[$0.account, default: Account()]) } }
    }

    private static func apply(_ update: BudgetUpdate, to account: inout Account) -> BudgetLease {
        account.spent += update.spent
        account.ends = update.ends
        account.holdings = account.holdings.filter { $0.value.until > update.now }
        let others = account.holdings.reduce(Money.zero) { $1.key == update.holder ? $0 : $0 + $1.value.amount }
        let own = account.holdings[update.holder]?.amount
        let held = update.grant(total: account.spent, own: own, others: others)
        account.holdings[update.holder] = held > .zero ? (held, update.until) : nil
        return BudgetLease(held: held, spent: account.spent)
    }

    public func spent(_ account: String) async throws -> Money { accounts.withLock { $0[account]?.spent ?? .zero } }

    @discardableResult
    public func purge(before time: Double) async throws -> Int {
        accounts.withLock { accounts in
            let old = accounts.filter { $0.value.ends < time }.map(\.key)
            for account in old { accounts[account] = nil }
            return old.count
        }
    }
}
