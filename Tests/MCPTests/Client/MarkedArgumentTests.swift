import JSON
import MCP
import Synchronization
import Testing

/// Arguments that headers repeat (2026-07-28, Streamable HTTP, custom headers from tool parameters), and the client that
/// repeats them.
@Suite struct MarkedArgumentTests {
    private static let good = #"{"type":"string","x-mcp-header":"Region"}"#

    private func schema(_ properties: String) -> String { #"{"type":"object","properties":{\#(properties)}}"# }

    private func tool(_ name: String, _ schema: String) -> String {
        #"{"name":"\#(name)","inputSchema":\#(schema)}"#
    }

    private func connect(_ server: ScriptedServer, warn: (@Sendable (String) -> Void)? = nil) async throws -> Client {
        var features = ClientFeatures()
        features.warn = warn
        let client = Client(server, name: "test", version: "1", features: features)
        _ = try await client.connect(.stateless)
        return client
    }

    @Test("arguments go into headers as text, those that are not there do not")
    func headers() async throws {
        let list = tool(
            "t",
            schema(
                #""region":\#(Self.good),"deep":{"type":"object","properties":{"n":{"type":"integer","x-mcp-header":"N"},"b":{"type":"boolean","x-mcp-header":"B"}}},"gone":{"type":"string","x-mcp-header":"Gone"},"null":{"type":"string","x-mcp-header":"Null"}"#
            ))
        let server = ScriptedServer(hasHeaders: true) { message, _ in
            switch message.method {
            case "tools/list": .result(#"{"resultType":"complete","tools":[\#(list)]}"#)
            case "tools/call": .result(#"{"resultType":"complete","content":[]}"#)
            default: .result(ScriptedServer.discovery)
            }
        }
        let client = try await connect(server)
        _ = try await client.call(
            "t", arguments: Array(#"{"region":"us-west1","deep":{"n":42.0,"b":false},"null":null}"#.utf8))
        let mirrored = try #require(server.messages.last).mirrored
        #expect(mirrored.map(\.header) == ["Region", "N", "B"])
        #expect(mirrored.map(\.text) == ["us-west1", "42", "false"])
    }

    @Test("over a transport without headers nothing is asked for and nothing repeated")
    func noHeaders() async throws {
        let server = ScriptedServer { message, _ in
            .result(
                message.method == "tools/call"
                    ? #"{"resultType":"complete","content":[]}"# : ScriptedServer.discovery)
        }
        let client = try await connect(server)
        _ = try await client.call("t", arguments: Array(#"{"region":"x"}"#.utf8))
        #expect(server.methods == ["server/discover", "tools/call"])
    }

    @Test("a definition that has changed is read again, once")
    func changed() async throws {
        for (mirrorsLater, calls) in [(true, 2), (false, 2)] {
            let (plain, marked) = (
                tool("t", schema(#""region":{"type":"string"}"#)), tool("t", schema(#""region":\#(Self.good)"#))
            )
            let server = ScriptedServer(hasHeaders: true) { message, count in
                switch message.method {
                case "tools/list":
                    .result(#"{"resultType":"complete","tools":[\#(count > 0 && mirrorsLater ? marked : plain)]}"#)
                case "tools/call":
                    message.mirrored.isEmpty ? .error(-32020) : .result(#"{"resultType":"complete","content":[]}"#)
                default: .result(ScriptedServer.discovery)
                }
            }
            let client = try await connect(server)
            let result = try? await client.call("t", arguments: Array(#"{"region":"x"}"#.utf8))
            #expect((result != nil) == mirrorsLater)
            #expect(server.methods.count { $0 == "tools/call" } == calls)
            #expect(server.methods.count { $0 == "tools/list" } == 2)
        }
    }

    @Test(
        "a tool with a mark that breaks a rule is left out, and the others stay",
        arguments: [
            #""a":{"type":"string","x-mcp-header":""}"#,
            #""a":{"type":"string","x-mcp-header":"No Space"}"#,
            #""a":{"type":"string","x-mcp-header":"Line\nBreak"}"#,
            #""a":{"type":"string","x-mcp-header":7}"#,
            #""a":{"type":"number","x-mcp-header":"A"}"#,
            #""a":{"type":"object","x-mcp-header":"A"}"#,
            #""a":{"type":["string","null"],"x-mcp-header":"A"}"#,
            #""a":{"x-mcp-header":"A"}"#,
            #""a":{"type":"string","x-mcp-header":"A"},"b":{"type":"string","x-mcp-header":"a"}"#,
            #""a":{"type":"array","items":{"type":"string","x-mcp-header":"A"}}"#,
            #""a":{"anyOf":[{"type":"string","x-mcp-header":"A"}]}"#,
            #""a":{"type":"object","not":{"properties":{"b":{"type":"string","x-mcp-header":"A"}}}}"#,
        ])
    func invalid(_ properties: String) async throws {
        let list = [tool("bad", schema(properties)), tool("good", schema(#""region":\#(Self.good)"#))]
        let server = ScriptedServer(hasHeaders: true) { message, _ in
            message.method == "tools/list"
                ? .result(#"{"resultType":"complete","tools":[\#(list.joined(separator: ","))]}"#)
                : .result(ScriptedServer.discovery)
        }
        let warnings = Mutex<[String]>([])
        let client = try await connect(server, warn: { warning in warnings.withLock { $0.append(warning) } })
        #expect(try await client.listTools().compactMap { $0["name"]?.string } == ["good"])
        #expect(warnings.withLock { $0.count } == 1)
        #expect(warnings.withLock { $0.first?.hasPrefix("The tool \"bad\" is left out: ") } == true)
        await #expect(throws: ClientFailure.self) { try await client.call("bad", arguments: Array("{}".utf8)) }
        #expect(!server.methods.contains("tools/call"))
    }

    @Test("a mark within data is none")
    func data() async throws {
        let list = tool(
            "t", schema(#""a":{"type":"object","default":{"x-mcp-header":"A"}},"x-mcp-header":{"type":"string"}"#))
        let server = ScriptedServer(hasHeaders: true) { message, _ in
            .result(
                message.method == "tools/list"
                    ? #"{"resultType":"complete","tools":[\#(list)]}"# : ScriptedServer.discovery)
        }
        #expect(try await connect(server).listTools().count == 1)
    }
}
