import Testing

@testable import Gateway

@Suite struct BudgetPeriodTests {
    /// 2028-02-28 23:59:50.
    private let eve = 1_835_395_190.0

    @Test func daysAndMonthsAreThoseOfUTC() {
        #expect(BudgetRule.Period.day.label(at: eve) == "2028-02-28")
        #expect(BudgetRule.Period.day.rest(at: eve) == 10)
        #expect(BudgetRule.Period.month.label(at: eve) == "2028-02")
        // A leap year.
        #expect(BudgetRule.Period.month.rest(at: eve) == 86_410)
        #expect(BudgetRule.Period.month.label(at: eve + 10 + 86_400) == "2028-03")
        #expect(BudgetRule.Period.total.rest(at: eve) == nil)
        #expect(BudgetRule.Period.day.label(at: -1) == "1969-12-31")
    }

    @Test func accountsOfACall() {
        let rules = BudgetRules([
            BudgetRule("all", limit: .zero, per: .total),
            BudgetRule("each", limit: .zero, per: .day, each: [.caller, .model]),
            BudgetRule("o-models", limit: .zero, per: .month, of: CallMatch(model: Glob("o*"))),
            BudgetRule("team", limit: .zero, per: .month, of: CallMatch(caller: Glob("team-*"), server: Glob("chat"))),
        ])
        let subject = CallSubject(caller: "team-a", server: "chat", tool: "chat-create", model: "gpt-5")
        let accounts = rules.accounts(for: subject, at: eve)
        #expect(accounts.map(\.rule.name) == ["all", "each", "team"])
        #expect(accounts.map(\.subject) == ["", "caller=team-a, model=gpt-5", ""])
        #expect(accounts.allSatisfy { $0.isCurrent(at: eve) })
        #expect(accounts.map { $0.isCurrent(at: eve + 10) } == [true, false, true])
        #expect(rules.accounts(for: CallSubject(caller: "bob", model: "o3"), at: eve).count == 3)
    }

    @Test(arguments: [(1, "1 s"), (0.2, "1 s"), (99, "99 s"), (100, "2 min"), (7200, "2 h"), (200_000, "3 days")])
    func waits(seconds: Double, text: String) { #expect(WaitText(seconds).description == text) }
}
