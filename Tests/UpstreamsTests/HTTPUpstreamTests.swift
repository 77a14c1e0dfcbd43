import Gateway
import Synchronization
import TestSupport
import Testing

@testable import Upstreams

/// Calls through ``HTTPUpstream`` and a provider on real sockets.
@Suite(.timeLimit(.minutes(1))) struct HTTPUpstreamTests {
    // MARK: The request

    @Test func aJSONCallGoesOutAsItIs() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer(200, ["X-Request-Id: req"], "{}")] }
        var call = makeCall()
        call.headers["Authorization"] = "Bearer k"
        call.query = [("include[]", "a b"), ("include[]", "c&d"), ("q", "ü")]
        let answer = try await makeUpstream(fake).send(call)
        #expect(answer.status == 200)
        #expect(answer.headers["x-request-id"] == "req")
        #expect(answer.notes.provider == "fake")
        let request = try #require(fake.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/v1/chat/completions?include%5B%5D=a%20b&include%5B%5D=c%26d&q=%C3%BC")
        #expect(request.text == #"{"model":"m","n":1.50}"#)
        #expect(request.header("content-type") == "application/json")
        #expect(request.header("content-length") == "22")
        #expect(request.header("accept") == "application/json, */*;q=0.8")
        #expect(request.header("accept-encoding") == "identity")
        #expect(request.header("user-agent") == "openai-mcp/1.2.3")
        #expect(request.header("authorization") == "Bearer k")
        #expect(request.header("x-extra") == "e")
        #expect(request.header("host") == "127.0.0.1:\(fake.port)")
    }

    @Test func aCallWithoutBody() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        _ = try await makeUpstream(fake).send(Call(models, path: "/models/a%2Fb"))
        let request = try #require(fake.requests.first)
        #expect(request.method == "GET")
        #expect(request.target == "/v1/models/a%2Fb")
        #expect(request.body.isEmpty && request.header("content-type") == nil)
    }

    @Test func aFormGoesOutInParts() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        _ = try await makeUpstream(fake).send(
            Call(
                upload,
                body: .multipart([
                    Part("purpose", content: Array("batch".utf8)),
                    Part("file", filename: "a\"b\r\n.bin", contentType: "image/png", content: content),
                ])))
        let request = try #require(fake.requests.first)
        let type = try #require(request.header("content-type"))
        let boundary = try #require(type.split(separator: "=").last)
        #expect(type.hasPrefix("multipart/form-data; boundary="))
        #expect(request.header("content-length") == "\(request.body.count)")
        let head =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--\(boundary)\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.bin\"\r\nContent-Type: image/png\r\n\r\n"
        #expect(request.body == Array(head.utf8) + content + Array("\r\n--\(boundary)--\r\n".utf8))
    }

    // MARK: Answers

    @Test(arguments: [200, 400, 401, 404, 429, 500, 503])
    func everyStatusIsAnAnswer(_ status: Int) async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer(status, [], "body")] }
        for streams in [false, true] {
            let answer = try await makeUpstream(fake).send(makeCall(streams: streams))
            #expect(answer.status == status)
            if status != 200, case .stream = answer.body { Issue.record("an error is handed out as a stream") }
            #expect(try await textOf(answer) == "body")
        }
    }

    @Test func aRedirectIsNotFollowed() async throws {
        let other = try await FakeProvider.start { _, _ in [.answer()] }
        let fake = try await FakeProvider.start { _, _ in [.answer(307, ["Location: \(other.baseURL)/x"])] }
        var call = makeCall()
        call.headers["Authorization"] = "Bearer k"
        let answer = try await makeUpstream(fake).send(call)
        #expect(answer.status == 307)
        #expect(APIError(answer, now: 0).kind == .malformedAnswer)
        #expect(other.requests.isEmpty)
    }

    @Test func slowPiecesMakeAWhole() async throws {
        let fake = try await FakeProvider.start { _, _ in
            [
                .send("HTTP/1.1 200 OK\r\nContent-Le"), .wait(.milliseconds(30)), .send("ngth: 10\r\n\r\n01234"),
                .wait(.milliseconds(30)), .send("56789"),
            ]
        }
        let answer = try await makeUpstream(fake).send(makeCall())
        #expect(try await textOf(answer) == "0123456789")
    }

    @Test func connectionsAreKept() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        let upstream = try makeUpstream(fake)
        for _ in 0..<40 { _ = try await upstream.send(makeCall()) }
        // An answer may be there a moment before its connection is back in the pool.
        #expect(fake.connections < 10)
    }

    @Test func manyCallsAtOnce() async throws {
        let fake = try await FakeProvider.start { request, _ in
            [.wait(.milliseconds(500)), .answer(200, [], request.text)]
        }
        let upstream = try makeUpstream(fake)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let answer = try await upstream.send(makeCall(chat, "{\"n\":\(number)}"))
                    return try await textOf(answer) == "{\"n\":\(number)}"
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
        // None of them may wait for another.
        #expect(fake.connections > 50)
    }

    // MARK: Streams

    @Test func aStreamIsReadAsItComes() async throws {
        let fake = try await FakeProvider.start { _, _ in
            [
                .streamHead, .chunk(": hi\n\nda"), .wait(.milliseconds(20)), .chunk("ta: {\"choices\":[{\"index\":0,"),
                .wait(.milliseconds(20)), .chunk("\"delta\":{\"content\":\"Hel\u{00E9}\"}}]}\n\n"),
                .wait(.milliseconds(20)),
                .chunk(
                    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"),
                .lastChunk,
            ]
        }
        let upstream = try makeUpstream(fake)
        for _ in 0..<3 {
            let deltas = Deltas()
            let whole = try await gather(
                try await upstream.send(makeCall(streams: true)), with: ChatStreamGatherer.self
            ) {
                deltas.add($0)
            }
            #expect(deltas.all == [.text("Helé")])
            #expect(try await textOf(whole).contains(#""content":"Helé""#))
        }
        #expect(fake.requests.first?.header("accept") == "text/event-stream")
        #expect(fake.connections == 1)
    }

    private final class Deltas: Sendable {
        private let list = Mutex<[StreamDelta]>([])
        func add(_ delta: StreamDelta) { list.withLock { $0.append(delta) } }
        var all: [StreamDelta] { list.withLock { $0 } }
    }

    @Test(arguments: [[FakeProvider.Step.close], [.reset], [.hang]])
    func aStreamThatBreaksOffKeepsItsText(_ end: [FakeProvider.Step]) async throws {
        let fake = try await FakeProvider.start { _, _ in
            [
                .streamHead, .chunk("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"so far\"}}]}\n\n"),
                .wait(.milliseconds(50)),
            ]
                + end
        }
        var idle = Duration.seconds(30)
        if case .hang = end[0] { idle = .milliseconds(300) }
        let upstream = try makeUpstream(fake, timeouts: Timeouts(idle: idle))
        let failure = await failureOf {
            _ = try await gather(try await upstream.send(makeCall(streams: true)), with: ChatStreamGatherer.self) { _ in
            }
        }
        #expect(failure?.partialText == "so far")
        #expect(failure?.mayHaveBeenSent == true)
        if case .hang = end[0] { #expect(failure?.kind == .timeout) } else { #expect(failure?.kind == .reset) }
    }

    @Test func aReaderThatWaitsHoldsTheProviderBack() async throws {
        let piece = String(repeating: "x", count: 1 << 16)
        let fake = try await FakeProvider.start { _, _ in
            [.streamHead] + (0..<512).map { _ in .chunk(piece) } + [.lastChunk]
        }
        let answer = try await makeUpstream(fake, timeouts: Timeouts(idle: .seconds(2))).send(makeCall(streams: true))
        guard case .stream(let chunks) = answer.body else {
            throw UpstreamFailure(.malformed, mayHaveBeenSent: false, "")
        }
        var total = 0
        var largest = 0
        for try await chunk in chunks {
            // Longer than the silence allowed: a pause of ours must not count against the provider.
            if total == 0 { try await Task.sleep(for: .milliseconds(2_500)) }
            total += chunk.count
            largest = max(largest, chunk.count)
        }
        #expect(total == 512 << 16)
        #expect(largest < 1 << 20)
    }

    @Test func lettingGoOfAStreamClosesItsConnection() async throws {
        let fake = try await FakeProvider.start { _, _ in [.streamHead, .chunk("data: x\n\n"), .hang] }
        let upstream = try makeUpstream(fake)
        do {
            let answer = try await upstream.send(makeCall(streams: true))
            guard case .stream(let chunks) = answer.body else { return }
            for try await _ in chunks { break }
        }
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    // MARK: Settings

    @Test(arguments: [
        "", "openai.com", "ftp://x", "http://", "http://user:pass@x/v1", "http://x/v1?a=b", "http://x/v1#f",
        "http://x:99999/",
        "http://[::1/", "http://a b/",
    ])
    func badBaseURLsAreSeenAtOnce(_ url: String) {
        #expect(throws: HTTPUpstream.Misconfigured.self) {
            try HTTPUpstream(Provider(name: "x", baseURL: url), version: "1")
        }
    }

    @Test func aBadAuthorityFileIsSeenAtOnce() {
        #expect(throws: HTTPUpstream.Misconfigured.self) {
            try HTTPUpstream(Provider(name: "x", baseURL: "https://x", authorityFile: "/nonexistent.pem"), version: "1")
        }
    }
}
