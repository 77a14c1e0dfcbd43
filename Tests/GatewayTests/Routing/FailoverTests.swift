import Catalogue
import Testing

@testable import Gateway

/// Which outcomes of the first of two providers lead to the second.
@Suite struct FailoverTests {
    private static let quota = #"{"error":{"message":"x","code":"insufficient_quota"}}"#

    private static let matrix:
        [(outcome: Result<Answer, any Error>, name: String, reads: Bool, computes: Bool, lasts: Bool)] =
            [
                (.answer(400), "400", false, false, false),
                (.answer(403), "403", false, false, false),
                (
                    .answer(404, [], #"{"error":{"message":"no model","code":"model_not_found"}}"#), "404", false,
                    false, false
                ),
                (.answer(413), "413", false, false, false), (.answer(422), "422", false, false, false),
                (.answer(401), "401", true, true, true), (.answer(429), "429", true, true, true),
                (.answer(429, [("retry-after", "4000")]), "429 for an hour", true, true, true),
                (.answer(429, [], quota), "no quota", true, true, true),
                (.answer(429, [("x-should-retry", "false")]), "429, do not retry", false, false, false),
                (.answer(500), "500", true, true, false), (.answer(503), "503", true, true, true),
                (.answer(500, [("x-should-retry", "true")]), "500, do retry", true, true, true),
                (.answer(405), "405", true, true, true),
                (.failure(.connect, sent: false), "refused", true, true, true),
                (.failure(.tls, sent: false), "tls", true, true, true),
                (.failure(.noKey, sent: false), "no key", true, true, true),
                (.failure(.limited, sent: false), "limited", true, true, true),
                (.failure(.reset, sent: false), "reset before", true, true, true),
                (.failure(.reset, sent: true), "reset after", true, false, false),
                (.failure(.timeout, sent: true), "timeout", true, false, false),
                (.failure(.malformed, sent: true), "no HTTP", true, false, false),
                (.failure(.tooLarge, sent: true), "too large", false, false, false),
                (.failure(.file, sent: false), "file", false, false, false),
            ]

    @Test(arguments: matrix.indices)
    func outcomes(_ index: Int) async throws {
        let (outcome, name, reads, computes, lasts) = Self.matrix[index]
        // A route that names its endpoints has thought of where what lasts will lie.
        let plan = RoutePlan(routes: [Route(name: "r", endpoints: [Glob("*")], targets: [.init("a"), .init("b")])])
        for (endpoint, moves) in [(listEndpoint, reads), (chatEndpoint, computes), (jobEndpoint, lasts)] {
            let rig = try Rig([[outcome], [.answer(200)]], plan: plan, own: false)
            let call = try Call(endpoint, body: endpoint.method == .post ? chatCall().body : .none)
            let answer = try? await rig.pipeline.send(call)
            #expect(rig.counts == [1, moves ? 1 : 0], "\(name), \(endpoint.name)")
            #expect((answer?.status == 200) == moves, "\(name), \(endpoint.name)")
            if moves { #expect(answer?.notes.attempts == 2, "\(name), \(endpoint.name)") }
            #expect(rig.clock.naps.withLock { $0 } == [], "nobody waits while another can be asked")
        }
    }

    @Test func whatLastsStaysAtItsProvider() async throws {
        let rig = try Rig([[.answer(503)], [.answer(200)]], own: false)
        #expect(try await rig.pipeline.send(Call(jobEndpoint, body: chatCall().body)).status == 503)
        let bound = try Rig([[.answer(503)], [.answer(200)]], own: false)
        #expect(try await bound.pipeline.send(chatCall(#"{"model":"m","previous_response_id":"r"}"#)).status == 503)
        #expect(rig.counts == [1, 0] && bound.counts == [1, 0])
    }

    @Test func afterAllHaveFailedTheRoundBeginsAnew() async throws {
        let rig = try Rig(
            [[.answer(500), .answer(200)], [.answer(500)]], policy: RetryPolicy(maxRetries: 1), own: false)
        let answer = try await rig.pipeline.send(chatCall())
        #expect(answer.status == 200)
        #expect(answer.notes.attempts == 3)
        #expect(rig.counts == [2, 1])
        #expect(rig.clock.naps.withLock { $0.count } == 1)
    }

    @Test func anIdempotencyKeyIsKnownOnlyWhereItWasSent() async throws {
        let rig = try Rig(
            [[.failure(.reset, sent: true), .answer(200)], [.answer(200)]], policy: RetryPolicy(maxRetries: 1),
            own: false)
        var call = try chatCall()
        call.headers["Idempotency-Key"] = "k"
        #expect(try await rig.pipeline.send(call).status == 200)
        #expect(rig.counts == [2, 0])
    }

    @Test func whoMayHaveDoneItIsTheOnlyOneAskedAgain() async throws {
        let rig = try Rig(
            [[.failure(.reset, sent: true), .answer(503), .answer(200)], [.answer(200)]],
            policy: RetryPolicy(maxRetries: 2), own: false)
        var call = try chatCall()
        call.headers["Idempotency-Key"] = "k"
        #expect(try await rig.pipeline.send(call).status == 200)
        #expect(rig.counts == [3, 0])
    }

    @Test func theOperatorMayAllowToBuyTwice() async throws {
        let rig = try Rig(
            [[.failure(.reset, sent: true)], [.answer(200)]], policy: RetryPolicy(maxRetries: 0, mayBillTwice: true),
            own: false)
        #expect(try await rig.pipeline.send(chatCall()).status == 200)
    }

    @Test func aProviderThatFailsIsPassedOverUntilItsTrial() async throws {
        let rig = try Rig([Array(repeating: .answer(500), count: 5) + [.answer(200)], [.answer(200)]], own: false)
        for _ in 0..<9 { #expect(try await rig.pipeline.send(chatCall()).notes.provider == nil) }
        #expect(rig.counts == [5, 9], "after five failures it is left alone")
        rig.clock.pass(6)
        #expect(try await rig.pipeline.send(chatCall()).status == 200)
        #expect(rig.counts == [6, 9], "the trial succeeds")
        _ = try await rig.pipeline.send(chatCall())
        #expect(rig.counts == [7, 9])
    }

    @Test func theLastOneLeftIsAskedWhateverIsGuessedOfIt() async throws {
        let rig = try Rig([[.answer(500)], [.answer(500)]], own: false)
        for _ in 0..<20 { _ = try await rig.pipeline.send(chatCall()) }
        let answer = try await rig.pipeline.send(chatCall())
        #expect(answer.status == 500)
        #expect(rig.counts.reduce(0, +) > 20)
    }

    @Test func notesTellTheWay() async throws {
        let plan = RoutePlan(
            routes: [
                Route(name: "r", models: [Glob("gpt-*")], targets: [.init("a"), .init("b", model: "claude-x")])
            ], aliases: ["fast": "gpt-4o"])
        let rig = try Rig([[.answer(500)], [.answer(200)]], plan: plan, own: false)
        let answer = try await rig.pipeline.send(chatCall(#"{"model":"fast"}"#))
        #expect(answer.notes.model == "claude-x")
        #expect(answer.notes.replacedModel?.asked == "fast")
        #expect(answer.notes.replacedModel?.served == "claude-x")
        #expect(rig.upstreams[0].calls[0].model == "gpt-4o")
        #expect(rig.upstreams[1].calls[0].model == "claude-x")
    }

    @Test func autoIsToldAsWhatItStoodFor() async throws {
        let rig = try Rig([[.answer(200)]], plan: RoutePlan(auto: .openai))
        let answer = try await rig.pipeline.send(chatCall(#"{"model":"auto","messages":[]}"#))
        #expect(rig.upstreams[0].calls[0].model == "gpt-5.6-luna")
        #expect(answer.notes.replacedModel?.asked == "auto")
        #expect(answer.notes.remarks == ["'auto' stood for model 'gpt-5.6-luna' by the look of the task."])
    }

    @Test func aCallersKeyNeverReachesAnotherVendor() async throws {
        for outcome in [Result.answer(500), .answer(401), .answer(429), .failure(.connect, sent: false)] {
            let rig = try Rig([[outcome], [.answer(200)], [.answer(200)]]) { $0[0].takesCallerKeys = true }
            let caller = Caller(id: "x", key: SecretString("own-key"), mayUseServerKey: true)
            _ = try? await rig.pipeline.send(chatCall(caller: caller))
            #expect(rig.counts == [1, 0, 0])
            #expect(rig.upstreams[0].calls[0].headers["Authorization"] == "Bearer own-key")
        }
    }

    @Test func aMissingEndpointIsLearntAndTold() async throws {
        let rig = try Rig([[.answer(404, [], "not found")]], plan: RoutePlan())
        #expect(try await rig.pipeline.send(chatCall()).status == 404)
        #expect(!rig.set.canServe(chatEndpoint) && rig.set.canServe(listEndpoint))
        let error = await #expect(throws: APIError.self) { try await rig.pipeline.send(chatCall()) }
        #expect(error?.kind == .endpointMissing)
        #expect(rig.counts == [1])
        rig.clock.pass(700)
        #expect(try await rig.pipeline.send(chatCall()).status == 404)
    }
}
