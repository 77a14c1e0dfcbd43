import Synchronization

/// The budgets as this process keeps them: reserves in memory from slices of the store, and reports what was spent.
///
/// A reservation costs a look into memory as long as the slice lasts; the store is asked when it does not. What was spent
/// reaches the store within ``window``, so that a killed process loses no more than that, and what it had set aside is
/// free again when its slice ends.
public final class Budgets: Sendable {
    /// Longest time until the store knows what was spent.
    static let window = Duration.milliseconds(50)

    private struct State {
        var slices: [BudgetAccount: BudgetSlice] = [:]
        var flushes = false
        var renews = false
        var lifetime = Duration.seconds(120)
        var purged = -Double.infinity
    }

    private let store: any BudgetStore
    private let surroundings: Surroundings
    private let alert: @Sendable (BudgetAlert) -> Void
    private let holder: String
    private let state = Mutex(State())
    /// Before the store: an update begins with what the last one left.
    private let lock = TaskLock()

    /// Creates the budgets of this process.
    ///
    /// - Parameter alert: told when spending passes a part of a budget; must not take long.
    public init(
        _ store: any BudgetStore = MemoryBudgets(), in surroundings: Surroundings = .real,
        alert: @escaping @Sendable (BudgetAlert) -> Void = { _ in }
    ) {
        self.store = store
        self.surroundings = surroundings
        self.alert = alert
        var generator = SystemRandomNumberGenerator()
        holder = String(generator.next(), radix: 36)
    }

    // MARK: Calls

    /// Reserves an amount in every account, or in none; throws ``APIError`` where one has too little left.
    func reserve(_ amount: Money, in accounts: [BudgetAccount], lifetime: Duration) async throws -> Reservation {
        let short = state.withLock { state in
            state.lifetime = lifetime
            return Self.take(amount, accounts, &state)
        }
        guard !short.isEmpty else { return Reservation(accounts, amount) }
        return try await lock.alone {
            // Somebody before may have brought enough for this call too.
            var short = state.withLock { Self.take(amount, accounts, &$0) }
            while !short.isEmpty {
                try Task.checkCancellation()
                let asked = short
                short = try await lease(amount, asked) { Self.take(amount, accounts, &$0) }
                if let empty = short.first(where: asked.contains) { throw refusal(empty, amount) }
            }
            return Reservation(accounts, amount)
        }
    }

    /// Takes an amount from every account, unless some have too little, which are returned.
    private static func take(_ amount: Money, _ accounts: [BudgetAccount], _ state: inout State) -> [BudgetAccount] {
        let short = accounts.filter { account in
            account.rule.stops && !(state.slices[account] ?? BudgetSlice()).has(amount)
        }
        guard short.isEmpty else { return short }
        for account in accounts { state.slices[account, default: BudgetSlice()].take(amount) }
        return []
    }

    /// Puts what a call cost in place of what was reserved for it; a second time it does nothing.
    func settle(_ reservation: Reservation, cost: Money) {
        guard reservation.end() else { return }
        let raised = state.withLock { state in
            for account in reservation.accounts {
                state.slices[account, default: BudgetSlice()].settle(reserved: reservation.amount, cost: cost)
            }
            return Self.raised(reservation.accounts, &state)
        }
        for one in raised { alert(one) }
        if cost > .zero { flushSoon() }
    }

    private func refusal(_ account: BudgetAccount, _ amount: Money) -> APIError {
        let spent = state.withLock { $0.slices[account]?.spent ?? .zero }
        let rule = account.rule
        let rest = rule.period.rest(at: surroundings.now())
        let whose = account.subject.isEmpty ? "" : " (\(account.subject))"
        let next = rest.map { "call again when it begins anew, in \(WaitText($0))" } ?? "ask its operator to raise it"
        return APIError(
            .quota,
            "the budget '\(rule.name)'\(whose) has too little left for this call, which may cost $\(amount) ($\(spent) of $\(rule.limit) are spent); limit its output, or \(next)",
            retryAfter: rest)
    }

    // MARK: The store

    /// Asks the store for enough of some accounts, and does something before anybody else takes from them.
    private func lease<Value: Sendable>(
        _ amount: Money, _ accounts: [BudgetAccount], then work: (inout State) -> Value
    ) async throws -> Value {
        let value = try await update(accounts, then: work) { account, slice in
            let needed = slice.reserved + amount
            return .hold(
                needed: needed, wanted: needed + Money(nanodollars: account.rule.limit.nanodollars / 20))
        }
        renewLater()
        return value
    }

    /// Tells the store what was spent and what is wished; only behind the lock.
    private func update<Value: Sendable>(
        _ accounts: [BudgetAccount], then work: (inout State) -> Value,
        _ wish: (BudgetAccount, BudgetSlice) -> BudgetUpdate.Wish
    ) async throws -> Value {
        let now = surroundings.now()
        let updates = state.withLock { state in
            accounts.map { account in
                var slice = state.slices[account] ?? BudgetSlice()
                let wish = wish(account, slice)
                let (spent, reserved) = slice.begin(wish)
                state.slices[account] = slice
                return BudgetUpdate(
                    account: account.id, holder: holder, spent: spent, reserved: reserved, wish: wish,
                    limit: account.rule.stops ? account.rule.limit : .unbounded,
                    ends: account.ends, now: now, until: now + state.lifetime.seconds)
            }
        }
        do {
            // A task of its own: who is cancelled must not leave it open whether the store has booked.
            let leases = try await Task { [store] in try await store.update(updates) }.value
            let (raised, value) = state.withLock { state in
                for (position, account) in accounts.enumerated() {
                    state.slices[account]?.finish(updates[position].wish, leases[position])
                }
                return (Self.raised(accounts, &state), work(&state))
            }
            for one in raised { alert(one) }
            return value
        } catch {
            state.withLock { state in
                for (position, account) in accounts.enumerated() {
                    state.slices[account]?.fail(updates[position].wish)
                }
            }
            throw error
        }
    }

    private static func raised(_ accounts: [BudgetAccount], _ state: inout State) -> [BudgetAlert] {
        accounts.flatMap { account in
            let rule = account.rule
            let parts = state.slices[account]?.passed(rule.alerts, of: rule.limit) ?? []
            let spent = state.slices[account]?.spent ?? .zero
            return parts.map {
                BudgetAlert(budget: rule.name, account: account.subject, part: $0, spent: spent, limit: rule.limit)
            }
        }
    }

    // MARK: What happens by itself

    /// Reports everything now; at the end of a process, it also gives its slices back.
    public func flush(last: Bool = false) async throws {
        try await lock.alone {
            let accounts = state.withLock { state in state.slices.filter { last || $0.value.isDirty }.map(\.key) }
            guard !accounts.isEmpty else { return }
            try await update(accounts, then: { _ in }) { _, slice in
                last ? .hold(needed: slice.reserved, wanted: slice.reserved) : .keep
            }
        }
    }

    private func flushSoon() {
        let isFirst = state.withLock { state in
            defer { state.flushes = true }
            return !state.flushes
        }
        guard isFirst else { return }
        Task {
            var pause = Self.window
            while true {
                try? await surroundings.sleep(pause)
                let isDone = (try? await flush()) != nil
                pause = isDone ? Self.window : min(pause * 2, .seconds(5))
                let goesOn = state.withLock { state in
                    state.flushes = state.slices.contains { $0.value.isDirty }
                    return state.flushes
                }
                guard goesOn else { return }
            }
        }
    }

    /// Keeps slices alive while calls need them, and gives back those that nobody used for a while.
    private func renewLater() {
        let lifetime = state.withLock { state -> Duration? in
            guard !state.renews else { return nil }
            state.renews = true
            return state.lifetime
        }
        guard let lifetime else { return }
        Task {
            while true {
                try? await surroundings.sleep(lifetime / 3)
                try? await renew()
                let now = surroundings.now()
                await purgeNowAndThen(now)
                let goesOn = state.withLock { state in
                    state.slices = state.slices.filter { $0.value.isAlive || $0.key.isCurrent(at: now) }
                    state.renews = state.slices.contains { $0.value.isAlive }
                    return state.renews
                }
                guard goesOn else { return }
            }
        }
    }

    /// Once a day is often enough for what is kept for weeks, for whoever asks what was spent.
    private func purgeNowAndThen(_ now: Double) async {
        let isDue = state.withLock { state in
            guard abs(now - state.purged) >= 86_400 else { return false }
            state.purged = now
            return true
        }
        if isDue { _ = try? await store.purge(before: now - 40 * 86_400) }
    }

    private func renew() async throws {
        try await lock.alone {
            let (accounts, used) = state.withLock { state in
                let accounts = state.slices.filter { $0.value.isAlive }.map(\.key)
                return (accounts, Set(accounts.filter { state.slices[$0]?.beUnused() == true }))
            }
            guard !accounts.isEmpty else { return }
            try await update(accounts, then: { _ in }) { account, slice in
                used.contains(account) ? .keep : .hold(needed: slice.reserved, wanted: slice.reserved)
            }
        }
    }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
