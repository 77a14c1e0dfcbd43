import JSON
import Logging
import MCP
import Synchronization
import Testing

@testable import HTTPTransport

@Suite struct AccessTests {
    private static let who = Message.call("who")
    private static let tokens = "alice \(PolicyTests.digest)"
    private static let bearer = ("authorization", "Bearer open sesame")

    // MARK: Origin and Host

    @Test func foreignPagesAndHostsAreRefused() async throws {
        try await Harness.run({ $0.allowedOrigins = ["https://app.example"] }) { server in
            for headers in [
                [("origin", "http://evil.example")], [("host", "evil.example")],
                [("host", "evil.example"), ("origin", "http://evil.example")], [("origin", "null")],
            ] {
                let answer = try await server.post(Message.list, headers)
                #expect(answer.status == 403)
                #expect(answer.headers["access-control-allow-origin"].isEmpty)
            }
            #expect(try await server.send(.OPTIONS, "/mcp", [("origin", "http://evil.example")]).status == 403)
            let origin = "http://localhost:\(server.port)"
            let headers = [("host", "localhost:\(server.port)"), ("origin", origin)]
            let answer = try await server.post(Message.list, headers)
            #expect(answer.status == 200)
            #expect(answer.headers.first(name: "access-control-allow-origin") == origin)
            #expect(answer.headers.first(name: "vary") == "Origin")
        }
    }

    @Test func pagesCanReadEveryAnswer() async throws {
        try await Harness.run({ $0.allowedOrigins = ["https://app.example"] }) { server in
            let origin = ("origin", "https://app.example")
            let answers = [
                try await server.post("{", [origin]), try await server.post(Message.list, [origin], to: "/none"),
                try await server.send(.GET, "/mcp", [origin]),
                try await server.post(Message.call("progress", token: "t"), [origin] + Message.both),
            ]
            for answer in answers {
                #expect(answer.headers.first(name: "access-control-allow-origin") == "https://app.example")
                #expect(answer.headers.first(name: "access-control-expose-headers")?.contains("Mcp-Session-Id") == true)
            }
            #expect(answers.map(\.status) == [400, 404, 405, 200])
            let preflight = try await server.send(
                .OPTIONS, "/mcp",
                [
                    origin, ("access-control-request-method", "POST"),
                    ("access-control-request-headers", "content-type, mcp-param-region, x-evil"),
                ])
            #expect(preflight.status == 204)
            #expect(preflight.headers.first(name: "access-control-allow-methods") == "GET, POST, DELETE, OPTIONS")
            let allowed = try #require(preflight.headers.first(name: "access-control-allow-headers"))
            for name in [
                "content-type", "authorization", "x-api-key", "mcp-session-id", "last-event-id", "mcp-param-region",
            ] {
                #expect(allowed.contains(name))
            }
            #expect(!allowed.contains("x-evil"))
        }
    }

    @Test func theListenersOwnAddressIsAHost() async throws {
        try await Harness.run({
            $0.host = "0.0.0.0"
            $0.allowedHosts = ["a.example"]
        }) { server in
            for (headers, status) in [
                ([], 200), ([("host", "a.example")], 200), ([("host", "evil.example")], 403),
            ] {
                let answer = try await server.post(Message.list, headers)
                #expect(answer.status == status)
            }
        }
    }

    @Test func aTargetMaySayWhomItIsMeantFor() async throws {
        try await Harness.run { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.send("GET", "http://localhost/health?x=1")
            #expect(try await socket.waits(for: #"{"status":"ok"}"#))
            try await socket.send("POST", "http://evil.example/mcp", body: Message.list)
            #expect(try await socket.waits(for: "403 Forbidden"))
            try await socket.send("POST", "http://127.0.0.1:\(server.port)/mcp", body: Message.list)
            #expect(try await socket.waits(for: #""tools":["#))
        }
    }

    @Test func aRequestHasOneHost() async throws {
        try await Harness.run { server in
            for host in ["localhost", "evil.example"] {
                let socket = try await RawConnection.open(server.port)
                try await socket.post(Message.list, [("host", host)])
                #expect(try await socket.waits(for: "400 Bad Request"))
                try await socket.close()
            }
        }
    }

    @Test(arguments: [
        ("Host: evil.example", "403"), ("Host: localhost\r\nOrigin: http://evil.example", "403"),
        ("Host: localhost", "401"), ("Host: localhost\r\nAuthorization: Bearer open sesame", "413"),
    ])
    func aBodyIsAskedForOnlyWhereItIsRead(headers: String, status: String) async throws {
        let tokens = try CallerTokens(parsing: Self.tokens)
        try await Harness.run({
            $0.callers = KnownCallers(tokens: tokens)
            $0.bodyLimit = 10
        }) { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.write(
                "POST /mcp HTTP/1.1\r\n\(headers)\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await socket.waits(for: "HTTP/1.1 \(status)"))
            #expect(!socket.text.contains("100 Continue"))
            #expect(socket.text.lowercased().contains("connection: close"))
            try await socket.close()
        }
    }

    // MARK: Keys

    @Test func aProviderKeyComesFromThreePlaces() async throws {
        try await Harness.run { server in
            #expect(try await server.post(Self.who).text == "anonymous none false")
            let bearer = try await server.post(Self.who, [("authorization", "bearer sk-1")])
            let name = try #require(bearer.text?.split(separator: " ").first)
            #expect(name.hasPrefix("key-"))
            #expect(bearer.text == "\(name) sk-1 false")
            #expect(try await server.post(Self.who, [("x-api-key", "sk-1")]).text == bearer.text)
            #expect(try await server.post(Self.who, to: "/alpha/mcp/sk-1").text == bearer.text)
            #expect(try await server.post(Self.who, [("x-api-key", "sk-1")], to: "/mcp/sk-1").text == bearer.text)
            let conflict = try await server.post(Self.who, [("x-api-key", "sk-2")], to: "/mcp/sk-1")
            #expect(conflict.status == 400)
            #expect(!conflict.body.contains("sk-"))
        }
    }

    @Test func callerTokensAuthenticate() async throws {
        let tokens = try CallerTokens(parsing: Self.tokens)
        try await Harness.run({ $0.callers = KnownCallers(tokens: tokens) }) { server in
            for (headers, path) in [
                ([], "/mcp"), ([("x-api-key", "sk-1")], "/mcp"), ([], "/mcp/sk-1"),
                ([("authorization", "Basic b3Blbg==")], "/mcp"), ([("authorization", "Bearer wrong")], "/mcp"),
            ] {
                let answer = try await server.post(Self.who, headers, to: path)
                #expect(answer.status == 401)
                #expect(answer.headers.first(name: "www-authenticate")?.hasPrefix("Bearer realm=") == true)
                #expect(answer.code == -32600)
            }
            #expect(try await server.post(Self.who, [Self.bearer]).text == "alice none true")
            #expect(try await server.post(Self.who, [Self.bearer, ("x-api-key", "sk-1")]).text == "alice sk-1 true")
            #expect(try await server.post(Self.who, [Self.bearer], to: "/mcp/sk-1").text == "alice sk-1 true")
            #expect(try await server.send(.GET, "/health").status == 200)
        }
    }

    @Test(arguments: [
        ("127.0.0.1", PathKeys.on, 200), ("127.0.0.1", .off, 404), ("0.0.0.0", .on, 403), ("0.0.0.0", .insecure, 200),
        ("0.0.0.0", .off, 404),
    ])
    func pathKeysHaveTheirRule(host: String, mode: PathKeys, status: Int) async throws {
        try await Harness.run({
            $0.host = host
            $0.pathKeys = mode
        }) { server in
            let answer = try await server.post(Self.who, to: "/mcp/sk-secret")
            #expect(answer.status == status)
            if status != 200 { #expect(!answer.body.contains("secret")) }
        }
    }

    // MARK: Redaction

    @Test func aKeyIsNeverLogged() async throws {
        let log = LogBook()
        var logger = Logger(label: "test", factory: { _ in log })
        logger.logLevel = .trace
        try await Harness.run({ $0.sessionSecret = "a secret of the operator" }, logger: logger) { server in
            _ = try await server.post(Self.who, to: "/mcp/sk-secret")
            _ = try await server.post("{", [("authorization", "Bearer sk-secret")], to: "/alpha/mcp/sk-secret")
            _ = try await server.post(Self.who, to: "/nobody/mcp/sk-secret")
            let socket = try await RawConnection.open(server.port)
            try await socket.write("POST /mcp/sk-secret HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{")
            try await socket.close()
            let broken = try await RawConnection.open(server.port)
            try await broken.write("POST /mcp/sk-secret SPDY/1\r\nHost: a b\r\n\u{0}\r\n\r\n")
            #expect(try await broken.waitsForEnd())
        }
        #expect(log.text.contains("refused"))
        #expect(!log.text.contains("secret"))
    }
}

/// Keeps everything that is logged.
struct LogBook: LogHandler {
    private final class Lines: Sendable {
        let text = Mutex("")
    }

    private let lines = Lines()
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    var text: String { lines.text.withLock { $0 } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.text.withLock { $0 += "\(event.level) \(event.message) \(event.metadata ?? [:]) \(metadata)\n" }
    }
}
