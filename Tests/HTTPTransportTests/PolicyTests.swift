import JSON
import MCP
import Testing

@testable import HTTPTransport

@Suite struct PolicyTests {
    @Test(
        arguments: [
            (nil, .json), ("", .json), ("*/*", .json), ("application/json", .json), ("application/*", .json),
            ("application/json, text/event-stream", .either), ("TEXT/EVENT-STREAM;q=0.9 , */*;q=0.1", .rather),
            ("text/event-stream, application/json", .rather),
            ("text/event-stream", .eventStream), ("text/*", .eventStream), ("text/html", nil),
            ("application/json;q=0", nil), ("application/json;q=0.0, text/event-stream", .eventStream),
        ] as [(String?, AcceptedFormat?)])
    func accept(header: String?, format: AcceptedFormat?) {
        #expect(AcceptedFormat(accept: header) == format)
    }

    @Test(
        arguments: [
            ("127.0.0.1", nil, "localhost:8080", true), ("127.0.0.1", nil, "127.9.9.9", true),
            ("localhost", nil, "[::1]:1", true), ("::1", nil, "a.localhost", true),
            ("127.0.0.1", nil, "evil.example", false),
            ("127.0.0.1", nil, "127.0.0.1.evil.example", false), ("127.0.0.1", nil, "localhost@evil", false),
            ("127.0.0.1", nil, nil, false), ("127.0.0.1", "Mcp.Example", "mcp.example:81", true),
            ("0.0.0.0", nil, "anything", true), ("0.0.0.0", nil, nil, true),
            ("0.0.0.0", "a.example:443", "a.example", false),
            ("0.0.0.0", "a.example:443", "a.example:443", true), ("0.0.0.0", "a.example", "localhost", false),
        ] as [(String, String?, String?, Bool)])
    func host(listening: String, allowed: String?, asked: String?, isAllowed: Bool) throws {
        var configuration = HTTPConfiguration()
        configuration.host = listening
        configuration.allowedHosts = allowed.map { [$0] } ?? []
        #expect(try OriginPolicy(configuration).allows(host: asked, at: nil) == isAllowed)
    }

    @Test(
        arguments: [
            ("10.0.0.7", "10.0.0.7:8080", true), ("10.0.0.7", "10.0.0.7", true), ("10.0.0.7", "10.0.0.8", false),
            ("10.0.0.7", "evil.example", false), ("::ffff:10.0.0.7", "10.0.0.7:1", true),
            ("fe80::1", "[FE80::1]:8080", true), ("fe80::1", "[fe80::2]", false), (nil, "10.0.0.7", false),
        ] as [(String?, String, Bool)])
    func ownAddress(address: String?, asked: String, isAllowed: Bool) throws {
        var configuration = HTTPConfiguration()
        configuration.host = "0.0.0.0"
        configuration.allowedHosts = ["a.example"]
        #expect(try OriginPolicy(configuration).allows(host: asked, at: address) == isAllowed)
    }

    @Test(
        arguments: [
            ("127.0.0.1", nil, "http://localhost:6274", true), ("127.0.0.1", nil, "https://[::1]", true),
            ("127.0.0.1", nil, "null", false), ("127.0.0.1", nil, "http://evil.example", false),
            ("127.0.0.1", nil, "http://localhost.evil.example", false), ("127.0.0.1", nil, "file://localhost", false),
            ("0.0.0.0", nil, "http://localhost", false),
            ("0.0.0.0", "https://App.example", "https://app.example", true),
            ("0.0.0.0", "https://app.example", "http://app.example", false), ("0.0.0.0", "*", "null", true),
        ] as [(String, String?, String, Bool)])
    func origin(listening: String, allowed: String?, origin: String, isAllowed: Bool) throws {
        var configuration = HTTPConfiguration()
        configuration.host = listening
        configuration.allowedOrigins = allowed.map { [$0] } ?? []
        #expect(try OriginPolicy(configuration).allows(origin: origin) == isAllowed)
    }

    @Test func configurationIsValidated() throws {
        var configuration = HTTPConfiguration()
        try configuration.validate(hasServerKey: true)
        configuration.host = "0.0.0.0"
        try configuration.validate(hasServerKey: false)
        let open = configuration
        #expect(throws: HTTPConfigurationError.self) { try open.validate(hasServerKey: true) }
        configuration.callers.tokens = try CallerTokens(parsing: "a \(String(repeating: "0", count: 64))")
        try configuration.validate(hasServerKey: true)
        configuration.requestTimeout = .zero
        let hasty = configuration
        #expect(throws: HTTPConfigurationError.self) { try hasty.validate(hasServerKey: true) }
    }

    // MARK: Caller tokens

    /// SHA-256 of "open sesame".
    static let digest = "41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb"

    @Test func tokensAreRead() throws {
        let tokens = try CallerTokens(
            parsing:
                "# callers\n\nalice \(Self.digest.uppercased()) # laptop\nbob:\(String(repeating: "0", count: 64))\n")
        #expect(tokens.caller(presenting: "open sesame") == "alice")
        #expect(tokens.caller(presenting: "open sesame ") == nil)
        #expect(tokens.caller(presenting: "") == nil)
    }

    @Test(arguments: [
        ("alice", 1), ("\n\nalice abc", 3), ("a b c", 1), ("a/b \(digest)", 1), ("a \(digest)\nb \(digest)", 2),
        ("# nobody\n", 0), ("", 0), ("a \(String(repeating: "g", count: 64))", 1),
    ])
    func faultsNameTheirLine(text: String, line: Int) {
        #expect { try CallerTokens(parsing: text) } throws: { ($0 as? CallerTokens.Fault)?.line == line }
    }

    // MARK: Routes

    @Test func pathsAreResolved() {
        let routes = RouteTable(
            servers: ["images", "uploads"], hasJoined: true, takesUploads: true, servesSSE: true,
            plain: [PlainRoute("GET", "/v1") { _ in .error(500, "") }])
        func found(_ path: String) -> String {
            switch routes.destination(of: path) {
            case .health: "health"
            case .ready: "ready"
            case .endpoint(let name, let key): "[\(name)] \(key ?? "-")"
            case .uploads: "uploads"
            case .eventStream(let name): "stream [\(name)]"
            case .messages: "messages"
            case .plain: "plain"
            case .nothing: "nothing"
            }
        }
        let expected = [
            "/health": "health", "/ready": "ready", "/mcp": "[] -", "/mcp/": "[] -", "/mcp/a%20b": "nothing",
            "/mcp/sk-1": "[] sk-1", "/mcp/sk%2D1/": "[] sk-1", "/images/mcp": "[images] -",
            "/images/mcp/k": "[images] k", "/mcp/%zz": "nothing", "/mcp/a/b": "nothing", "/nobody/mcp": "nothing",
            "/v1": "plain", "/v1/models": "plain", "/v10": "nothing", "/": "nothing", "": "nothing", "*": "nothing",
            "/uploads": "uploads", "/uploads/": "uploads", "/uploads/mcp": "[uploads] -", "/uploads/x": "nothing",
            "/mcp//": "nothing", "//mcp": "nothing", "/mcp/mcp": "[] mcp", "/sse": "stream []",
            "/images/sse": "stream [images]", "/messages": "messages", "/sse/": "nothing", "/nobody/sse": "nothing",
        ]
        for (path, destination) in expected { #expect(found(path) == destination, "\(path)") }
        let modern = RouteTable(servers: ["images"], hasJoined: true, plain: [])
        for path in ["/sse", "/images/sse", "/messages"] {
            guard case .nothing = modern.destination(of: path) else {
                Issue.record("\(path) is there")
                continue
            }
        }
    }

    @Test func queriesAreDecoded() {
        let items = PercentEncoding.query("a=1&b=x%20y+z&flag&bad=%zz&=v")
        #expect(items.map(\.name) == ["a", "b", "flag", "bad", ""])
        #expect(items.map(\.value) == ["1", "x y z", "", "%zz", "v"])
    }
}
