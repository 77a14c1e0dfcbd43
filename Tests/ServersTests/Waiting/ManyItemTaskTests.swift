import Gateway
import JSON
import MCP
import Testing

@testable import Servers

/// Several items in one task that is interrupted.
@Suite struct ManyItemTaskTests {
    private static let tasks = #"{"extensions":{"io.modelcontextprotocol/tasks":{}}}"#
    private static let recordings =
        #"{"files":["data:audio/wav;base64,YQ==","data:audio/wav;base64,Yg==","data:audio/wav;base64,Yw=="]}"#

    private func bench(_ records: MemoryRecords, _ script: @escaping ScriptedUpstream.Script) async throws -> Workbench
    {
        let options = Workbench.Options(servers: ["audio"]) {
            $0.features.tasks = TaskDesk(store: RecordedTasks(records))
        }
        return try await Workbench(with: options, script)
    }

    @Test("what was done before a restart is not done, and paid for, again")
    func restart() async throws {
        let (records, gate) = (MemoryRecords(), Gate())
        let first = try await bench(records) { call in
            // The second recording takes longer than the process lives.
            if call.text("file") == "b" { try await gate.pass() }
            return .text(#"{"text":"\#(call.text("file") ?? "")"}"#)
        }
        let talk = try Talk(first.server, .v2026_07_28, capabilities: Self.tasks)
        let begun = try await talk.call("audio-transcribe-batch", Self.recordings)["result"]
        let id = try #require(begun?["taskId"]?.string)
        func status(_ talk: Talk) async throws -> JSONView? {
            try await talk.request("tasks/get", #"{"taskId":"\#(id)"}"#)["result"]
        }
        while try await status(talk)?["statusMessage"]?.string != "2 of 3 done" { await Task.yield() }
        await first.server.features.tasks?.suspend()
        try await eventually { first.server.features.tasks?.count == 0 }

        let second = try await bench(records) { .text(#"{"text":"\#($0.text("file") ?? "")"}"#) }
        try await second.server.features.tasks?.resume(on: second.server) { _ in Caller.local }
        let again = try Talk(second.server, .v2026_07_28, capabilities: Self.tasks)
        while try await status(again)?["status"]?.string == "working" { await Task.yield() }
        let results = try await status(again)?["result"]?["structuredContent"]?["results"]
        #expect(results?.elements.compactMap { $0["answer"]?["text"]?.string } == ["a", "b", "c"])
        #expect(second.upstream.calls.compactMap { $0.text("file") } == ["b"])
    }
}
