import Synchronization
import TestSupport
import Testing

@testable import Gateway

/// For any schedule of calls, faults, cancellations and clock jumps: no budget is exceeded, no reservation leaks, no call is
/// billed twice, and every call has one entry in the ledger.
@Suite struct AccountPropertyTests {
    /// What the provider really did, against which the books are compared.
    private final class Provider: Sendable {
        private struct State {
            var dice: Dice
            var billed = Money.zero
            var sent = 0
        }

        private let state: Mutex<State>
        private let clock: TestClock

        init(_ dice: Dice, _ clock: TestClock) {
            state = Mutex(State(dice: dice))
            self.clock = clock
        }

        var billed: Money { state.withLock { $0.billed } }

        func answer(_ call: Call) async throws -> Answer {
            let (fate, output) = state.withLock { state in
                state.sent += 1
                return (Int.random(in: 0..<12, using: &state.dice), Int.random(in: 1...100, using: &state.dice))
            }
            for _ in 0..<fate * 20 { await Task.yield() }
            switch fate {
            case 0: throw UpstreamFailure(.connect, mayHaveBeenSent: false, "refused")
            case 1: return .json("{}", status: 500)
            case 2: return .json("{}", status: 429)
            case 3:
                bill(output)
                throw UpstreamFailure(.reset, mayHaveBeenSent: true, "reset")
            case 4: clock.pass(Double(output) * 3000 - 150_000)
            default: break
            }
            try Task.checkCancellation()
            let usage = #""usage":{"prompt_tokens":10,"completion_tokens":\#(output)}"#
            bill(output)
            guard call.streams else { return .json("{\(usage)}") }
            let failure: (any Error)? = fate == 5 ? UpstreamFailure(.reset, mayHaveBeenSent: true, "x") : nil
            return .stream(
                ["data: {\"choices\":[]}\n\n"] + (fate == 5 ? [] : ["data: {\(usage)}\n\ndata: [DONE]\n\n"]),
                failure: failure)
        }

        private func bill(_ output: Int) {
            var usage = Usage()
            usage.input = 10
            usage.output = output
            let cost = AccountPropertyTests.price.cost(of: usage)
            state.withLock { $0.billed += cost }
        }
    }

    /// A dollar for a million tokens of input, and a thousandth of a dollar for one of output.
    fileprivate static let price = Price(.init(input: 1, output: 1000))
    private static let limit = Money(dollars: 3)

    @Test(arguments: 1...30) func theBooksAreRight(seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        let clock = TestClock()
        let provider = Provider(dice, clock)
        let upstream = ClosureUpstream { try await provider.answer($0) }
        let budgetStore = MemoryBudgets()
        let budgets = Budgets(budgetStore, in: clock.surroundings)
        let ledgerStore = MemoryLedger()
        let ledger = Ledger(ledgerStore, in: clock.surroundings)
        // Forever, so that a clock that jumps does not begin a new one.
        let rules = BudgetRules(
            [
                BudgetRule("all", limit: Self.limit, per: .total),
                BudgetRule("each", limit: Money(dollars: 2), per: .total, each: [.caller]),
            ], outputCap: 100)
        let price = Self.price
        let pipeline = Pipeline(
            [
                WriteLedger(LedgerRules(), ledger: ledger, in: clock.surroundings),
                Cache(CacheRules(lifetime: .seconds(60)), provider: { _ in "p" }),
                Admit(
                    LimitRules([LimitRule("few", concurrent: 4)], queue: 100, queuePerCaller: 100),
                    admission: Admission(in: clock.surroundings)),
                Charge(rules, budgets: budgets, prices: { _ in price }, in: clock.surroundings),
            ], upstream: upstream)

        var tasks: [Task<Void, Never>] = []
        let count = 60
        for number in 0..<count {
            let caller = Caller.named(["alice", "bob", "eve"].randomElement(using: &dice)!)
            let streams = Bool.random(using: &dice)
            // Some are equal, and answered for one another.
            let text = Bool.random(using: &dice) ? "same" : "\(number)"
            let json = #"{"model":"m","temperature":0,"messages":["\#(text)"]}"#
            let reads = Int.random(in: 0..<4, using: &dice)
            let task = Task {
                guard
                    let answer = try? await pipeline.send(.make(Endpoints.chat, json, caller: caller, streams: streams))
                else { return }
                // Some read nothing of a stream, some a part.
                if reads > 0 { _ = try? await answer.text() }
            }
            tasks.append(task)
            if Int.random(in: 0..<6, using: &dice) == 0 { tasks.randomElement(using: &dice)?.cancel() }
            if Int.random(in: 0..<4, using: &dice) == 0 { await Task.yield() }
            if Int.random(in: 0..<10, using: &dice) == 0 {
                clock.pass([-100_000, 0.1, 50, 200, 100_000].randomElement(using: &dice)!)
            }
        }
        // Who waits for a turn that never comes is turned away in time.
        let hand = Task {
            while !Task.isCancelled {
                for _ in 0..<200 { await Task.yield() }
                clock.pass(1)
            }
        }
        for task in tasks { await task.value }
        hand.cancel()

        try await budgets.flush()
        let spent = try await budgetStore.spent("all")
        #expect(spent <= Self.limit)
        #expect(provider.billed <= spent, "more was billed than was booked")
        for caller in ["alice", "bob", "eve"] {
            #expect(try await budgetStore.spent("each\u{1F}caller=\(caller)") <= Money(dollars: 2))
        }
        // Nothing stays reserved: all that was not spent can be had.
        let rest = Self.limit - spent
        let accounts = BudgetRules([rules.budgets[0]]).accounts(for: CallSubject(caller: "x"), at: clock.now)
        try await budgets.flush(last: true)
        _ = try await Budgets(budgetStore, in: clock.surroundings)
            .reserve(rest, in: accounts, lifetime: .seconds(9))

        try await ledger.flush()
        let entries = try await ledgerStore.list(LedgerQuery()).entries
        #expect(entries.count == count)
        #expect(Set(entries.map(\.id)).count == count)
        // What entries say was paid is no more than what was booked: nothing is counted twice.
        let paid = entries.reduce(Money.zero) { $0 + ($1.cost ?? .zero) }
        #expect(paid <= spent)
    }
}
