import Synchronization
import Testing

@testable import Gateway

@Suite struct LedgerTests {
    private let clock = TestClock()
    private let store = MemoryLedger()

    private func pipeline(
        _ upstream: ClosureUpstream, _ rules: LedgerRules = LedgerRules(), inner: [any Stage] = []
    ) -> (Pipeline, Ledger) {
        let ledger = Ledger(store, rules: rules, in: clock.surroundings)
        let stage = WriteLedger(
            rules, ledger: ledger, redactor: Redactor([SecretString("operator-secret")]), in: clock.surroundings)
        return (Pipeline([stage] + inner, upstream: upstream), ledger)
    }

    private func entries(_ ledger: Ledger) async throws -> [LedgerEntry] {
        try await ledger.flush()
        return try await store.list(LedgerQuery()).entries
    }

    @Test func oneEntryForACall() async throws {
        let clock = clock
        let upstream = ClosureUpstream { call in
            clock.pass(2)
            call.receipt?.update {
                $0.usage = Usage(tokens: 7)
                $0.cost = Money(dollars: 0.5)
            }
            var answer = Answer.json("{}")
            answer.headers["x-request-id"] = "req_1"
            answer.notes.provider = "openai"
            answer.notes.attempts = 2
            answer.notes.replacedModel = ("gpt-4", "gpt-4o")
            return answer
        }
        let (pipeline, ledger) = pipeline(upstream)
        let start = clock.now
        var call = Call.make(Endpoints.chat, #"{"model":"gpt-4"}"#, caller: .named("alice"), server: "chat")
        call.tool = "chat"
        _ = try await pipeline.send(call)
        let entry = try #require(try await entries(ledger).first)
        #expect((entry.caller, entry.server, entry.tool) == ("alice", "chat", "chat"))
        #expect((entry.provider, entry.model, entry.requestID) == ("openai", "gpt-4o", "req_1"))
        #expect((entry.time, entry.latency, entry.attempts) == (start, 2, 2))
        #expect((entry.usage?.input, entry.cost, entry.outcome) == (7, Money(dollars: 0.5), "ok"))
        #expect(entry.request == nil && entry.answer == nil)
    }

    @Test func everyEndIsWrittenDown() async throws {
        let outcomes: [(String, Result<Answer, any Error>)] = [
            ("ok", .success(.json("{}"))), ("rate_limit_exceeded", .success(.json("{}", status: 429))),
            ("connection_lost", .failure(UpstreamFailure(.reset, mayHaveBeenSent: true, "x"))),
            ("cancelled", .failure(CancellationError())), ("quota_exceeded", .failure(APIError(.quota, "x"))),
            ("ok", .success(.stream(["data: {}\n\n", "data: [DONE]\n\n"]))),
            ("connection_lost", .success(.stream(["x"], failure: UpstreamFailure(.reset, mayHaveBeenSent: true, "x")))),
        ]
        let rest = Mutex(outcomes.map(\.1))
        let (pipeline, ledger) = pipeline(ClosureUpstream { _ in try rest.withLock { $0.removeFirst() }.get() })
        for _ in outcomes {
            _ = try? await pipeline.send(.make(streams: true)).text()
        }
        #expect(try await entries(ledger).map(\.outcome) == outcomes.map(\.0))
    }

    @Test func aStreamThatNobodyReads() async throws {
        let (pipeline, ledger) = pipeline(ClosureUpstream { _ in .stream(["data: {}\n\n"]) })
        do { _ = try await pipeline.send(.make(streams: true)) }
        #expect(try await entries(ledger).map(\.outcome) == ["cancelled"])
        // Whoever has read the last event need not wait for the end.
        let (other, second) = self.pipeline(ClosureUpstream { _ in .stream(["data: [DONE]\n\n", "more"]) })
        do {
            let answer = try await other.send(.make(streams: true))
            if case .stream(let chunks) = answer.body { for try await _ in chunks { break } }
        }
        #expect(try await entries(second).map(\.outcome).last == "ok")
    }

    @Test func bodiesAreKeptWithoutKeysIfAskedFor() async throws {
        let upstream = ClosureUpstream { _ in .json(#"{"text":"operator-secret and sk-abcdefgh"}"#) }
        let (pipeline, ledger) = pipeline(upstream, LedgerRules(keepsBodies: true, bodyLimit: 200))
        _ = try await pipeline.send(
            .make(Endpoints.chat, #"{"a":"sk-own-bob","b":"plain"}"#, caller: .paying("bob")))
        let long = String(repeating: "x", count: 1000)
        _ = try await pipeline.send(.make(Endpoints.chat, #"{"a":"\#(long)"}"#))
        let entries = try await entries(ledger)
        #expect(entries[0].request == #"{"a":"[redacted]","b":"plain"}"#)
        #expect(entries[0].answer == #"{"text":"[redacted] and [redacted]"}"#)
        #expect(entries[1].request?.utf8.count == 203)
    }

    @Test func entriesReachTheStoreByThemselves() async throws {
        let (pipeline, _) = pipeline(ClosureUpstream { _ in .json("{}") })
        for _ in 0..<100 { _ = try await pipeline.send(.make()) }
        await eventually { clock.sleepers == 1 }
        #expect(try await store.list(LedgerQuery()).entries.isEmpty)
        clock.pass(0.05)
        for _ in 0..<10_000 where try await store.list(LedgerQuery()).entries.isEmpty { await Task.yield() }
        #expect(try await store.sums(UsageQuery(by: [])).first?.calls == 100)
    }

    @Test func nothingIsKeptForNoDays() async throws {
        let (pipeline, ledger) = pipeline(ClosureUpstream { _ in .json("{}") }, LedgerRules(days: 0))
        let answer = try await pipeline.send(.make())
        #expect(answer.notes.receipt == nil)
        #expect(try await entries(ledger).isEmpty)
    }

    @Test func oldEntriesGo() async throws {
        try await store.append([LedgerEntry(id: "old", time: clock.now - 31 * 86_400, caller: "a", tool: "t")])
        let (pipeline, ledger) = pipeline(ClosureUpstream { _ in .json("{}") })
        _ = try await pipeline.send(.make())
        #expect(try await entries(ledger).map(\.tool) == ["chat-create"])
    }

    @Test func aStoreThatIsLockedLosesNothing() async throws {
        let flaky = FlakyLedger(store)
        let told = Order()
        let ledger = Ledger(flaky, in: clock.surroundings, warn: { told.add($0) })
        for number in 0..<3 { ledger.write(LedgerEntry(id: "e\(number)", time: 0, caller: "a", tool: "t")) }
        await eventually { clock.sleepers == 1 }
        clock.pass(0.05)
        await eventually { told.names.count == 1 && clock.sleepers == 1 }
        ledger.write(LedgerEntry(id: "e3", time: 0, caller: "a", tool: "t"))
        flaky.fails.store(false, ordering: .relaxed)
        try await ledger.flush()
        #expect(try await store.list(LedgerQuery()).entries.map(\.id) == ["e0", "e1", "e2", "e3"])
    }

    @Test func auditLinesAreTheEntries() async throws {
        let lines = Mutex<[UInt8]>([])
        let ledger = Ledger(
            store, rules: LedgerRules(days: 0), audit: { bytes in lines.withLock { $0 += bytes } },
            in: clock.surroundings)
        let entry = LedgerEntry(id: "a", time: 1.5, caller: "a", tool: "t")
        ledger.write(entry)
        try await ledger.flush()
        let written = lines.withLock { $0 }
        #expect(written.last == 10)
        #expect(LedgerEntry(line: Array(written.dropLast())) == entry)
        #expect(try await store.list(LedgerQuery()).entries.isEmpty)
    }

    @Test func auditLinesThatCannotBeWrittenWaitTheirTurn() async throws {
        let lines = Mutex<[UInt8]>([])
        let isFull = Mutex(true)
        let told = Order()
        let ledger = Ledger(
            store, rules: LedgerRules(days: 0),
            audit: { bytes in
                if isFull.withLock({ $0 }) { throw StoreFailure(.failed, "It is full.") }
                lines.withLock { $0 += bytes }
            }, in: clock.surroundings, warn: { told.add($0) })
        for id in ["a", "b"] {
            ledger.write(LedgerEntry(id: id, time: 0, caller: "a", tool: "t"))
            try await ledger.flush()
        }
        // Told once, however often.
        #expect(told.names.count == 1)
        isFull.withLock { $0 = false }
        // Also where nothing new has come.
        try await ledger.flush()
        ledger.write(LedgerEntry(id: "c", time: 0, caller: "a", tool: "t"))
        try await ledger.flush()
        let written = lines.withLock { $0 }.split(separator: 10).map { LedgerEntry(line: Array($0))?.id }
        #expect(written == ["a", "b", "c"])
    }

    // MARK: What a tool finds

    @Test func whoeverMakesSomethingOfAnAnswerSaysWhetherItIsGood() async throws {
        let (pipeline, ledger) = pipeline(ClosureUpstream { _ in .json("<html>") })
        for flaw in [APIError.Kind.malformedAnswer, nil] {
            var call = Call.make()
            let receipt = Receipt(awaitsJudgement: true)
            call.receipt = receipt
            _ = try await pipeline.send(call)
            #expect(try await entries(ledger).isEmpty)
            receipt.judge(flaw)
            #expect(try await entries(ledger).map(\.outcome) == [flaw?.rawValue ?? "ok"])
            _ = try await store.erase(caller: Caller.local.id)
        }
    }

    @Test func anAnswerThatNobodyJudgesIsWrittenDownAllTheSame() async throws {
        let ledger = Ledger(store, in: clock.surroundings)
        let stage = WriteLedger(LedgerRules(), ledger: ledger, in: clock.surroundings)
        func send() async throws {
            var call = Call.make()
            call.receipt = Receipt(awaitsJudgement: true)
            _ = try await stage.handle(call) { _ in .json("{}") }
        }
        try await send()
        #expect(try await entries(ledger).map(\.outcome) == ["ok"])
    }

    @Test func memoryIsBounded() async throws {
        let small = MemoryLedger(most: 8)
        for number in 0..<100 {
            try await small.append([LedgerEntry(id: "\(number)", time: 0, caller: "a", tool: "t")])
        }
        let ids = try await small.list(LedgerQuery()).entries.map(\.id)
        #expect(ids.count <= 10)
        #expect(ids.last == "99")
    }
}

/// A store that fails until a test says otherwise.
final class FlakyLedger: LedgerStore {
    let fails = Atomic(true)
    private let store: MemoryLedger

    init(_ store: MemoryLedger) { self.store = store }

    func append(_ entries: [LedgerEntry]) async throws {
        if fails.load(ordering: .relaxed) { throw StoreFailure(.busy, "It is locked.") }
        try await store.append(entries)
    }

    func list(_ query: LedgerQuery) async throws -> LedgerPage { try await store.list(query) }
    func sums(_ query: UsageQuery) async throws -> [UsageSum] { try await store.sums(query) }
    func erase(caller: String) async throws -> Int { try await store.erase(caller: caller) }
    func purge(before time: Double) async throws -> Int { try await store.purge(before: time) }
}
