import Gateway
import NIOCore
import NIOSSL
import TestSupport
import Testing

@testable import Upstreams

/// Ways through a proxy.
@Suite(.timeLimit(.minutes(1))) struct ProxyTests {
    private func upstream(_ url: String, by proxy: String) throws -> HTTPUpstream {
        try HTTPUpstream(
            Provider(name: "x", baseURL: url, timeouts: Timeouts(connect: .seconds(5))), version: "1",
            proxies: try ProxySettings(environment: ["ALL_PROXY": proxy]))
    }

    @Test func anHTTPCallGoesToTheProxyWhole() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        let upstream = try upstream("http://api.test:81/v1", by: "http://user:pass@127.0.0.1:\(fake.port)")
        for _ in 0..<2 { _ = try await upstream.send(makeCall()) }
        let request = try #require(fake.requests.first)
        #expect(request.target == "http://api.test:81/v1/chat/completions")
        #expect(request.header("host") == "api.test:81")
        #expect(request.header("proxy-authorization") == "Basic dXNlcjpwYXNz")
        #expect(fake.connections == 1)
    }

    @Test func aSOCKSProxyLooksTheNameUp() async throws {
        let fake = try await FakeProvider.start(
            prepare: {
                try $0.pipeline.syncOperations.addHandler(
                    FakeProxy([
                        ([5, 1, 0], [5, 0]),
                        ([5, 1, 0, 3, 8] + Array("api.test".utf8) + [0, 80], [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
                    ]))
            },
            { _, _ in [.answer(200, [], "through")] })
        let upstream = try upstream("http://api.test/v1", by: "socks5://127.0.0.1:\(fake.port)")
        #expect(try await textOf(try await upstream.send(makeCall())) == "through")
        #expect(fake.requests.first?.target == "/v1/chat/completions")
        #expect(fake.requests.first?.header("host") == "api.test")
    }

    @Test(
        arguments: [
            ([5, 0xFF], "asks for a user name"), ([5, 0, 5, 5, 0, 1, 0, 0, 0, 0, 0, 0], "did not open a way"),
            ([4, 0], "asks for a user name"), ([5, 0, 5, 0, 0, 9, 0], "did not open a way"),
        ] as [([UInt8], String)])
    func aSOCKSProxyThatRefuses(_ answer: [UInt8], _ reason: String) async throws {
        let fake = try await FakeProvider.start(
            prepare: { try $0.pipeline.syncOperations.addHandler(FakeProxy([([5, 1, 0], answer)])) }, { _, _ in [] })
        let upstream = try upstream("http://api.test/v1", by: "socks5://127.0.0.1:\(fake.port)")
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == .connect && failure?.mayHaveBeenSent == false)
        #expect(failure?.message.contains(reason) == true, "\(failure?.message ?? "")")
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    @Test(arguments: [[FakeProvider.Step.close], [.hang], [.send("HTTP/1.1 200 OK\r\nA: b\r\n"), .close]])
    func aProxyThatGoesAwayOrSaysNothing(_ steps: [FakeProvider.Step]) async throws {
        let fake = try await FakeProvider.start { _, _ in steps }
        let upstream = try HTTPUpstream(
            Provider(name: "x", baseURL: "https://api.test/v1", timeouts: Timeouts(connect: .seconds(2))),
            version: "1", proxies: try ProxySettings(environment: ["ALL_PROXY": "http://127.0.0.1:\(fake.port)"]))
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == .connect && failure?.mayHaveBeenSent == false)
        #expect(failure?.message.contains("did not open a way") == true, "\(failure?.message ?? "")")
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    /// The certificate is for another name than the one asked for, which only the server behind the proxy can show.
    @Test func theServersCertificateIsCheckedThroughTheTunnel() async throws {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(TLSTests.Fixture.certificate.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(TLSTests.Fixture.key.utf8), format: .pem)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
        let asked = Array("CONNECT api.test:443 HTTP/1.1\r\nHost: api.test:443\r\n\r\n".utf8)
        let fake = try await FakeProvider.start(
            prepare: {
                try $0.pipeline.syncOperations.addHandlers(
                    FakeProxy([(asked, Array("HTTP/1.1 200 Established\r\n\r\n".utf8))]),
                    NIOSSLServerHandler(context: context))
            },
            { _, _ in [.answer()] })
        let upstream = try upstream("https://api.test/v1", by: "http://127.0.0.1:\(fake.port)")
        let failure = await failureOf { _ = try await upstream.send(makeCall()) }
        #expect(failure?.kind == .tls && failure?.mayHaveBeenSent == false, "\(failure?.message ?? "")")
        #expect(failure?.message.contains("not trusted") == true, "\(failure?.message ?? "")")
        #expect(fake.requests.isEmpty)
    }
}

/// Answers what a client is expected to say, and then lets everything through.
private final class FakeProxy: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var talk: ArraySlice<(asked: [UInt8], answer: [UInt8])>
    private var unread = ByteBuffer()

    init(_ talk: [(asked: [UInt8], answer: [UInt8])]) { self.talk = talk[...] }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unread.writeImmutableBuffer(unwrapInboundIn(data))
        while let step = talk.first {
            guard unread.readableBytes >= step.asked.count else { return }
            guard unread.readBytes(length: step.asked.count) == step.asked else {
                return context.close(promise: nil)
            }
            talk.removeFirst()
            // One byte at a time: an answer may come cut anywhere.
            for byte in step.answer {
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [byte])), promise: nil)
            }
        }
        let rest = unread
        unread.clear()
        if rest.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(rest)) }
    }
}
