import Testing

@testable import Gateway

@Suite struct KeyRotationTests {
    private let clock = Clock()

    private func pipeline(
        _ upstream: ScriptedUpstream, _ dialect: Dialect = .openai, keys: [String] = ["k1", "k2", "k3"]
    )
        -> Pipeline
    {
        let provider = Provider(
            name: "p", dialect: dialect, baseURL: "", keys: FixedKeys(keys.map { SecretString($0) }))
        return Pipeline([Authorise(provider, in: clock.surroundings)], upstream: upstream)
    }

    private func keys(_ upstream: ScriptedUpstream) -> [String] {
        upstream.calls.map { $0.headers["Authorization"] ?? "" }
    }

    @Test func keysTakeTurns() async throws {
        let upstream = ScriptedUpstream([.answer(200)])
        let pipeline = pipeline(upstream)
        for _ in 0..<4 { _ = try await pipeline.send(chatCall()) }
        #expect(keys(upstream) == ["Bearer k1", "Bearer k2", "Bearer k3", "Bearer k1"])
    }

    @Test func aRevokedKeyIsSetAsideAndTheNextOneUsed() async throws {
        let upstream = ScriptedUpstream([.answer(401), .answer(200)])
        let pipeline = pipeline(upstream)
        let answer = try await pipeline.send(chatCall())
        #expect(answer.status == 200 && answer.notes.attempts == 2)
        for _ in 0..<3 { _ = try await pipeline.send(chatCall()) }
        #expect(keys(upstream) == ["Bearer k1", "Bearer k2", "Bearer k3", "Bearer k2", "Bearer k3"])
        clock.pass(301)
        _ = try await pipeline.send(chatCall())
        #expect(keys(upstream).last == "Bearer k1")
    }

    @Test func eachKeyIsTriedOnceAndTheLastRefusalIsTheAnswer() async throws {
        let upstream = ScriptedUpstream([.answer(401)])
        let answer = try await pipeline(upstream).send(chatCall())
        #expect(answer.status == 401 && answer.notes.attempts == 3)
        #expect(keys(upstream) == ["Bearer k1", "Bearer k2", "Bearer k3"])
    }

    @Test func errorsOfTheRequestUseUpNoKey() async throws {
        for status in [400, 403, 404, 500] {
            let upstream = ScriptedUpstream([.answer(status)])
            #expect(try await pipeline(upstream).send(chatCall()).status == status)
            #expect(upstream.calls.count == 1)
        }
        let told = ScriptedUpstream([.answer(429, [("x-should-retry", "false")])])
        #expect(try await pipeline(told).send(chatCall()).status == 429)
        #expect(told.calls.count == 1)
    }

    @Test(
        arguments: [
            (.openai, "Authorization", "Bearer k1"), (.compatible, "Authorization", "Bearer k1"),
            (.azure, "api-key", "k1"), (.azureDeployments(apiVersion: "v"), "api-key", "k1"),
            (.anthropic, "x-api-key", "k1"),
        ] as [(Dialect, String, String)])
    func eachDialectHasItsHeader(_ dialect: Dialect, _ name: String, _ value: String) async throws {
        let upstream = ScriptedUpstream([.answer(200)])
        var call = try chatCall()
        for smuggled in ["authorization", "api-key", "x-api-key"] { call.headers[smuggled] = "smuggled" }
        _ = try await pipeline(upstream, dialect, keys: ["k1"]).send(call)
        #expect(upstream.calls[0].headers.fields.map { [$0.name, $0.value] } == [[name, value]])
    }
}
