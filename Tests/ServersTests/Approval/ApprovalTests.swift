import Gateway
import JSON
import MCP
import TestSupport
import Testing

@testable import Servers

/// Answers that a person approves before they are returned.
@Suite struct ApprovalTests {
    private static let chat = #"{"messages":[{"role":"user","content":"x"}]}"#
    private static let yes = #"{"action":"accept","content":{"approve":true}}"#
    private static let secret =
        #"{"choices":[{"message":{"content":"forty-two"},"finish_reason":"stop"}]}"#

    private func bench(_ script: @escaping ScriptedUpstream.Script = { _ in .text(secret) }) async throws -> Workbench {
        let options = Workbench.Options {
            $0.approved = [Glob("chat-*")]
            $0.features.sealer = TestSealer()
        }
        return try await Workbench(with: options, script)
    }

    @Test("a person sees the answer first, and lets it go or not", arguments: [true, false])
    func live(_ isApproved: Bool) async throws {
        let bench = try await bench()
        let talk = try Talk(bench.server, .v2025_11_25) { _ in isApproved ? Self.yes : #"{"action":"decline"}"# }
        let result = try await talk.call("chat-completion-create", Self.chat)["result"]
        #expect(talk.asked.first?["message"]?.string?.contains("forty-two") == true)
        let text = result.map { String(decoding: $0.raw, as: UTF8.self) } ?? ""
        #expect(text.contains("forty-two") == isApproved)
        #expect(text.contains("A person withheld") == !isApproved)
        #expect(bench.upstream.calls.count == 1)
    }

    @Test("a stateless client gets the answer that was shown, which is not bought twice")
    func rounds() async throws {
        let bench = try await bench()
        let talk = try Talk(bench.server, .v2026_07_28)
        let first = try await talk.call("chat-completion-create", Self.chat)["result"]
        let key = try #require(first?["inputRequests"].map { Array($0.members) }?.first?.key)
        let state = try #require(first?["requestState"]?.string)
        let more = #""inputResponses":{"\#(key)":\#(Self.yes)},"requestState":"\#(state)""#
        let second = try await talk.call("chat-completion-create", Self.chat, more)["result"]
        #expect(second?["content"]?[0]?["text"]?.string == "forty-two")
        #expect(bench.upstream.calls.count == 1)
        // The word was for that answer; another one is another question.
        let third = try await talk.call("chat-completion-create", Self.chat, more)["result"]
        #expect(third?["resultType"]?.string == "input_required")
        #expect(bench.upstream.calls.count == 2)
    }

    @Test("without a client that can be asked no call is made", arguments: [Revision.v2024_11_05, .v2026_07_28])
    func unasked(_ revision: Revision) async throws {
        let bench = try await bench()
        let talk = try Talk(bench.server, revision, capabilities: "{}")
        for (tool, arguments) in [
            ("chat-completion-create", Self.chat),
            ("api-call", #"{"name":"chat-completion-create","arguments":\#(Self.chat)}"#),
        ] {
            let result = try await talk.call(tool, arguments)["result"]
            #expect(result?["isError"]?.bool == true)
            #expect(result?["content"]?[0]?["text"]?.string?.contains("elicitation") == true)
        }
        #expect(bench.upstream.calls.isEmpty)
    }

    @Test("neither progress, nor what is kept of a large or cut answer, shows it before")
    func hidden() async throws {
        let long = String(repeating: "word ", count: 20_000)
        let bench = try await bench { _ in
            .events([
                #"{"choices":[{"index":0,"delta":{"content":"\#(long)"},"finish_reason":"stop"}]}"#, "[DONE]",
            ])
        }
        let talk = try Talk(bench.server, .v2025_11_25) { _ in #"{"action":"decline"}"# }
        _ = try await talk.request(
            "tools/call",
            #"{"name":"chat-completion-create","arguments":\#(Self.chat),"_meta":{"progressToken":1}}"#)
        #expect(talk.notices.isEmpty)
        #expect(bench.deposits.list(for: .local).isEmpty)
        let cut = try await self.bench { _ in .events([#"{"choices":[{"index":0,"delta":{"content":"hush"}}]}"#]) }
        let other = try Talk(cut.server, .v2025_11_25) { _ in Self.yes }
        let reply = try await other.request(
            "tools/call",
            #"{"name":"chat-completion-create","arguments":\#(Self.chat.dropLast()),"stream":true}}"#)
        #expect(cut.deposits.list(for: .local).isEmpty)
        #expect(reply["result"]?["structuredContent"]?["partial_text"] == nil)
    }

    @Test("an answer that took long is approved when it is fetched")
    func handle() async throws {
        let (clock, gate) = (ManualClock(), Gate())
        let options = Workbench.Options(handles: Handles(surroundings: clock.surroundings)) {
            $0.approved = [Glob("chat-*")]
            $0.features.sealer = TestSealer()
        }
        let bench = try await Workbench(with: options) { _ in
            try await gate.pass()
            return .text(Self.secret)
        }
        let talk = try Talk(bench.server, .v2025_11_25) { _ in #"{"action":"decline"}"# }
        let call = Task { try await talk.call("chat-completion-create", Self.chat) }
        let early = try await clock.pass(until: call)["result"]?["structuredContent"]
        let handle = try #require(early?["handle"]?.string)
        #expect(talk.asked.isEmpty)
        gate.open()
        for tool in [("result-get", "handle"), ("wait-for", "id")] {
            let result = try await talk.call(tool.0, #"{"\#(tool.1)":"\#(handle)"}"#)["result"]
            #expect(result?["structuredContent"]?["status"]?.string == "withheld")
        }
        #expect(talk.asked.count == 2)
    }
}
