import Gateway
import TestSupport
import Testing

@testable import Upstreams

/// What may go wrong between us and a provider, and how it is reported.
@Suite(.timeLimit(.minutes(1))) struct HTTPFaultTests {
    // MARK: Cancellation

    @Test(arguments: [false, true])
    func cancellingClosesTheConnectionAtOnce(_ streams: Bool) async throws {
        let fake = try await FakeProvider.start { _, _ in
            (streams ? [.streamHead, .chunk("data: x\n\n")] : []) + [.hang]
        }
        let upstream = try makeUpstream(fake)
        let task = Task { try await textOf(try await upstream.send(makeCall(streams: streams))) }
        while fake.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(50))
        let start = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await fake.waitUntilOpenConnections(atMost: 0)
        #expect(ContinuousClock.now - start < .seconds(8))
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        let upstream = try makeUpstream(fake)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await upstream.send(makeCall())
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(fake.requests.isEmpty)
    }

    // MARK: What can go wrong

    @Test(
        arguments: [
            ([.close], .reset), ([.reset], .reset),
            ([.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .wait(.milliseconds(20)), .close], .reset),
            (
                [
                    .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
                    .wait(.milliseconds(20)), .close,
                ], .reset
            ),
            ([.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .wait(.milliseconds(20)), .reset], .reset),
            ([.send("HTTP/1.1 200 OK\r\nContent-"), .close], .reset),
            ([.send("SSH-2.0-OpenSSH_9.2\r\n"), .close], .malformed),
            ([.send("\u{0}\u{1}\u{2}garbage\r\n\r\n"), .close], .malformed),
            ([.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnothex\r\n")], .malformed),
            ([.hang], .timeout),
            ([.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .hang], .timeout),
        ] as [([FakeProvider.Step], UpstreamFailure.Kind)])
    func brokenAnswers(_ steps: [FakeProvider.Step], _ kind: UpstreamFailure.Kind) async throws {
        let fake = try await FakeProvider.start { _, _ in steps }
        // Short only where the silence is what is tested: a busy machine is slow by itself.
        let silence = kind == .timeout ? Duration.milliseconds(300) : .seconds(30)
        let upstream = try makeUpstream(fake, timeouts: Timeouts(firstByte: silence, idle: silence))
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == kind, "\(failure?.message ?? "")")
        #expect(failure?.mayHaveBeenSent == true)
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    @Test(arguments: ["Content-Length: 3000000", "Transfer-Encoding: chunked"])
    func anAnswerIsBounded(_ framing: String) async throws {
        let fake = try await FakeProvider.start { _, _ in
            [.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n")]
                + (0..<30).map { _ in .chunk(String(repeating: "x", count: 100_000)) } + [.hang]
        }
        let upstream = try makeUpstream(fake)
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == .tooLarge)
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    @Test func nothingListens() async throws {
        let fake = try await FakeProvider.start { _, _ in [] }
        let upstream = try makeUpstream(fake)
        await fake.stop()
        let start = ContinuousClock.now
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == .connect)
        #expect(failure?.mayHaveBeenSent == false)
        #expect(failure?.message.contains("nothing listens there") == true, "\(failure?.message ?? "")")
        #expect(ContinuousClock.now - start < .seconds(8))
    }

    @Test func anUnknownHost() async throws {
        let upstream = try HTTPUpstream(Provider(name: "x", baseURL: "http://no-such-host.invalid/v1"), version: "1")
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == .connect)
        #expect(failure?.mayHaveBeenSent == false)
        #expect(failure?.message.contains("could not be resolved") == true, "\(failure?.message ?? "")")
    }

    @Test func aServerThatSpeaksNoTLS() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        let upstream = try HTTPUpstream(
            Provider(name: "x", baseURL: "https://127.0.0.1:\(fake.port)"), version: "1")
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == .tls, "\(failure?.message ?? "")")
        #expect(failure?.mayHaveBeenSent == false)
    }

    @Test func aHeaderThatCannotBeSentIsNotQuoted() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        var call = makeCall()
        call.headers["Authorization"] = "Bearer se\ncret"
        let failure = await failureOf { _ = try await makeUpstream(fake).send(call) }
        #expect(failure?.message.contains("cret") == false)
    }

    @Test(arguments: [(407, "asks for a user name and password"), (502, "did not open a way to api.test:443")])
    func aProxyIsAskedForTheWay(_ status: Int, _ reason: String) async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer(status)] }
        let proxies = try ProxySettings(environment: ["HTTPS_PROXY": "http://user:pass@127.0.0.1:\(fake.port)"])
        let upstream = try HTTPUpstream(
            Provider(name: "x", baseURL: "https://api.test/v1"), version: "1", proxies: proxies)
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == .connect)
        #expect(failure?.mayHaveBeenSent == false)
        #expect(failure?.message.contains(reason) == true, "\(failure?.message ?? "")")
        let request = try #require(fake.requests.first)
        #expect(request.method == "CONNECT")
        #expect(request.target == "api.test:443")
        #expect(request.header("proxy-authorization") == "Basic dXNlcjpwYXNz")
        #expect(request.header("authorization") == nil)
    }

    // MARK: Time

    @Test func thinkingIsAllowedToSlowEndpointsOnly() async throws {
        let fake = try await FakeProvider.start { _, _ in [.wait(.milliseconds(400)), .answer()] }
        let upstream = try makeUpstream(fake, timeouts: Timeouts(firstByte: .milliseconds(100), slow: .seconds(5)))
        #expect(try await upstream.send(makeCall(slow)).status == 200)
        #expect(await failureOf { _ = try await upstream.send(makeCall()) }?.kind == .timeout)
    }

    @Test func activityKeepsACallAlive() async throws {
        let fake = try await FakeProvider.start { _, _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")]
                + (0..<10).flatMap { _ in [.wait(.milliseconds(250)), .send("x")] as [FakeProvider.Step] }
        }
        let upstream = try makeUpstream(fake, timeouts: Timeouts(firstByte: .seconds(2), idle: .seconds(2)))
        #expect(try await textOf(try await upstream.send(makeCall())) == "xxxxxxxxxx")
    }

    @Test func theTotalBoundsTheWhole() async throws {
        let fake = try await FakeProvider.start { _, _ in
            [.streamHead] + (0..<100).flatMap { _ in [.wait(.milliseconds(50)), .chunk("x")] as [FakeProvider.Step] }
        }
        let upstream = try makeUpstream(fake, timeouts: Timeouts(total: .milliseconds(400)))
        for streams in [false, true] {
            let start = ContinuousClock.now
            let failure = await failureOf { _ = try await textOf(try await upstream.send(makeCall(streams: streams))) }
            #expect(failure?.kind == .timeout)
            #expect(ContinuousClock.now - start < .seconds(8))
        }
    }
}
