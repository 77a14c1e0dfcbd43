import Testing

@testable import Gateway

@Suite struct ChargeTests {
    private let clock = TestClock()
    private let store = MemoryBudgets()

    private static let good =
        #"{"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}"#

    private func rules(_ limit: Double, change: (inout BudgetRules) -> Void = { _ in }) -> BudgetRules {
        var rules = BudgetRules([BudgetRule("b", limit: Money(dollars: limit), per: .total)], outputCap: 1000)
        change(&rules)
        return rules
    }

    private func pipeline(_ rules: BudgetRules, _ upstream: ClosureUpstream) -> (Pipeline, Budgets) {
        let budgets = Budgets(store, in: clock.surroundings)
        let table = PriceTable()
        let stage = Charge(
            rules, budgets: budgets, prices: { $0.model.flatMap { table.price(of: $0) } }, in: clock.surroundings)
        return (Pipeline([stage], upstream: upstream), budgets)
    }

    private func spent(_ budgets: Budgets) async throws -> String {
        try await budgets.flush()
        return try await store.spent("b").description
    }

    @Test func costsWhatTheAnswerSays() async throws {
        let (pipeline, budgets) = pipeline(rules(1), ClosureUpstream { _ in .json(Self.good) })
        let answer = try await pipeline.send(.make())
        #expect(answer.notes.receipt?.content.cost == Money(dollars: 0.0035))
        #expect(answer.notes.receipt?.content.usage?.input == 1000)
        #expect(try await spent(budgets) == "0.0035")
    }

    @Test func aStreamCostsWhatItsLastChunkSays() async throws {
        let chunks = [
            "data: {\"choices\":[{\"delta\":{}}]}\n\nda", "ta: {\"usage\":{\"prompt_tokens\":1000,\"completion",
            "_tokens\":100}}\n\ndata: [DONE]\n\n",
        ]
        let (pipeline, budgets) = pipeline(rules(1), ClosureUpstream { _ in .stream(chunks) })
        let answer = try await pipeline.send(.make(streams: true))
        #expect(answer.notes.receipt?.content.cost == nil)
        _ = try await answer.text()
        #expect(answer.notes.receipt?.content.cost == Money(dollars: 0.0035))
        #expect(try await spent(budgets) == "0.0035")
    }

    /// What a reader leaves unread costs as much as it could.
    @Test func aStreamThatNobodyReadsIsSettled() async throws {
        let (pipeline, budgets) = pipeline(rules(1), ClosureUpstream { _ in .stream(["data: {}\n\n"]) })
        do { _ = try await pipeline.send(.make(streams: true)) }
        #expect(try await spent(budgets) != "0.00")
        await #expect(throws: Never.self) { try await budgets.flush(last: true) }
        _ = try await budgets.reserve(
            Money(dollars: 0.9), in: rules(1).accounts(for: CallSubject(caller: "x"), at: 0), lifetime: .seconds(9))
    }

    @Test func aRefusedCallCostsNothing() async throws {
        let (pipeline, budgets) = pipeline(rules(1), ClosureUpstream { _ in .json("{}", status: 500) })
        _ = try await pipeline.send(.make())
        #expect(try await spent(budgets) == "0.00")
    }

    @Test(arguments: [(true, true, "0.0170"), (true, false, "0.00"), (false, true, "0.00")])
    func aCallOfWhichNobodyKnows(sent: Bool, charges: Bool, spent: String) async throws {
        let upstream = ClosureUpstream { _ in throw UpstreamFailure(.timeout, mayHaveBeenSent: sent, "late") }
        let (pipeline, budgets) = pipeline(rules(1) { $0.chargesUnknown = charges }, upstream)
        await #expect(throws: UpstreamFailure.self) { try await pipeline.send(.make()) }
        let found = try await self.spent(budgets)
        #expect(found.hasPrefix(spent))
    }

    @Test func unstatedOutputIsLimitedAndSaid() async throws {
        let upstream = ClosureUpstream { _ in .json(Self.good) }
        let answer = try await pipeline(rules(1), upstream).0.send(.make())
        #expect(upstream.calls[0].json.contains(#""max_tokens":1000"#))
        #expect(answer.notes.remarks.count == 1)
        _ = try await pipeline(rules(1), upstream).0.send(.make(Endpoints.chat, #"{"model":"gpt-4o","max_tokens":5}"#))
        #expect(upstream.calls[1].json == #"{"model":"gpt-4o","max_tokens":5}"#)
    }

    @Test func withoutBudgetsTheCallIsSentAsItIs() async throws {
        let upstream = ClosureUpstream { _ in .json(Self.good) }
        let answer = try await pipeline(BudgetRules(), upstream).0.send(.make())
        #expect(upstream.calls[0].json == Call.make().json)
        #expect(answer.notes.receipt?.content.cost == Money(dollars: 0.0035))
    }

    @Test func pastTheLimitNothingIsSent() async throws {
        let upstream = ClosureUpstream { _ in .json(Self.good) }
        await #expect(throws: APIError.self) { try await pipeline(rules(0.005), upstream).0.send(.make()) }
        #expect(upstream.calls.isEmpty)
    }

    @Test func unknownPrices() async throws {
        let upstream = ClosureUpstream { _ in .json(Self.good) }
        let call = Call.make(Endpoints.chat, #"{"model":"nobody-knows"}"#)
        await #expect(throws: APIError.self) { try await pipeline(rules(1), upstream).0.send(call) }
        await #expect(throws: APIError.self) { try await pipeline(rules(1), upstream).0.send(.make(Endpoints.batch)) }
        let answer = try await pipeline(rules(1) { $0.allowsUnpriced = true }, upstream).0.send(call)
        #expect(answer.notes.receipt?.content.cost == nil)
        #expect(answer.notes.receipt?.content.usage?.output == 100)
    }

    @Test func whatCostsNothingIsNotLookedAt() async throws {
        let upstream = ClosureUpstream { _ in .json("{}") }
        let answer = try await pipeline(rules(0), upstream).0.send(Call(Endpoints.models))
        #expect(answer.notes.receipt == nil)
    }
}
