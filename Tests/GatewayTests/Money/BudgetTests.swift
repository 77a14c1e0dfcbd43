import Synchronization
import Testing

@testable import Gateway

@Suite struct BudgetTests {
    private let clock = TestClock()
    private let store = MemoryBudgets()
    private let raised = Raised()

    private final class Raised: Sendable {
        let alerts = Mutex<[BudgetAlert]>([])
    }

    private func budgets() -> Budgets {
        Budgets(store, in: clock.surroundings) { [raised] alert in raised.alerts.withLock { $0.append(alert) } }
    }

    private func accounts(_ limit: Double, stops: Bool = true, name: String = "b") -> [BudgetAccount] {
        BudgetRules([BudgetRule(name, limit: Money(dollars: limit), per: .day, alerts: [0.5, 1], stops: stops)])
            .accounts(for: CallSubject(caller: "alice"), at: clock.now)
    }

    private func reserve(_ budgets: Budgets, _ amount: Double, _ accounts: [BudgetAccount]) async throws -> Reservation
    {
        try await budgets.reserve(Money(dollars: amount), in: accounts, lifetime: .seconds(60))
    }

    @Test func reservationsStayWithinTheLimit() async throws {
        let budgets = budgets()
        let accounts = accounts(1)
        let first = try await reserve(budgets, 0.6, accounts)
        await #expect(throws: APIError.self) { try await reserve(budgets, 0.5, accounts) }
        budgets.settle(first, cost: Money(dollars: 0.1))
        let second = try await reserve(budgets, 0.9, accounts)
        await #expect(throws: APIError.self) { try await reserve(budgets, 0.0000001, accounts) }
        budgets.settle(second, cost: .zero)
        _ = try await reserve(budgets, 0.9, accounts)
    }

    @Test func aReservationEndsOnce() async throws {
        let budgets = budgets()
        let accounts = accounts(1)
        let reservation = try await reserve(budgets, 0.5, accounts)
        for _ in 0..<3 { budgets.settle(reservation, cost: Money(dollars: 0.25)) }
        try await budgets.flush()
        #expect(try await store.spent(accounts[0].id) == Money(dollars: 0.25))
    }

    @Test func theRefusalSaysWhatToDo() async throws {
        let error = await #expect(throws: APIError.self) { try await reserve(budgets(), 2, accounts(1)) }
        #expect(error?.kind == .quota)
        #expect(error?.message.contains("the budget 'b' has too little left") == true)
        #expect(error?.message.contains("begins anew, in") == true)
        #expect((error?.retryAfter ?? 0) > 0)
    }

    @Test func allAccountsOrNone() async throws {
        let budgets = budgets()
        let both = accounts(1, name: "one") + accounts(0.5, name: "two")
        await #expect(throws: APIError.self) { try await reserve(budgets, 0.6, both) }
        _ = try await reserve(budgets, 1, [both[0]])
    }

    @Test func theNextDayBeginsAnew() async throws {
        let budgets = budgets()
        budgets.settle(try await reserve(budgets, 1, accounts(1)), cost: Money(dollars: 1))
        await #expect(throws: APIError.self) { try await reserve(budgets, 0.1, accounts(1)) }
        clock.pass(86_400)
        let tomorrow = try await reserve(budgets, 1, accounts(1))
        clock.pass(-86_400)
        await #expect(throws: APIError.self) { try await reserve(budgets, 0.1, accounts(1)) }
        budgets.settle(tomorrow, cost: .zero)
    }

    @Test func whatWasSpentReachesTheStoreByItself() async throws {
        let budgets = budgets()
        let accounts = accounts(1)
        budgets.settle(try await reserve(budgets, 0.5, accounts), cost: Money(dollars: 0.2))
        await eventually { clock.sleepers >= 2 }
        clock.pass(0.05)
        let store = store
        let spent = Mutex(Money.zero)
        for _ in 0..<1000 where spent.withLock({ $0 }) == .zero {
            let now = try await store.spent(accounts[0].id)
            spent.withLock { $0 = now }
            await Task.yield()
        }
        #expect(spent.withLock { $0 } == Money(dollars: 0.2))
    }

    @Test func aProcessThatDiedLeavesNothingReserved() async throws {
        let accounts = accounts(1)
        let dead = budgets()
        _ = try await reserve(dead, 0.9, accounts)
        await #expect(throws: APIError.self) { try await reserve(budgets(), 0.9, accounts) }
        clock.pass(61)
        _ = try await reserve(budgets(), 0.9, accounts)
    }

    @Test func theEndOfAProcessGivesItsSliceBack() async throws {
        let accounts = accounts(1)
        let first = budgets()
        first.settle(try await reserve(first, 0.5, accounts), cost: Money(dollars: 0.5))
        try await first.flush(last: true)
        _ = try await reserve(budgets(), 0.5, accounts)
    }

    @Test func alertsAreRaisedOnce() async throws {
        let budgets = budgets()
        let accounts = accounts(1, stops: false)
        for _ in 0..<5 {
            budgets.settle(try await reserve(budgets, 0.3, accounts), cost: Money(dollars: 0.3))
            try await budgets.flush()
        }
        #expect(raised.alerts.withLock { $0.map(\.part) } == [0.5, 1])
        #expect(raised.alerts.withLock { $0.last?.spent } == Money(dollars: 1.2))
    }

    /// A store that is locked loses no spending, and lets nobody past the limit.
    @Test func aStoreThatFailsLosesNothing() async throws {
        let flaky = FlakyBudgets(store)
        let budgets = Budgets(flaky, in: clock.surroundings)
        let accounts = accounts(1)
        let reservation = try await reserve(budgets, 0.5, accounts)
        flaky.fails.store(true, ordering: .relaxed)
        budgets.settle(reservation, cost: Money(dollars: 0.4))
        await #expect(throws: StoreFailure.self) { try await budgets.flush() }
        await #expect(throws: StoreFailure.self) { try await reserve(budgets, 0.9, accounts) }
        flaky.fails.store(false, ordering: .relaxed)
        try await budgets.flush()
        #expect(try await store.spent(accounts[0].id) == Money(dollars: 0.4))
        await #expect(throws: APIError.self) { try await reserve(budgets, 0.7, accounts) }
    }
}

/// A store that fails when a test says so.
final class FlakyBudgets: BudgetStore {
    let fails = Atomic(false)
    private let store: MemoryBudgets

    init(_ store: MemoryBudgets) { self.store = store }

    func update(_ updates: [BudgetUpdate]) async throws -> [BudgetLease] {
        if fails.load(ordering: .relaxed) { throw StoreFailure(.busy, "It is locked.") }
        return try await store.update(updates)
    }

    func spent(_ account: String) async throws -> Money { try await store.spent(account) }
    func purge(before time: Double) async throws -> Int { try await store.purge(before: time) }
}
