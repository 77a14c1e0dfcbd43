import MCP
import TestSupport
import Testing

/// Every conversation over every transport.
@Suite struct TranscriptTests {
    enum Wire: String, CaseIterable, Sendable {
        case memory, stdio, http
    }

    static let conversations: [Transcript] = {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return ["handshake", "stateless", "tools", "resources", "prompts", "completion"].flatMap { name in
            let bytes = SharedFacts.file("/\(folder)/Transcripts/\(name).txt") ?? []
            return Transcript.all(in: String(decoding: bytes, as: UTF8.self))
        }
    }()

    @Test("there are conversations") func present() { #expect(Self.conversations.count >= 20) }

    @Test("the server answers as written", arguments: conversations, Wire.allCases)
    func play(_ conversation: Transcript, _ kind: Wire) async throws {
        let server = try FixtureServer.make()
        let wire: any TranscriptWire =
            switch kind {
            case .memory: MemoryWire(server)
            case .stdio: PipeWire(server)
            case .http: try await HTTPWire(server)
            }
        let faults = try await conversation.play(over: wire)
        await wire.close()
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }
}
