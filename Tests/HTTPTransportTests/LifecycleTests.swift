import AsyncHTTPClient
import JSON
import Logging
import MCP
import NIOSSL
import ServiceLifecycle
import Synchronization
import Testing

@testable import HTTPTransport

@Suite struct LifecycleTests {
    // MARK: Health

    @Test func healthAndReadiness() async throws {
        let isReady = Mutex(true)
        try await Harness.run(isReady: { isReady.withLock { $0 } }) { server in
            let health = try await server.send(.GET, "/health", [("host", "10.0.0.7")])
            #expect(health.status == 200)
            #expect(health.body == #"{"status":"ok"}"#)
            #expect(try await server.send(.HEAD, "/health").status == 200)
            #expect(try await server.send(.POST, "/health").status == 405)
            #expect(try await server.send(.GET, "/ready").status == 200)
            isReady.withLock { $0 = false }
            let ready = try await server.send(.GET, "/ready")
            #expect(ready.status == 503)
            #expect(ready.body == #"{"status":"not ready"}"#)
        }
    }

    @Test func answersAreDated() async throws {
        #expect(DateHeader().text(at: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        try await Harness.run { server in
            let answer = try await server.post(Message.list)
            #expect(answer.headers.first(name: "date")?.hasSuffix(" GMT") == true)
        }
    }

    @Test func readinessEndsWithDraining() async {
        let health = Health(isReady: { true })
        health.drain()
        guard case .whole(let status, _, _) = await health.ready() else {
            Issue.record("no answer")
            return
        }
        #expect(status == .serviceUnavailable)
    }

    // MARK: Draining

    @Test func whatIsInFlightFinishes() async throws {
        try await Harness.run { server in
            async let answer = server.post(Message.call("sleep", #"{"ms":800}"#), Message.both)
            #expect(try await server.witness.waits(for: "sleeping"))
            await server.group.triggerGracefulShutdown()
            var isRefused = false
            for _ in 0..<60 where !isRefused {
                try await Task.sleep(for: .milliseconds(10))
                isRefused = (try? await RawConnection.open(server.port)) == nil
            }
            #expect(isRefused)
            #expect(try await answer.text == "slept")
            #expect(try await answer.headers.first(name: "connection") == nil)
        }
    }

    @Test func drainingTellsWhoAsksOnAnOpenConnection() async throws {
        try await Harness.run { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.post(Message.call("sleep", #"{"ms":3000}"#), [])
            #expect(try await server.witness.waits(for: "sleeping"))
            await server.group.triggerGracefulShutdown()
            try await Task.sleep(for: .milliseconds(50))
            try await socket.write("GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try await socket.waits(for: "draining"))
            #expect(socket.text.contains("slept"))
            #expect(socket.text.contains("503 Service Unavailable"))
        }
    }

    @Test func whatTakesTooLongEndsWithAnError() async throws {
        try await Harness.run({ $0.drainTime = .milliseconds(80) }) { server in
            async let answer = server.post(Message.call("sleep", #"{"ms":20000}"#), Message.both)
            #expect(try await server.witness.waits(for: "sleeping"))
            let halfSent = try await RawConnection.open(server.port)
            try await halfSent.write("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
            try await Task.sleep(for: .milliseconds(30))
            await server.group.triggerGracefulShutdown()
            #expect(try await answer.code == -32603)
            #expect(try await server.witness.waits(for: "cancelled"))
            #expect(try await halfSent.waitsForEnd())
        }
    }

    @Test func anAddressInUseIsAClearError() async throws {
        try await Harness.run { server in
            await #expect {
                try await Harness.run({ $0.port = server.port }) { _ in }
            } throws: {
                "\($0)" == "cannot listen on 127.0.0.1:\(server.port): Address already in use"
            }
        }
    }

    // MARK: Clients that stall

    @Test func aRequestThatDoesNotArriveIsEnded() async throws {
        try await Harness.run({
            // Long enough for a busy machine to get the half request out.
            $0.requestTimeout = .seconds(2)
            $0.idleTimeout = .seconds(3)
        }) { server in
            let slow = try await RawConnection.open(server.port)
            try await slow.write("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
            let headless = try await RawConnection.open(server.port)
            try await headless.write("POST /mcp HT")
            let silent = try await RawConnection.open(server.port)
            #expect(try await slow.waits(for: "408 Request Timeout"))
            #expect(try await slow.waitsForEnd())
            #expect(try await headless.waitsForEnd())
            #expect(try await silent.waitsForEnd())
            #expect(try await server.post(Message.call("sleep", #"{"ms":2200}"#)).text == "slept")
        }
    }

    @Test func aClientThatStopsReadingIsLeft() async throws {
        try await Harness.run({ $0.requestTimeout = .seconds(2) }) { server in
            let response = try await server.open(
                .POST, "/mcp", Message.both + [("content-type", "application/json")],
                body: Message.call("flood", #"{"steps":5000}"#, token: "f"))
            #expect(try await server.witness.waits(for: "flood cancelled", seconds: 10))
            await #expect(throws: (any Error).self) { try await response.body.collect(upTo: 1 << 30) }
        }
    }

    @Test func requestsOnOneConnectionAreAnsweredInTurn() async throws {
        try await Harness.run { server in
            let socket = try await RawConnection.open(server.port)
            for index in 1...3 { try await socket.post(Message.call("echo", #"{"text":"answer \#(index)"}"#), []) }
            #expect(try await socket.waits(for: "answer 3"))
            let order = [1, 2, 3].compactMap { socket.text.firstRange(of: "answer \($0)")?.lowerBound }
            #expect(order.count == 3 && order == order.sorted())
            try await socket.write(
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await socket.waits(for: "100 Continue"))
            try await socket.write("malformed")
            #expect(try await socket.waits(for: "-32700"))
        }
    }

    @Test func aRequestBehindAnotherMayStillBeOnItsWay() async throws {
        try await Harness.run { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.post(Message.call("sleep", #"{"ms":300}"#), [])
            let body = Message.call("echo", #"{"text":"the second"}"#)
            try await socket.write(
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body.prefix(10))")
            #expect(try await socket.waits(for: "slept"))
            try await socket.write(String(body.dropFirst(10)))
            #expect(try await socket.waits(for: "the second"))
        }
    }

    @Test func whoeverReadsNoAnswersIsAskedForNoMoreRequests() async throws {
        let plain = PlainRoute("GET", "/large") { _ in
            PlainResponse(status: 200, body: .bytes([UInt8](repeating: 0x78, count: 1 << 20)))
        }
        let asked = Mutex(0)
        let counted = PlainRoute("GET", "/counted") { request in
            asked.withLock { $0 += 1 }
            return try await plain.handler(request)
        }
        try await Harness.run(routes: [counted]) { server in
            let deaf = try await RawConnection.open(server.port, reads: false)
            for _ in 0..<200 { try await deaf.send("GET", "/counted") }
            try await Task.sleep(for: .milliseconds(500))
            // A megabyte each: what the system's buffers take, and no more.
            #expect(asked.withLock { $0 } < 20)
            try await deaf.startReading()
            #expect(try await Self.eventually { asked.withLock { $0 } == 200 })
        }
    }

    @Test func aLargeAnswerArrivesWholeAlsoWhereNothingMoreIsSent() async throws {
        let route = PlainRoute("GET", "/large") { _ in
            PlainResponse(status: 200, body: .bytes([UInt8](repeating: 0x78, count: 3 << 20)))
        }
        try await Harness.run(routes: [route]) { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.write("GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(try await socket.waitsForEnd())
            #expect(socket.text.hasSuffix(String(repeating: "x", count: 3 << 20)))
        }
    }

    @Test(arguments: ["Connection: Upgrade\r\nUpgrade: h2c\r\n", "Connection: close\r\n"])
    func behindARequestForAnotherProtocolTheConnectionEnds(fields: String) async throws {
        try await Harness.run { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
            #expect(try await socket.waits(for: "Connection: close"))
            #expect(try await socket.waitsForEnd())
        }
    }

    @Test func aRequestSaysWhomItIsMeantFor() async throws {
        try await Harness.run { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.write("POST /mcp HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}")
            #expect(try await socket.waits(for: "400 Bad Request"))
        }
    }

    private static func eventually(_ condition: () -> Bool) async throws -> Bool {
        for _ in 0..<1000 {
            if condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    // MARK: TLS

    @Test func servesOverTLS() async throws {
        let files = try Certificates()
        var trust = TLSConfiguration.makeClientConfiguration()
        trust.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(Certificates.certificate.utf8)))
        try await HTTPClient.withHTTPClient(configuration: .init(tlsConfiguration: trust)) { client in
            try await Harness.run(
                {
                    $0.tls = files.pair
                    $0.drainTime = .milliseconds(50)
                }, trust: client
            ) { server in
                let answer = try await server.post(Message.list, to: "/mcp/sk-1")
                #expect(answer.status == 200)
            }
        }
    }

    @Test func badCertificatesAreClearErrors() throws {
        let files = try Certificates()
        for (certificate, key, words) in [
            ("/nowhere.pem", files.pair.key, "no certificate chain"),
            (files.pair.key, files.pair.key, "no certificate chain"),
            (files.pair.certificate, "/nowhere.pem", "no private key"),
            (files.pair.certificate, files.pair.certificate, "no private key"),
            (files.pair.certificate, files.otherKey, "does not serve"),
        ] {
            #expect {
                try TLSFiles(certificate: certificate, key: key).context()
            } throws: {
                "\($0)".contains(words)
            }
        }
    }
}
