import Gateway
import JSON
import MCP
import Testing

@testable import Servers

/// What clients that want log messages hear of a call's way.
@Suite struct LogMessageTests {
    @Test("a replaced model is told to whoever listens to warnings", arguments: ["warning", "error"])
    func replaced(_ level: String) async throws {
        let options = Workbench.Options(stages: [
            ReplaceRetiredModels(strict: false) { $0 == "old-model" ? ("new-model", "2025-01-01") : nil }
        ])
        let bench = try await Workbench(
            #"{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}"#, with: options)
        let talk = try Talk(bench.server, .v2025_11_25)
        _ = try await talk.request("logging/setLevel", #"{"level":"\#(level)"}"#)
        _ = try await talk.call(
            "chat-completion-create", #"{"model":"old-model","messages":[{"role":"user","content":"x"}]}"#)
        let messages = talk.notices.filter { $0["method"]?.string == "notifications/message" }
        #expect(messages.isEmpty == (level == "error"))
        guard let message = messages.first?["params"] else { return }
        #expect(message["level"]?.string == "warning")
        #expect(message["data"]?["model"]?["served"]?.string == "new-model")
    }
}
