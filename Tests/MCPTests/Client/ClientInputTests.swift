import ConformanceFixtures
import JSON
import MCP
import Synchronization
import TestSupport
import Testing

/// What servers ask of a client, and how it answers, in either era.
@Suite struct ClientInputTests {
    static let features: ClientFeatures = {
        var features = ClientFeatures()
        features.elicitation = { request in
            let form = ElicitationForm(request)
            let content = form.fields.map { field -> JSONValue.Member in
                .init(field.name, field.kind == .boolean ? true : .string("Alice"))
            }
            return .accept(.object(content))
        }
        features.sampling = { _ in .text("Paris", model: "test-model") }
        features.roots = { ["file:///test/root"] }
        return features
    }()

    static func client(_ era: Client.Era, _ features: ClientFeatures = features) async throws -> Client {
        let server = try ConformanceServer.make(sealer: TestSealer())
        let client = Client(
            MemoryTransport(server: server, principal: FixtureServer.Tester()), name: "test", version: "1",
            features: features)
        _ = try await client.connect(era)
        return client
    }

    private func text(_ client: Client, _ tool: String, _ arguments: String = "{}") async throws -> String? {
        try await client.call(tool, arguments: Array(arguments.utf8))["content"]?[0]?["text"]?.string
    }

    @Test("a stateless server's questions are answered and the call sent again")
    func rounds() async throws {
        let client = try await Self.client(.stateless)
        #expect(try await text(client, "test_input_required_result_elicitation") == "Hello, Alice!")
        #expect(try await text(client, "test_input_required_result_sampling") == "The model says: Paris")
        #expect(try await text(client, "test_input_required_result_list_roots") == "Roots: file:///test/root")
        #expect(try await text(client, "test_input_required_result_request_state") == "state-ok: confirmed")
        #expect(try await text(client, "test_input_required_result_multiple_inputs") == "Paris, Alice: 1 roots")
        #expect(try await text(client, "test_input_required_result_multi_round") == "Alice likes Alice.")
        let prompt = try await client.getPrompt("test_input_required_result_prompt")
        #expect(prompt["messages"]?[0]?["content"]?["text"]?.string == "Context: Alice")
        await client.close()
    }

    @Test("requests of an earlier server are answered while the call is under way")
    func requests() async throws {
        let client = try await Self.client(.handshake(.v2025_11_25))
        #expect(try await text(client, "test_sampling", #"{"prompt":"Where?"}"#) == "LLM response: Paris")
        #expect(
            try await text(client, "test_elicitation", #"{"message":"Who?"}"#)
                == #"User response: action=accept, content={"username":"Alice","email":"Alice"}"#)
        #expect(try await text(client, "test_input_required_result_list_roots") == "Roots: file:///test/root")
        await client.close()
    }

    @Test("a client that offers nothing is asked nothing", arguments: [Client.Era.stateless, .handshake(.v2025_11_25)])
    func nothingOffered(_ era: Client.Era) async throws {
        let client = try await Self.client(era, ClientFeatures())
        let failure = await #expect(throws: ClientFailure.self) {
            try await client.call("test_input_required_result_elicitation", arguments: Array("{}".utf8))
        }
        #expect("\(try #require(failure))".contains("capability \"elicitation\""))
        await client.close()
    }

    @Test("the state goes back as it came, for the one retry, under a new id")
    func verbatim() async throws {
        let server = ScriptedServer { message, count in
            guard message.method == "tools/call" else { return .result(ScriptedServer.discovery) }
            switch count {
            case 0:
                return .result(
                    #"{"resultType":"input_required","inputRequests":{"a":{"method":"roots/list"}},"requestState":"x\u002fy \" z"}"#
                )
            case 1: return .result(#"{"resultType":"input_required","requestState":"second"}"#)
            case 2: return .result(#"{"resultType":"input_required","inputRequests":{"b":{"method":"roots/list"}}}"#)
            default: return .result(#"{"resultType":"complete","content":[]}"#)
            }
        }
        let client = Client(server, name: "test", version: "1", features: Self.features)
        _ = try await client.connect(.stateless)
        _ = try await client.call("t", arguments: Array(#"{"q":[1, 2]}"#.utf8))
        let calls = try server.params("tools/call")
        #expect(calls.count == 4)
        #expect(
            calls.map { String(decoding: $0["requestState"]?.raw ?? [], as: UTF8.self) }
                == ["", #""x\u002fy \" z""#, #""second""#, ""])
        #expect(calls.map { $0["inputResponses"]?.members.map(\.key) ?? [] } == [[], ["a"], [], ["b"]])
        #expect(
            calls.allSatisfy { $0["arguments"].map { String(decoding: $0.raw, as: UTF8.self) } == #"{"q":[1, 2]}"# })
        #expect(Set(server.messages.compactMap(\.id)).count == server.messages.compactMap(\.id).count)
    }

    @Test("a server that asks for ever is left in the end")
    func bounded() async throws {
        let server = ScriptedServer { message, _ in
            message.method == "tools/call"
                ? .result(#"{"resultType":"input_required","requestState":"again"}"#)
                : .result(ScriptedServer.discovery)
        }
        let client = Client(server, name: "test", version: "1")
        _ = try await client.connect(.stateless)
        await #expect(throws: ClientFailure.self) { try await client.call("t", arguments: Array("{}".utf8)) }
        #expect(server.methods.count == 17)
    }

    @Test(
        "what the specification does not allow is refused",
        arguments: [
            #"{"resultType":"input_required"}"#, #"{"resultType":"surprise"}"#, #"{"resultType":"task","taskId":"t"}"#,
            #"{"resultType":"input_required","inputRequests":{"a":{"method":"tools/list"}}}"#,
            #"{"resultType":"input_required","inputRequests":{"a":{"method":"elicitation/create","params":{"mode":"url"}}}}"#,
        ])
    func refused(_ result: String) async throws {
        let server = ScriptedServer { message, _ in
            .result(message.method == "tools/call" ? result : ScriptedServer.discovery)
        }
        let client = Client(server, name: "test", version: "1", features: Self.features)
        _ = try await client.connect(.stateless)
        await #expect(throws: ClientFailure.self) { try await client.call("t", arguments: Array("{}".utf8)) }
    }

    @Test("log messages come as severe as wanted", arguments: [Client.Era.stateless, .handshake(.v2025_11_25)])
    func logs(_ era: Client.Era) async throws {
        let seen = Mutex<[String]>([])
        for (least, count) in [(LogLevel.info, 1), (.error, 0)] {
            var features = ClientFeatures()
            features.logs = (least, { message in seen.withLock { $0.append(message.data.string ?? "") } })
            let client = try await Self.client(era, features)
            seen.withLock { $0 = [] }
            _ = try await client.call("test_logging_tool", arguments: Array("{}".utf8))
            #expect(seen.withLock { $0.count } == count)
            await client.close()
        }
    }
}
