import Testing

@testable import Gateway

@Suite struct FairQueueTests {
    @Test func everybodyHasATurn() {
        var queue = FairQueue<String>()
        for (id, name) in ["a1", "a2", "a3", "b1", "c1", "c2"].enumerated() {
            queue.append(name, id: UInt64(id), of: String(name.prefix(1)))
        }
        var order: [String] = []
        while let next = queue.next(where: { _ in true }) { order.append(next) }
        #expect(order == ["a1", "b1", "c1", "a2", "c2", "a3"])
        #expect(queue.isEmpty)
    }

    @Test func whoCannotGoLetsOthersPass() {
        var queue = FairQueue<String>()
        for (id, name) in ["a1", "a2", "b1"].enumerated() {
            queue.append(name, id: UInt64(id), of: String(name.prefix(1)))
        }
        #expect(queue.next { $0 != "a1" } == "a2")
        #expect(queue.next { $0 != "a1" } == "b1")
        #expect(queue.next { $0 != "a1" } == nil)
        #expect(queue.count == 1)
        #expect(queue.remove(0, of: "a") == "a1")
        #expect(queue.remove(0, of: "a") == nil)
        #expect(queue.isEmpty)
    }

    @Test func whoLeavesIsGone() {
        var queue = FairQueue<Int>()
        for id in 0..<10 { queue.append(id, id: UInt64(id), of: id % 2 == 0 ? "a" : "b") }
        #expect(queue.removeAll { $0 < 5 } == [0, 2, 4, 1, 3])
        #expect(queue.count == 5)
        #expect(queue.count(of: "a") == 2)
    }
}

@Suite struct AdmitTests {
    private let clock = TestClock()

    private func stage(_ rules: LimitRules) -> Admit {
        Admit(rules, admission: Admission(in: clock.surroundings))
    }

    private func send(_ stage: Admit, _ caller: String = "alice", _ json: String = "{}") async throws {
        _ = try await stage.handle(.make(Endpoints.chat, json, caller: .named(caller))) { _ in .json("{}") }
    }

    @Test func overTheLimitItSaysHowLongToWait() async throws {
        let stage = stage(LimitRules([LimitRule("rpm", requestsPerMinute: 2)]))
        try await send(stage)
        try await send(stage)
        let error = await #expect(throws: APIError.self) { try await send(stage) }
        #expect(error?.kind == .rateLimit)
        #expect(error?.retryAfter == 30)
        #expect(error?.message.contains("2 requests a minute") == true)
        #expect(error?.message.contains("wait 30 s") == true)
        // Another caller has a limit of its own.
        try await send(stage, "bob")
        clock.pass(30)
        try await send(stage)
        await #expect(throws: APIError.self) { try await send(stage) }
    }

    @Test func rulesOfOtherCallsDoNotCount() async throws {
        let stage = stage(
            LimitRules([LimitRule("mini", of: CallMatch(model: Glob("*-mini")), requestsPerMinute: 1)]))
        for _ in 0..<5 { try await send(stage, "alice", #"{"model":"gpt-5"}"#) }
        try await send(stage, "alice", #"{"model":"gpt-5-mini"}"#)
        await #expect(throws: APIError.self) { try await send(stage, "alice", #"{"model":"gpt-5-mini"}"#) }
    }

    @Test func tokensAreCorrectedByTheAnswer() async throws {
        let stage = stage(LimitRules([LimitRule("tpm", tokensPerMinute: 1000)]))
        let call = Call.make(Endpoints.chat, #"{"max_tokens":900}"#)
        // Estimated at 900, used 100: 900 and then 800 are left.
        for _ in 0..<2 {
            _ = try await stage.handle(call) { call in
                call.receipt?.update { $0.usage = Usage(tokens: 100) }
                return .json("{}")
            }
        }
        await #expect(throws: APIError.self) { try await stage.handle(call) { _ in .json("{}") } }
        // A refusal of the provider uses nothing.
        clock.pass(60)
        for _ in 0..<5 { _ = try await stage.handle(call) { _ in .json("{}", status: 429) } }
    }

    @Test func onlySoManyAtOneTime() async throws {
        let stage = stage(LimitRules([LimitRule("two", concurrent: 1)]))
        let answer = try await stage.handle(.make(streams: true)) { _ in .stream(["a", "b"]) }
        let error = await #expect(throws: APIError.self) { try await send(stage, Caller.local.id) }
        #expect(error?.message.contains("1 calls at one time") == true)
        // A stream is under way until it has been read.
        _ = try await answer.text()
        try await send(stage, Caller.local.id)
        await #expect(throws: CancellationError.self) {
            try await stage.handle(.make()) { _ in throw CancellationError() }
        }
        try await send(stage, Caller.local.id)
    }

    @Test func whoWaitsHasItsTurn() async throws {
        let rules = LimitRules(
            [LimitRule("all", each: [], requestsPerMinute: 60)], queue: 10, queuePerCaller: 10, patience: .seconds(30))
        let admission = Admission(in: clock.surroundings)
        let stage = Admit(rules, admission: admission)
        for _ in 0..<60 { try await send(stage, "start") }
        let order = Order()
        var tasks: [Task<Void, any Error>] = []
        for (position, name) in ["a1", "a2", "a3", "b1"].enumerated() {
            tasks.append(
                Task {
                    _ = try await stage.handle(.make(caller: .named(String(name.prefix(1))))) { _ in
                        order.add(name)
                        return .json("{}")
                    }
                })
            await eventually { admission.waiting == position + 1 }
        }
        for count in 1...4 {
            await eventually { clock.sleepers > 0 }
            clock.pass(1.001)
            await eventually { order.names.count >= count }
        }
        for task in tasks { try await task.value }
        #expect(order.names == ["a1", "b1", "a2", "a3"])
    }

    @Test func theQueueIsBoundedAndPatient() async throws {
        let rules = LimitRules(
            [LimitRule("one", each: [], concurrent: 1)], queue: 2, queuePerCaller: 1, patience: .seconds(5))
        let admission = Admission(in: clock.surroundings)
        let stage = Admit(rules, admission: admission)
        let held = try await stage.handle(.make(streams: true)) { _ in .stream(["x"]) }
        let first = Task { try await send(stage, "a") }
        await eventually { admission.waiting == 1 }
        await #expect(throws: APIError.self) { try await send(stage, "a") }
        let second = Task { try await send(stage, "b") }
        await eventually { admission.waiting == 2 }
        await #expect(throws: APIError.self) { try await send(stage, "c") }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(admission.waiting == 1)
        await eventually { clock.sleepers > 0 }
        clock.pass(5)
        await #expect(throws: APIError.self) { try await first.value }
        #expect(admission.waiting == 0)
        _ = try await held.text()
        try await send(stage, "d")
    }

    @Test func aLimitThatIsChangedHoldsAtOnce() async throws {
        let admission = Admission(in: clock.surroundings)
        let strict = Admit(LimitRules([LimitRule("rpm", requestsPerMinute: 1)]), admission: admission)
        try await send(strict)
        await #expect(throws: APIError.self) { try await send(strict) }
        try await send(Admit(LimitRules([LimitRule("rpm", requestsPerMinute: 2)]), admission: admission))
    }
}

extension Usage {
    init(tokens: Int) {
        self.init()
        input = tokens
    }
}
