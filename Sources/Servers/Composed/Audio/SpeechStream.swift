import Gateway
import JSON
import MCP

/// Speech as it is spoken: its pieces are counted as progress, and the whole is saved at the end.
struct SpeechStream: Sendable {
    let work: Work

    func result() async throws -> ToolResult {
        var members = Members()
        for (name, value) in work.arguments.body { members[name] = value.raw }
        members.set("stream_format", "sse")
        let answer = try await work.stream("audio-speech-create", members)
        let gathered = try await gather(answer, with: SpeechStreamGatherer.self) { delta in
            await work.progress.report(delta)
        }
        var whole = gathered
        if gathered.headers["content-type"] == "application/json", case .bytes(let json) = gathered.body,
            let audio = try JSONDocument(json).root["audio"]?.string
        {
            whole.body = .bytes(Base64.decode(audio.utf8) ?? [])
            whole.headers["content-type"] = type(work["response_format"]?.string ?? "mp3")
        }
        return try await FileTreatment(
            output: work.output, prefix: "speech", limit: work.environment.downloadLimit
        ).result(whole)
    }

    private func type(_ format: String) -> String { MediaType.ofName("x." + format) ?? "application/octet-stream" }
}
