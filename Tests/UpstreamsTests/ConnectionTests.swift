import Gateway
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import Upstreams

/// When a connection is used again, and when not.
@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
    /// Sends calls one after the other; the connection that each came on.
    private func connections(_ calls: Int = 3, _ script: @escaping FakeProvider.Script) async throws -> [Int] {
        let fake = try await FakeProvider.start(script)
        let upstream = try makeUpstream(fake)
        for _ in 0..<calls { #expect(try await textOf(try await upstream.send(makeCall())) == "x") }
        return fake.requests.map { $0.connection }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", "HTTP/1.1 200 OK\nContent-Length: 1\n\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
    ])
    func oneServesAll(_ answer: String) async throws {
        #expect(try await connections { _, _ in [.send(answer)] } == [0, 0, 0])
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n1\r\nx\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx and more",
    ])
    func eachNeedsItsOwn(_ answer: String) async throws {
        #expect(try await connections { _, _ in [.send(answer)] } == [0, 1, 2])
    }

    @Test func aBodyMayEndWithItsConnection() async throws {
        #expect(
            try await connections { _, _ in
                [.send("HTTP/1.1 200 OK\r\n\r\n"), .wait(.milliseconds(10)), .send("x"), .close]
            } == [0, 1, 2])
    }

    @Test func anAnswerWithoutContentHasNoBody() async throws {
        let fake = try await FakeProvider.start { _, _ in
            [.send("HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n")]
        }
        let upstream = try makeUpstream(fake)
        for _ in 0..<2 { #expect(try await textOf(try await upstream.send(makeCall())).isEmpty) }
        #expect(fake.connections == 1)
    }

    @Test(arguments: [
        [FakeProvider.Step.close], [.reset], [.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n")],
    ])
    func aConnectionThatEndsWhileIdleIsLeftAlone(_ end: [FakeProvider.Step]) async throws {
        let fake = try await FakeProvider.start { _, _ in
            [.answer(200, [], "x"), .wait(.milliseconds(20))] + end
        }
        let upstream = try makeUpstream(fake)
        for _ in 0..<3 {
            #expect(try await textOf(try await upstream.send(makeCall())) == "x")
            await fake.waitUntilOpenConnections(atMost: 0)
        }
        #expect(fake.requests.map { $0.connection } == [0, 1, 2])
    }

    @Test func theRestOfAnAbandonedStreamMayStillCome() async throws {
        let fake = try await FakeProvider.start { _, _ in
            [.streamHead, .chunk("data: x\n\n"), .wait(.milliseconds(10)), .chunk("rest"), .lastChunk]
        }
        let upstream = try makeUpstream(fake)
        for _ in 0..<3 {
            let answer = try await upstream.send(makeCall(streams: true))
            if case .stream(let chunks) = answer.body { for try await _ in chunks { break } }
            try await Task.sleep(for: .milliseconds(60))
        }
        #expect(fake.requests.count == 3)
        #expect(fake.connections < 3)
    }

    @Test func whoIsOnAnEventLoopStaysThere() async throws {
        let fake = try await FakeProvider.start { _, _ in [.wait(.milliseconds(5)), .answer(200, [], "x")] }
        let upstream = try makeUpstream(fake)
        for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() {
            try await withTaskExecutorPreference(LoopExecutor(loop)) {
                for _ in 0..<3 {
                    #expect(try await textOf(try await upstream.send(makeCall())) == "x")
                    let answer = try await upstream.send(makeCall(streams: true))
                    #expect(try await textOf(answer) == "x")
                }
            }
        }
        #expect(
            fake.connections <= MultiThreadedEventLoopGroup.singleton.makeIterator().reduce(0) { count, _ in count + 1 }
        )
    }

    @Test func shuttingDownEndsWhatIsInFlight() async throws {
        let fake = try await FakeProvider.start { request, _ in request.target == "/v1/models" ? [.answer()] : [.hang] }
        let upstream = try makeUpstream(fake)
        _ = try await upstream.send(makeCall(models))
        let call = Task { try await upstream.send(makeCall()) }
        while fake.requests.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        await upstream.shutdown()
        await #expect(throws: UpstreamFailure.self) { try await call.value }
        await fake.waitUntilOpenConnections(atMost: 0)
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == .connect && failure?.mayHaveBeenSent == false)
        #expect(failure?.message.contains("shutting down") == true)
        await upstream.shutdown()
    }

    @Test func lettingGoOfAnUpstreamClosesItsConnections() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        do {
            let upstream = try makeUpstream(fake)
            _ = try await upstream.send(makeCall())
        }
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    @Test func aServerThatDoesNotShakeHands() async throws {
        let fake = try await FakeProvider.start(
            prepare: { try $0.pipeline.syncOperations.addHandler(Silence()) }, { _, _ in [] })
        let upstream = try HTTPUpstream(
            Provider(
                name: "x", baseURL: "https://127.0.0.1:\(fake.port)", timeouts: Timeouts(connect: .seconds(2))),
            version: "1")
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == .tls && failure?.mayHaveBeenSent == false, "\(failure?.message ?? "")")
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    /// Swallows what comes.
    private final class Silence: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
    }

    private final class LoopExecutor: TaskExecutor {
        private let loop: any EventLoop
        init(_ loop: any EventLoop) { self.loop = loop }

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }
}
