import Catalogue
import JSON
import Synchronization
import Testing

@testable import Gateway

private let chat = Endpoint("chat", .post, "/chat/completions", "Chat.", .creates, as: .chat, billable: true)
private let file = Endpoint("file", .post, "/files", "Upload.", .creates)

private func call(_ endpoint: Endpoint, _ json: String = "{}", caller: Caller = .local) throws -> Call {
    var members = Members()
    for (key, value) in try JSONDocument(json).root.members { members[key] = value.raw }
    return Call(endpoint, body: .json(members), caller: caller)
}

private func body(_ call: Call?) -> String {
    guard case .json(let members)? = call?.body else { return "" }
    return String(decoding: members.encoded, as: UTF8.self)
}

@Suite struct RetryStageTests {
    private let naps = Naps()

    private final class Naps: Sendable {
        let taken = Mutex<[Duration]>([])
    }

    private func run(_ upstream: ScriptedUpstream, _ endpoint: Endpoint, retries: Int = 3) async throws -> Answer {
        let naps = naps
        let surroundings = Surroundings(
            sleep: { time in naps.taken.withLock { $0.append(time) } }, random: { 0 }, now: { 0 })
        return try await Pipeline(
            [Retry(RetryPolicy(maxRetries: retries), in: surroundings)], upstream: upstream
        ).send(Call(endpoint))
    }

    @Test func aRefusalIsSentAgainAfterTheTimeAsked() async throws {
        let upstream = ScriptedUpstream([.answer(429, [("retry-after", "2")]), .answer(500), .answer(200)])
        let answer = try await run(upstream, chat)
        #expect(answer.status == 200)
        #expect(answer.notes.attempts == 3)
        #expect(upstream.calls.count == 3)
        #expect(naps.taken.withLock { $0 } == [.seconds(2), .seconds(0.5)])
    }

    @Test func theLastRefusalIsTheAnswer() async throws {
        let upstream = ScriptedUpstream([.answer(503)])
        let answer = try await run(upstream, chat, retries: 2)
        #expect(answer.status == 503)
        #expect(answer.notes.attempts == 3)
        #expect(APIError(answer, now: 0).attempts == 3)
    }

    @Test func usedUpQuotaIsNotSentAgain() async throws {
        let quota = "{\"error\":{\"message\":\"x\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}"
        let upstream = ScriptedUpstream([.answer(429, [], quota)])
        #expect(try await run(upstream, chat).status == 429)
        #expect(upstream.calls.count == 1)
    }

    @Test func workThatMayHaveBeenDoneIsNotBoughtTwice() async throws {
        let upstream = ScriptedUpstream([.failure(.reset, sent: true)])
        await #expect(throws: UpstreamFailure.self) { try await run(upstream, chat) }
        #expect(upstream.calls.count == 1)
    }

    @Test func aFailureCountsItsAttempts() async throws {
        let upstream = ScriptedUpstream([.failure(.connect, sent: false)])
        do {
            _ = try await run(upstream, file)
            Issue.record("an answer out of nowhere")
        } catch let failure as UpstreamFailure {
            #expect(failure.attempts == 4)
            #expect(upstream.calls.count == 4)
        }
    }

    @Test func aSuccessIsNeverRepeated() async throws {
        let upstream = ScriptedUpstream([.answer(200, [("x-should-retry", "true")])])
        #expect(try await run(upstream, chat).notes.attempts == 1)
        #expect(upstream.calls.count == 1)
    }

    @Test func whatIsNoFailureOfTheProviderPasses() async throws {
        let upstream = ScriptedUpstream([.failure(CancellationError())])
        await #expect(throws: CancellationError.self) { try await run(upstream, chat) }
        #expect(upstream.calls.count == 1)
    }
}

@Suite struct AuthoriseTests {
    private func sent(_ provider: Provider, _ caller: Caller) async throws -> [String] {
        let upstream = ScriptedUpstream([.answer(200)])
        var call = try call(chat, caller: caller)
        call.headers["authorization"] = "Bearer smuggled"
        call.headers["OpenAI-Project"] = "smuggled"
        _ = try await Pipeline([Authorise(provider)], upstream: upstream).send(call)
        return upstream.calls.first?.headers.fields.map { "\($0.name): \($0.value)" } ?? []
    }

    private func provider(_ key: String?, caller: Bool = false, needed: Bool = true) -> Provider {
        Provider(
            name: "openai", baseURL: "http://x", key: key.map { SecretString($0) }, organisation: "org",
            project: "proj",
            takesCallerKeys: caller, requiresKey: needed)
    }

    private func caller(_ key: String?, mayUseServerKey: Bool) -> Caller {
        Caller(id: "a", key: key.map { SecretString($0) }, mayUseServerKey: mayUseServerKey)
    }

    private let server = ["Authorization: Bearer k1", "OpenAI-Organization: org", "OpenAI-Project: proj"]

    @Test func theRightKeyGoes() async throws {
        let mine = ["Authorization: Bearer k2"]
        #expect(try await sent(provider("k1"), .local) == server)
        #expect(try await sent(provider("k1", caller: true), caller("k2", mayUseServerKey: true)) == mine)
        #expect(try await sent(provider("k1", caller: true), caller("k2", mayUseServerKey: false)) == mine)
        #expect(try await sent(provider("k1"), caller("k2", mayUseServerKey: true)) == server)
        #expect(try await sent(provider(nil, needed: false), .local) == [])
        #expect(try await sent(provider("k1", needed: false), caller("k2", mayUseServerKey: false)) == [])
    }

    @Test(
        arguments: [
            (nil, false, nil, true, "there is no API key for provider 'openai', start the server with OPENAI_API_KEY"),
            (
                nil, true, nil, true,
                "there is no API key for provider 'openai', start the server with OPENAI_API_KEY, or send a key of your own in the X-API-Key header"
            ),
            (
                "k1", true, nil, false,
                "there is no API key for provider 'openai', send a key of your own in the X-API-Key header"
            ),
            (
                "k1", false, "k2", false,
                "there is no API key for provider 'openai' that you may use, ask whoever runs this server to grant it"
            ),
        ] as [(String?, Bool, String?, Bool, String)])
    func withoutAKeyItSaysHowToGiveOne(
        _ key: String?, _ takes: Bool, _ own: String?, _ may: Bool, _ message: String
    ) async throws {
        do {
            _ = try await sent(provider(key, caller: takes), caller(own, mayUseServerKey: may))
            Issue.record("sent without a key")
        } catch let failure as UpstreamFailure {
            #expect(failure.kind == .noKey)
            #expect(failure.message == message)
            #expect(APIError(failure).kind == .missingKey)
        }
    }

    @Test(arguments: ["", "a b", "a\r\nX-Evil: 1", "k\u{00E9}"])
    func aKeyThatIsNoneIsRefused(_ key: String) async throws {
        await #expect(throws: UpstreamFailure.self) { try await sent(provider(key), .local) }
    }
}

@Suite struct ModelStageTests {
    private let retire = ReplaceRetiredModels { $0 == "old" ? ("new", "2025-01-01") : nil }

    @Test func aRetiredModelIsReplaced() async throws {
        let upstream = ScriptedUpstream([.answer(200)])
        let answer = try await Pipeline([retire], upstream: upstream).send(call(chat, #"{"model":"old","n":1}"#))
        #expect(body(upstream.calls.first) == #"{"model":"new","n":1}"#)
        #expect(answer.notes.replacedModel?.asked == "old")
        #expect(answer.notes.replacedModel?.served == "new")
        #expect(answer.notes.remarks == ["model 'old' was shut down on 2025-01-01; 'new' answered instead."])
    }

    @Test func aLivingModelIsLeftAlone() async throws {
        let upstream = ScriptedUpstream([.answer(200)])
        let answer = try await Pipeline([retire], upstream: upstream).send(call(chat, #"{"model":"live"}"#))
        #expect(body(upstream.calls.first) == #"{"model":"live"}"#)
        #expect(answer.notes.replacedModel == nil && answer.notes.remarks.isEmpty)
    }

    @Test func inAFormToo() async throws {
        let upstream = ScriptedUpstream([.answer(200)])
        let form = Call(file, body: .multipart([Part("model", content: Array("old".utf8)), Part("n", content: [49])]))
        _ = try await Pipeline([retire], upstream: upstream).send(form)
        #expect(upstream.calls.first?.model == "new")
    }

    @Test func strictnessRefuses() async throws {
        let upstream = ScriptedUpstream([.answer(200)])
        let strict = ReplaceRetiredModels(strict: true) { _ in ("new", nil) }
        await #expect(
            throws: APIError(
                .modelRetired, "model 'old' was shut down, name its successor 'new' and call again", param: "model")
        ) { try await Pipeline([strict], upstream: upstream).send(call(chat, #"{"model":"old"}"#)) }
        #expect(upstream.calls.isEmpty)
    }

    private let adapt = Adapt(
        lacks: { model, field in model == "o9" && field == "temperature" },
        outputLimit: { $0 == "o9" ? "max_completion_tokens" : $0 == "gpt-0" ? "max_tokens" : nil })

    @Test(
        arguments: [
            (#"{"model":"o9","temperature":0.7,"n":1}"#, ["temperature"], #"{"model":"o9","n":1}"#, 1),
            (#"{"model":"o9","temperature":0.7}"#, [], #"{"model":"o9","temperature":0.7}"#, 0),
            (#"{"model":"other","temperature":0.7}"#, ["temperature"], #"{"model":"other","temperature":0.7}"#, 0),
            (#"{"model":"o9","max_tokens":5}"#, [], #"{"model":"o9","max_completion_tokens":5}"#, 1),
            (#"{"model":"gpt-0","max_completion_tokens":5}"#, [], #"{"model":"gpt-0","max_tokens":5}"#, 1),
            (
                #"{"model":"o9","max_tokens":5,"max_completion_tokens":6}"#, [],
                #"{"model":"o9","max_completion_tokens":6}"#, 1
            ),
            (#"{"model":"other","max_tokens":5}"#, [], #"{"model":"other","max_tokens":5}"#, 0),
            (#"{"n":1}"#, ["n"], #"{"n":1}"#, 0),
        ] as [(String, Set<String>, String, Int)])
    func fieldsFitTheModel(_ json: String, _ defaulted: Set<String>, _ sent: String, _ remarks: Int) async throws {
        let upstream = ScriptedUpstream([.answer(200)])
        var call = try call(chat, json)
        call.defaulted = defaulted
        let answer = try await Pipeline([adapt], upstream: upstream).send(call)
        #expect(body(upstream.calls.first) == sent)
        #expect(answer.notes.remarks.count == remarks)
    }

    @Test func whatWasMeantForARetiredModelIsLeftOut() async throws {
        let upstream = ScriptedUpstream([.answer(200)])
        let replace = ReplaceRetiredModels { $0 == "old" ? ("o9", nil) : nil }
        let answer = try await Pipeline([replace, adapt], upstream: upstream)
            .send(call(chat, #"{"model":"old","temperature":0.7,"n":1}"#))
        #expect(body(upstream.calls.first) == #"{"model":"o9","n":1}"#)
        #expect(
            answer.notes.remarks.contains(
                "'temperature' was left out: model 'o9', which stands in for 'old', does not take it."))
    }
}
