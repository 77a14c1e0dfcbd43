import JSON
import MCP
import TestSupport
import Testing

/// 2026-07-28, versioning, backward compatibility.
@Suite struct NegotiationTests {
    /// How a server answers the probe, and what the client must do then.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let probe: ScriptedServer.Answer
        let isHandshake: Bool
    }

    static let cases = [
        Case(testDescription: "unknown method", probe: .error(-32601), isHandshake: true),
        Case(testDescription: "invalid params", probe: .error(-32602), isHandshake: true),
        Case(testDescription: "a code of its own", probe: .error(-32000), isHandshake: true),
        Case(testDescription: "400 with nothing in it", probe: .failure(.http(status: 400)), isHandshake: true),
        Case(testDescription: "404 with nothing in it", probe: .failure(.http(status: 404)), isHandshake: true),
        Case(testDescription: "silence", probe: .silence, isHandshake: true),
        Case(testDescription: "a result without versions", probe: .result("{}"), isHandshake: true),
        Case(
            testDescription: "a discovery that names earlier versions only",
            probe: .result(#"{"supportedVersions":["2025-11-25"],"capabilities":{}}"#), isHandshake: true),
        Case(
            testDescription: "a refusal that names earlier versions only",
            probe: .error(-32022, data: #"{"supported":["2025-06-18","2025-11-25"],"requested":"2026-07-28"}"#),
            isHandshake: true),
        Case(testDescription: "a discovery", probe: .result(ScriptedServer.discovery), isHandshake: false),
    ]

    @Test("what a server answers to the probe shows its era", arguments: cases)
    func eras(_ test: Case) async throws {
        let server = ScriptedServer { message, _ in
            message.method == "initialize" ? .result(ScriptedServer.handshake) : test.probe
        }
        // Patience is over at once for a server that is silent, and lasts for all others.
        let client = Client(server, name: "test", version: "1") { _ in
            if case .silence = test.probe { return }
            try await Task.sleep(for: .seconds(3600))
        }
        let revision = try await client.connect().revision
        #expect(revision == (test.isHandshake ? .v2025_11_25 : .v2026_07_28))
        #expect(
            server.methods
                == ["server/discover"] + (test.isHandshake ? ["initialize", "notifications/initialized"] : []))
    }

    @Test(
        "an error of the stateless era, a missing key or a server at fault is no reason to shake hands",
        arguments: [-32020, -32021, -32022, 401, 403, 500, 503])
    func noFallback(_ code: Int) async throws {
        let server = ScriptedServer { _, _ in
            code > 0
                ? .failure(.http(status: code)) : .error(code, data: #"{"supported":["2099-01-01"],"requested":"x"}"#)
        }
        let client = Client(server, name: "test", version: "1")
        await #expect(throws: ClientFailure.self) { try await client.connect() }
        #expect(server.methods == ["server/discover"])
    }

    @Test("a server that names other versions is told from one that names none we have")
    func unsupported() async throws {
        let server = ScriptedServer { _, _ in .error(-32022, data: #"{"supported":["2099-01-01"],"requested":"x"}"#) }
        let client = Client(server, name: "test", version: "1")
        let failure = await #expect(throws: ClientFailure.self) { try await client.connect() }
        #expect(
            "\(try #require(failure))".hasPrefix("the server speaks only 2099-01-01; this client speaks 2024-11-05"))
    }

    @Test("the revision that initialize agrees to is kept; one that nobody knows ends it")
    func agreed() async throws {
        let server = ScriptedServer { _, _ in
            .result(#"{"protocolVersion":"2024-11-05","capabilities":{},"serverInfo":{"name":"o","version":"1"}}"#)
        }
        let client = Client(server, name: "test", version: "1")
        #expect(try await client.connect(.handshake(.v2025_11_25)).revision == .v2024_11_05)
        let future = ScriptedServer { _, _ in .result(#"{"protocolVersion":"2099-01-01","capabilities":{}}"#) }
        let other = Client(future, name: "test", version: "1")
        await #expect(throws: ClientFailure.self) { try await other.connect(.handshake(.v2025_11_25)) }
        #expect(future.methods == ["initialize"])
    }

    @Test("a client declares what it has a closure for", arguments: Revision.allCases)
    func capabilities(_ revision: Revision) async throws {
        func declared(_ features: ClientFeatures) async throws -> String {
            let server = ScriptedServer { message, _ in
                switch message.method {
                case "initialize":
                    .result(#"{"protocolVersion":"\#(revision.rawValue)","capabilities":{}}"#)
                default: .result(ScriptedServer.discovery)
                }
            }
            let client = Client(server, name: "test", version: "1", features: features)
            _ = try await client.connect(revision.isStateless ? .stateless : .handshake(revision))
            let params = try server.params(revision.isStateless ? "server/discover" : "initialize")[0]
            let capabilities = params["_meta"]?[MetaKey.clientCapabilities] ?? params["capabilities"]
            return String(decoding: try #require(capabilities).raw, as: UTF8.self)
        }
        #expect(try await declared(ClientFeatures()) == "{}")
        var all = ClientFeatures()
        all.elicitation = { _ in .decline }
        all.sampling = { _ in .text("", model: "m") }
        all.roots = { [] }
        let elicitation = revision >= .v2025_11_25 ? #""elicitation":{"form":{}},"# : #""elicitation":{},"#
        #expect(
            try await declared(all)
                == "{" + (revision >= .v2025_06_18 ? elicitation : "") + #""sampling":{},"roots":{}}"#)
    }
}
