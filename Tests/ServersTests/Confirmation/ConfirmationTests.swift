import Gateway
import JSON
import MCP
import Servers
import TestSupport
import Testing

/// Calls that a user must agree to, as clients of both eras see them.
@Suite struct ConfirmationTests {
    private static let deleted = #"{"id":"file-1","object":"file","deleted":true}"#
    private static let file = #"{"file_id":"file-1"}"#
    private static let yes = #"{"action":"accept","content":{"confirm":true}}"#

    private func bench(
        cost: Double? = nil, now: @escaping @Sendable () -> Double = { 1_700_000_000 },
        servers: [String] = [], estimate: Double? = nil
    ) async throws -> Workbench {
        let options = Workbench.Options(servers: servers) {
            $0.confirmation.destructive = cost == nil
            $0.confirmation.cost = cost
            $0.estimate = { _ in estimate }
            $0.features.sealer = TestSealer()
            $0.features.now = now
        }
        return try await Workbench(with: options) { call in
            switch call.endpoint.name {
            case "file-get": .text(#"{"id":"file-1","bytes":2000000}"#)
            case "batch-create": .text(#"{"id":"batch_1","status":"validating"}"#)
            default: .text(Self.deleted)
            }
        }
    }

    /// Every way in which one endpoint can be named.
    private static let ways = [
        ("file-delete", file),
        ("file-delete", #"{"file_id":["file-1","file-2"]}"#),
        ("api-call", #"{"name":"file-delete","arguments":\#(file)}"#),
        ("api-call", #"{"name":"DELETE /files/{file_id}","arguments":\#(file)}"#),
        ("api-call", #"{"name":"callTool","arguments":{"name":"file-delete","arguments":\#(file)}}"#),
        ("callTool", #"{"name":"file-delete","arguments":\#(file)}"#),
    ]

    // MARK: Clients that can be asked

    @Test("an earlier client is asked while it waits, however the endpoint was named", arguments: ways)
    func live(_ tool: String, _ arguments: String) async throws {
        let bench = try await bench()
        let talk = try Talk(bench.server, .v2025_11_25) { _ in Self.yes }
        let reply = try await talk.call(tool, arguments)
        #expect(reply["result"]?["isError"] == nil, "\(String(decoding: reply.raw, as: UTF8.self))")
        #expect(talk.asked.count == 1, "asked once")
        #expect(talk.asked.first?["message"]?.string?.contains("file-delete deletes something for good") == true)
        #expect(talk.asked.first?["requestedSchema"]?["required"]?[0]?.string == "confirm")
        #expect(bench.upstream.calls.map(\.endpoint.name).allSatisfy { $0 == "file-delete" })
        #expect(!bench.upstream.calls.isEmpty)
    }

    @Test(
        "what is not agreed to is not done",
        arguments: [
            #"{"action":"decline"}"#, #"{"action":"cancel"}"#, #"{"action":"accept","content":{"confirm":false}}"#,
            #"{"action":"accept","content":{}}"#,
        ])
    func declined(_ answer: String) async throws {
        let bench = try await bench()
        for (tool, arguments) in Self.ways {
            let talk = try Talk(bench.server, .v2025_06_18) { _ in answer }
            let result = try await talk.call(tool, arguments)["result"]
            #expect(result?["content"]?[0]?["text"]?.string?.contains("nothing was done") == true)
            #expect(result?["structuredContent"]?["status"]?.string == "declined")
        }
        #expect(bench.upstream.calls.isEmpty)
    }

    @Test("a stateless client is answered with the question, and asks again with the answer", arguments: ways)
    func rounds(_ tool: String, _ arguments: String) async throws {
        let bench = try await bench()
        let talk = try Talk(bench.server, .v2026_07_28)
        let first = try await talk.call(tool, arguments)["result"]
        #expect(first?["resultType"]?.string == "input_required")
        let question = first?["inputRequests"]?["confirm"]
        #expect(question?["method"]?.string == "elicitation/create")
        #expect(bench.upstream.calls.isEmpty)
        let state = try #require(first?["requestState"]?.string)
        let second = try await talk.call(
            tool, arguments, #""inputResponses":{"confirm":\#(Self.yes)},"requestState":"\#(state)""#)
        #expect(second["result"]?["resultType"]?.string == "complete")
        #expect(second["result"]?["isError"] == nil)
        #expect(!bench.upstream.calls.isEmpty)
    }

    @Test("an answer without the question's state, or of another caller, or late, or to other arguments, is none")
    func untrusted() async throws {
        let clock = ManualClock()
        let bench = try await bench(now: clock.surroundings.now)
        let talk = try Talk(bench.server, .v2026_07_28)
        let given = #""inputResponses":{"confirm":\#(Self.yes)}"#
        let unasked = try await talk.call("file-delete", Self.file, given)["result"]
        #expect(unasked?["resultType"]?.string == "input_required", "asked all the same")
        let state = try #require(unasked?["requestState"]?.string)
        let other = try Talk(bench.server, .v2026_07_28, caller: Caller(id: "bob", mayUseServerKey: true))
        func code(_ talk: Talk, _ arguments: String, _ state: String) async throws -> Int? {
            try await talk.call("file-delete", arguments, given + #","requestState":"\#(state)""#)["error"]?["code"]?
                .int
        }
        #expect(try await code(other, Self.file, state) == -32602, "replayed by another")
        #expect(try await code(talk, #"{"file_id":"file-2"}"#, state) == -32602, "another file")
        let last = state.last == "A" ? "B" : "A"
        #expect(try await code(talk, Self.file, state.dropLast() + last) == -32602, "tampered with")
        async let passed: Void = clock.surroundings.sleep(.seconds(1000))
        try await clock.pass(1000)
        try await passed
        #expect(try await code(talk, Self.file, state) == -32602, "lapsed")
        #expect(bench.upstream.calls.isEmpty)
    }

    // MARK: Clients that cannot

    @Test(
        "a client that cannot be asked says that its user has agreed",
        arguments: [Revision.v2024_11_05, .v2025_11_25, .v2026_07_28])
    func word(_ revision: Revision) async throws {
        for (tool, arguments) in Self.ways {
            let bench = try await bench()
            let talk = try Talk(bench.server, revision, capabilities: "{}")
            let refusal = try await talk.call(tool, arguments)["result"]
            #expect(refusal?["isError"]?.bool == true)
            #expect(refusal?["content"]?[0]?["text"]?.string?.contains("confirm: true") == true)
            #expect(bench.upstream.calls.isEmpty)
            // Beside the name, as a model may understand it, or among the arguments.
            let result = try await talk.call(tool, arguments.dropLast() + #","confirm":true}"#)["result"]
            #expect(result?["isError"] == nil, "\(tool) \(arguments)")
            let call = try #require(bench.upstream.calls.first)
            #expect(!call.query.contains { $0.name == "confirm" } && call.model == nil)
        }
    }

    @Test("the word of a client that could ask its user counts for nothing")
    func noBypass() async throws {
        let bench = try await bench()
        let talk = try Talk(bench.server, .v2025_11_25) { _ in #"{"action":"decline"}"# }
        _ = try await talk.call("file-delete", #"{"file_id":"file-1","confirm":true}"#)
        #expect(talk.asked.count == 1)
        #expect(bench.upstream.calls.isEmpty)
    }

    // MARK: What is asked about

    @Test("large batches, training and what costs much; not what costs little", arguments: [1.0, 0.1])
    func cost(_ estimate: Double) async throws {
        let bench = try await bench(cost: 0.5, estimate: estimate)
        let talk = try Talk(bench.server, .v2025_11_25) { _ in #"{"action":"decline"}"# }
        let calls = [
            ("batch-create", #"{"input_file_id":"file-1","endpoint":"/v1/responses","completion_window":"24h"}"#, true),
            ("fine-tune-create", #"{"model":"gpt-4.1","training_file":"file-1"}"#, true),
            ("generate-image", #"{"prompt":"x"}"#, estimate >= 0.5),
            ("embedding-create", #"{"input":"x"}"#, estimate >= 0.5),
            ("model-list", "{}", false),
            ("file-delete", Self.file, false),
        ]
        for (tool, arguments, isAsked) in calls {
            let before = talk.asked.count
            _ = try await talk.call(tool, arguments)
            #expect(talk.asked.count - before == (isAsked ? 1 : 0), "\(tool)")
        }
    }

    @Test("a report of many items costs as much as all of them")
    func many() async throws {
        let bench = try await bench(cost: 0.5, servers: ["images"], estimate: 0.2)
        let talk = try Talk(bench.server, .v2025_11_25) { _ in #"{"action":"decline"}"# }
        _ = try await talk.call("image-generate-batch", #"{"prompts":["a","b"]}"#)
        #expect(talk.asked.isEmpty)
        _ = try await talk.call("image-generate-batch", #"{"prompts":["a","b","c"]}"#)
        #expect(
            talk.asked.first?["message"]?.string?.contains("$0.60") == true
                || talk.asked.first?["message"]?.string?.contains("$0.61") == true)
    }

    @Test("the argument is shown where it may be needed, and nowhere while confirmation is off")
    func schemas() async throws {
        let on = try await bench()
        let off = try await Workbench("{}")
        func shows(_ bench: Workbench, _ tool: String) -> Bool {
            let schema = bench.server.tools.tool(named: tool)?.inputSchema ?? []
            return String(decoding: schema, as: UTF8.self).contains("\"confirm\"")
        }
        for tool in ["file-delete", "batch-create", "api-call", "batch-cancel", "project-archive"] {
            #expect(shows(on, tool), "\(tool)")
            #expect(!shows(off, tool), "\(tool)")
        }
        #expect(!shows(on, "chat-completion-create") && !shows(on, "file-list"))
        let outcome = try await off.call("file-delete", #"{"file_id":"file-1","confirm":true}"#)
        #expect(outcome.isError && outcome.texts[0].contains("confirm"))
    }
}
