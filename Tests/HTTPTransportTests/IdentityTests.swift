import AsyncHTTPClient
import MCP
import NIOCore
import NIOSSL
import Synchronization
import Testing

@testable import HTTPTransport

/// The ways in which a caller is known beside a token, and what it may see.
@Suite struct IdentityTests {
    private static let who = Message.call("who")
    private static let bearer = ("authorization", "Bearer open sesame")
    private static func tokens() throws -> CallerTokens { try CallerTokens(parsing: "alice \(PolicyTests.digest)") }

    // MARK: A trusted proxy

    @Test(
        arguments: [
            ("127.0.0.0/8", [("x-user", "carol")], "carol none true"),
            ("127.0.0.1", [("X-User", "carol"), ("x-api-key", "sk-1")], "carol sk-1 true"),
            ("127.0.0.1", [("x-user", "carol"), ("authorization", "Bearer sk-2")], "carol sk-2 true"),
            ("10.0.0.0/8", [("x-user", "carol")], nil), ("::1", [("x-user", "carol")], nil),
            ("127.0.0.1", [], nil), ("127.0.0.1", [("x-user", "carol"), ("x-user", "admin")], nil),
            ("127.0.0.1", [("x-user", "carol, admin")], nil), ("127.0.0.1", [("x-user", "")], nil),
        ] as [(String, [(String, String)], String?)])
    func aProxySaysWhoCalls(peer: String, headers: [(String, String)], answer: String?) async throws {
        let proxy = try TrustedProxy(header: "X-User", peers: [peer])
        try await Harness.run({ $0.callers = KnownCallers(proxy: proxy) }) { server in
            let received = try await server.post(Self.who, headers)
            #expect(received.status == (answer == nil ? 401 : 200))
            #expect(received.text == answer)
        }
    }

    @Test func aProxyGoesBeforeAToken() async throws {
        let known = KnownCallers(
            tokens: try Self.tokens(), proxy: try TrustedProxy(header: "x-user", peers: ["127.0.0.1"]))
        try await Harness.run({ $0.callers = known }) { server in
            let both = try await server.post(Self.who, [Self.bearer, ("x-user", "carol")])
            let token = try await server.post(Self.who, [Self.bearer])
            let wrong = try await server.post(Self.who, [("authorization", "Bearer wrong")])
            #expect(both.text == "carol none true" && token.text == "alice none true" && wrong.status == 401)
        }
    }

    @Test(arguments: [
        ("10.1.2.3", "10.0.0.0/8", true), ("11.1.2.3", "10.0.0.0/8", false), ("10.1.2.3", "10.1.2.3", true),
        ("10.1.2.130", "10.1.2.128/25", true), ("10.1.2.127", "10.1.2.128/25", false), ("9.9.9.9", "0.0.0.0/0", true),
        ("::ffff:10.1.2.3", "10.0.0.0/8", true), ("fd00::1", "fd00::/8", true), ("fe80::1", "fd00::/8", false),
        ("10.1.2.3", "::/0", false),
    ])
    func networks(address: String, network: String, isIn: Bool) throws {
        let network = try #require(PeerNetwork(network))
        #expect(network.contains(try SocketAddress(ipAddress: address, port: 1)) == isIn)
    }

    @Test(arguments: ["", "10", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "host", "10.0.0.0/8/8"])
    func noNetwork(text: String) { #expect(PeerNetwork(text) == nil) }

    // MARK: Client certificates

    @Test func aCertificateHasNames() throws {
        let certificate = try NIOSSLCertificate(bytes: Array(Certificates.certificate.utf8), format: .pem)
        let names = CertificateNames(der: try certificate.toDERBytes()).all
        #expect(names.contains("CN=localhost") && names.contains("DNS:localhost"))
        #expect(names.count == 3 && names[0].hasPrefix("sha256:") && names[0].count == 71)
    }

    /// What is cut off or changed has fewer names and does no harm.
    @Test func aBrokenCertificateHasNoNames() throws {
        let der = try NIOSSLCertificate(bytes: Array(Certificates.certificate.utf8), format: .pem).toDERBytes()
        for length in stride(from: 0, to: der.count, by: 3) {
            #expect(CertificateNames(der: Array(der[..<length])).all.count == 1)
        }
        for position in der.indices {
            var changed = der
            changed[position] ^= 0xFF
            #expect(CertificateNames(der: changed).all.count <= 3)
        }
    }

    @Test(
        arguments: [
            (["CN=localhost": "alice"], true, "alice none true"), (["DNS:localhost": "bob"], true, "bob none true"),
            (["CN=other": "alice"], true, nil), (["CN=localhost": "alice"], false, nil),
        ] as [([String: String], Bool, String?)])
    func aCertificateSaysWhoCalls(names: [String: String], presents: Bool, answer: String?) async throws {
        let files = try Certificates()
        var pair = files.pair
        pair.clientAuthority = files.pair.certificate
        try await Self.withClient(files, presents: presents) { [pair] client in
            try await Harness.run(
                {
                    $0.tls = pair
                    $0.callers = KnownCallers(certificates: names)
                }, trust: client
            ) { server in
                let received = try await server.post(Self.who)
                #expect(received.status == (answer == nil ? 401 : 200))
                #expect(received.text == answer)
            }
        }
    }

    @Test func aRequiredCertificateIsAskedForInTheHandshake() async throws {
        let files = try Certificates()
        var pair = files.pair
        pair.clientAuthority = files.pair.certificate
        pair.requiresClientCertificate = true
        try await Self.withClient(files, presents: false) { [pair] client in
            try await Harness.run({ $0.tls = pair }, trust: client) { server in
                await #expect(throws: (any Error).self) { try await server.send(.GET, "/health") }
            }
        }
        try await Self.withClient(files, presents: true) { [pair] client in
            try await Harness.run({ $0.tls = pair }, trust: client) { server in
                let answer = try await server.send(.GET, "/health")
                #expect(answer.status == 200)
            }
        }
    }

    private static func withClient(
        _ files: Certificates, presents: Bool, _ body: (HTTPClient) async throws -> Void
    ) async throws {
        var trust = TLSConfiguration.makeClientConfiguration()
        trust.trustRoots = .file(files.pair.certificate)
        if presents {
            trust.certificateChain = try NIOSSLCertificate.fromPEMFile(files.pair.certificate).map { .certificate($0) }
            trust.privateKey = .privateKey(try NIOSSLPrivateKey(file: files.pair.key, format: .pem))
        }
        try await HTTPClient.withHTTPClient(configuration: .init(tlsConfiguration: trust)) { try await body($0) }
    }

    // MARK: What a caller may see

    @Test func callersAreReplacedWhileTheServerRuns() async throws {
        let known = KnownCallers(tokens: try Self.tokens())
        try await Harness.run({ $0.callers = known }) { server in
            let first = try await server.post(Self.who, [Self.bearer])
            server.service.replace(callers: KnownCallers(tokens: CallerTokens()))
            let second = try await server.post(Self.who, [Self.bearer])
            server.service.replace(callers: known)
            let third = try await server.post(Self.who, [Self.bearer])
            #expect([first, second, third].map(\.status) == [200, 401, 200])
        }
    }

    @Test func aCallerSeesWhatItMay() async throws {
        let asked = Mutex<[Narrowing]>([])
        let known = KnownCallers(tokens: try Self.tokens())
        var granted = Narrowing()
        granted.only = [["who"]]
        granted.isReadOnly = true
        try await Harness.run(
            { $0.callers = known },
            visibility: { [granted] server, identity in
                server == "beta" ? .refused("\(identity.callerID) may not.") : .narrowed(granted)
            },
            narrow: { name, narrowing in
                asked.withLock { $0.append(narrowing) }
                return try Fixture.server(name)
            }
        ) { server in
            #expect(
                try await server.post(Self.who, [Self.bearer], to: "/alpha/mcp?tools=w*,e*&exclude=echo").status == 200)
            #expect(try await server.post(Self.who, [Self.bearer]).status == 200)
            let refused = try await server.post(Self.who, [Self.bearer], to: "/beta/mcp")
            #expect(refused.status == 403 && refused.body.contains("alice may not."))
            // Who is not known learns nothing of what others may.
            #expect(try await server.post(Self.who, to: "/beta/mcp").status == 401)
        }
        let narrowings = asked.withLock { $0 }
        #expect(narrowings.map(\.only) == [[["w*", "e*"], ["who"]], [["who"]]])
        #expect(narrowings.allSatisfy(\.isReadOnly) && narrowings[0].exclude == ["echo"])
    }

    // MARK: Tokens

    @Test func tokensAreKnownByTheirHash() throws {
        var tokens = CallerTokens()
        let hash = CallerTokens.hash(of: "open sesame")
        #expect(hash == "sha256:" + PolicyTests.digest)
        let added = [
            tokens.add("alice", hash: hash), tokens.add("bob", hash: hash), tokens.add("bob", hash: "sha256:12"),
        ]
        #expect(added == [true, false, false])
        #expect(tokens.caller(presenting: "open sesame") == "alice")
        #expect(tokens.caller(presenting: "open sesame ") == nil)
    }
}
