import Catalogue
import Gateway
import TestSupport
import Testing

@testable import Upstreams

/// Failover between providers on real sockets, of which the first has the fault.
@Suite(.timeLimit(.minutes(2))) struct FailoverOverHTTPTests {
    private static let ok = #"{"choices":[{"message":{"content":"ok"}}]}"#

    private func provider(
        _ name: String, _ url: String, keys: [String] = ["k"], silence: Duration = .seconds(60)
    ) -> Provider {
        Provider(
            name: name, dialect: .compatible, baseURL: url, keys: FixedKeys(keys.map { SecretString($0) }),
            timeouts: Timeouts(firstByte: silence, idle: silence), largestAnswer: 1 << 20)
    }

    private func pipeline(_ providers: [Provider]) throws -> Pipeline {
        let plan = RoutePlan(routes: [Route(name: "r", targets: providers.map { .init($0.name) })])
        let set = ProviderSet(
            try providers.map { provider in
                .init(
                    provider,
                    upstream: Pipeline(
                        [
                            Limit(provider), Adapt(lacks: { _, _ in false }, outputLimit: { _ in nil }),
                            Authorise(provider),
                        ], upstream: try HTTPUpstream(provider, version: "1")))
            })
        return Pipeline(
            [
                Resolve(try RouteTable(plan, providers: providers), among: set),
                Retry(RetryPolicy(maxRetries: 0, firstBackoff: 0.01)), Choose(among: set),
            ], upstream: set)
    }

    /// Sends a read and a paid call through a faulty and a good provider and tells how often each was asked.
    private func outcome(
        _ steps: [FakeProvider.Step], streams: Bool = false
    ) async throws -> (read: [Int], paid: [Int], answer: Answer?) {
        let faulty = try await FakeProvider.start { _, _ in steps }
        let good = try await FakeProvider.start { _, _ in [.answer(200, [], Self.ok)] }
        // Only where nothing ever comes is it waited for in vain: other answers may take their time on a busy machine.
        let silence: Duration = if case .hang? = steps.first { .milliseconds(200) } else { .seconds(60) }
        let pipeline = try pipeline([
            provider("faulty", faulty.baseURL, silence: silence), provider("good", good.baseURL),
        ])
        _ = try? await pipeline.send(makeCall(query))
        let afterRead = [faulty.requests.count, good.requests.count]
        let paid = try? await pipeline.send(makeCall(streams: streams))
        return (
            afterRead, [faulty.requests.count - afterRead[0], good.requests.count - afterRead[1]], paid
        )
    }

    private let query = Endpoint("query", .post, "/query", "Query.", .reads)

    /// The fault, whether a read moves on, and whether a paid call does.
    private static let faults: [(name: String, steps: [FakeProvider.Step], reads: Bool, paid: Bool)] = [
        ("reset at once", [.reset], true, false),
        ("reset within the head", [.send("HTTP/1.1 200 OK\r\nContent-Le"), .reset], true, false),
        (
            "reset within the body",
            [.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"a\":"), .reset],
            true, false
        ),
        ("too short", [.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}"), .close], true, false),
        ("black hole", [.hang], true, false),
        ("no HTTP", [.send("SSH-2.0-OpenSSH_9.6\r\n"), .close], true, false),
        ("429", [.answer(429)], true, true), ("429 for an hour", [.answer(429, ["retry-after: 3600"])], true, true),
        ("500", [.answer(500)], true, true),
        ("HTML", [.answer(502, [], "<html>x</html>", type: "text/html")], true, true),
        ("revoked key", [.answer(401, [], #"{"error":{"message":"bad key","code":"invalid_api_key"}}"#)], true, true),
        ("bad request", [.answer(400, [], #"{"error":{"message":"no"}}"#)], false, false),
        ("a page for an answer", [.answer(200, [], "<html>x</html>", type: "text/html")], false, false),
        ("broken JSON", [.answer(200, [], "{\"a\":")], false, false),
    ]

    @Test(arguments: faults.indices)
    func faultsOfTheFirst(_ index: Int) async throws {
        let (name, steps, reads, paid) = Self.faults[index]
        let outcome = try await outcome(steps)
        #expect(outcome.read == [1, reads ? 1 : 0], "\(name)")
        #expect(outcome.paid == [1, paid ? 1 : 0], "\(name)")
        if paid {
            #expect(outcome.answer?.notes.provider == "good" && outcome.answer?.notes.attempts == 2, "\(name)")
        }
    }

    @Test func whereNobodyListensTheNextIsAsked() async throws {
        let good = try await FakeProvider.start { _, _ in [.answer(200, [], Self.ok)] }
        let gone = try await FakeProvider.start { _, _ in [] }
        let url = gone.baseURL
        await gone.stop()
        let answer = try await pipeline([provider("gone", url), provider("good", good.baseURL)]).send(makeCall())
        #expect(answer.notes.provider == "good" && answer.notes.attempts == 2)
    }

    @Test func aSlowDripIsNoFault() async throws {
        let body = Array(Self.ok.utf8)
        let drip =
            [FakeProvider.Step.send("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n")]
            + body.flatMap { [FakeProvider.Step.wait(.milliseconds(5)), .send([$0])] }
        let outcome = try await outcome(drip)
        #expect(outcome.paid == [1, 0] && outcome.answer?.status == 200)
    }

    @Test func aStreamThatHasBegunIsNeverRepeated() async throws {
        let outcome = try await outcome([.streamHead, .chunk("data: {\"a\":1}\n\n"), .reset], streams: true)
        #expect(outcome.paid == [1, 0])
        let answer = try #require(outcome.answer)
        await #expect(throws: UpstreamFailure.self) { try await textOf(answer) }
    }

    @Test func aStreamThatIsRefusedGoesElsewhere() async throws {
        let outcome = try await outcome([.answer(503)], streams: true)
        #expect(outcome.paid == [1, 1] && outcome.answer?.notes.provider == "good")
    }

    @Test func oneOfThreeFailsAndNobodyNotices() async throws {
        let bad = try await FakeProvider.start { _, _ in [.answer(500)] }
        let others = try await [0, 1].asyncMap { _ in
            try await FakeProvider.start { _, _ in [.answer(200, [], Self.ok)] }
        }
        let pipeline = try pipeline(
            [provider("bad", bad.baseURL)] + others.enumerated().map { provider("good\($0)", $1.baseURL) })
        for _ in 0..<30 { #expect(try await pipeline.send(makeCall()).status == 200) }
        #expect(bad.requests.count == 5, "then its breaker is open")
        #expect(others[0].requests.count == 30)
    }

    @Test func aRevokedKeyIsReplacedByTheNext() async throws {
        let fake = try await FakeProvider.start { request, _ in
            [.answer(request.header("authorization") == "Bearer old" ? 401 : 200, [], Self.ok)]
        }
        let pipeline = try pipeline([provider("p", fake.baseURL, keys: ["old", "new"])])
        for _ in 0..<3 { #expect(try await pipeline.send(makeCall()).status == 200) }
        #expect(
            fake.requests.map { $0.header("authorization") } == [
                "Bearer old", "Bearer new", "Bearer new", "Bearer new",
            ])
    }

    @Test func anthropicBehindASocket() async throws {
        let fake = try await FakeProvider.start { request, _ in
            [
                .streamHead,
                .chunk(
                    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"c\"}}\n\n"
                ),
                .chunk("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"),
                .chunk(
                    "{\"type\":\"text_delta\",\"text\":\"Hi\"}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
                ),
                .lastChunk,
            ]
        }
        let provider = Provider(
            name: "anthropic", dialect: .anthropic, baseURL: fake.baseURL, key: SecretString("sk-ant"))
        let pipeline = Pipeline(
            Dialects.translation(for: provider) + [Authorise(provider)],
            upstream: try HTTPUpstream(provider, version: "1"))
        let answer = try await pipeline.send(
            makeCall(chat, #"{"model":"c","messages":[{"role":"user","content":"x"}],"stream":true}"#, streams: true))
        let text = try await textOf(answer)
        #expect(text.contains(#""delta":{"content":"Hi"}"#) && text.hasSuffix("data: [DONE]\n\n"))
        let request = try #require(fake.requests.first)
        #expect(request.target == "/v1/messages")
        #expect(request.header("x-api-key") == "sk-ant" && request.header("anthropic-version") == "2023-06-01")
        #expect(request.text.hasSuffix(#""stream":true}"#))
    }
}

extension Sequence {
    /// What a closure that waits makes of each element.
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
