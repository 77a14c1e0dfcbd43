import Testing

@testable import Gateway

/// The strategies of routes, through the stages.
@Suite struct StrategyTests {
    @Test func weightsShareTheCalls() async throws {
        let plan = RoutePlan(routes: [
            Route(name: "r", targets: [.init("a", weight: 1), .init("b", weight: 3)], strategy: .weighted)
        ])
        let rig = try Rig([[.answer(200)], [.answer(200)]], plan: plan)
        rig.clock.chance.withLock { $0 = (0..<40).map { Double($0) / 40 } }
        for _ in 0..<40 { _ = try await rig.pipeline.send(chatCall()) }
        #expect(rig.counts == [10, 30])
    }

    @Test func theCheapestIsAskedFirst() async throws {
        let rig = try Rig([[.answer(200)], [.answer(200)], [.answer(200)]], strategy: .cheapest) { providers in
            providers[0].prices = [(Glob("*"), TokenPrice(input: 3, output: 9))]
            providers[1].prices = [
                (Glob("m"), TokenPrice(input: 1, output: 2)), (Glob("*"), TokenPrice(input: 9, output: 9)),
            ]
        }
        _ = try await rig.pipeline.send(chatCall())
        #expect(rig.counts == [0, 1, 0])
        _ = try await rig.pipeline.send(chatCall(#"{"model":"other"}"#))
        #expect(rig.counts == [1, 1, 0])
    }

    @Test func aStreamIsUnderWayUntilItIsRead() async throws {
        func stream() -> Result<Answer, any Error> {
            let chunks = AsyncThrowingStream<[UInt8], any Error> { source in
                source.yield([1])
                source.finish()
            }
            return .success(Answer(status: 200, body: .stream(chunks)))
        }
        let rig = try Rig([[stream(), stream()], [stream(), stream()]], strategy: .leastInFlight)
        let first = try await rig.pipeline.send(chatCall())
        let second = try await rig.pipeline.send(chatCall())
        #expect(rig.counts == [1, 1])
        guard case .stream(let chunks) = second.body else {
            Issue.record("no stream")
            return
        }
        for try await _ in chunks {}
        _ = try await rig.pipeline.send(chatCall())
        #expect(rig.counts == [1, 2])
        withExtendedLifetime(first) {}
    }

    @Test func theSoonestIsAskedFirstOnceItIsKnown() async throws {
        let clock = Clock()
        let names = ["slow", "quick"]
        let providers = names.map { Provider(name: $0, dialect: .compatible, baseURL: "") }
        let plan = RoutePlan(routes: [
            Route(name: "r", targets: names.map { .init($0) }, strategy: .lowestLatency)
        ])
        let set = ProviderSet(
            zip(providers, [2.0, 0.5]).map { .init($0, upstream: Timed(seconds: $1, clock: clock)) },
            in: clock.surroundings)
        let pipeline = Pipeline(
            [
                Resolve(try RouteTable(plan, providers: providers), among: set),
                Choose(among: set, in: clock.surroundings),
            ],
            upstream: set)
        var served: [String?] = []
        for _ in 0..<5 { served.append(try await pipeline.send(chatCall()).notes.provider) }
        #expect(served == ["2.0", "0.5", "0.5", "0.5", "0.5"])
        clock.pass(100)
        #expect(try await pipeline.send(chatCall()).notes.provider == "2.0", "what is long ago is tried again")
    }

    @Test func withOneProviderNothingIsAttached() async throws {
        let rig = try Rig([[.answer(200)]], plan: RoutePlan(auto: .openai))
        let answer = try await rig.pipeline.send(chatCall())
        #expect(rig.upstreams[0].calls[0].routing == nil)
        #expect(answer.notes.model == nil && answer.notes.replacedModel == nil)
    }
}

/// Answers after a time and says so.
private struct Timed: Upstream {
    let seconds: Double
    let clock: Clock

    func send(_ call: Call) async throws -> Answer {
        clock.pass(seconds)
        var answer = Answer(status: 200, body: .bytes([]))
        answer.notes.provider = "\(seconds)"
        return answer
    }
}
