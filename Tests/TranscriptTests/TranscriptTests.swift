import ConformanceFixtures
import HTTPTransport
import MCP
import Sealing
import TestSupport
import Testing

/// Every conversation over every transport.
@Suite struct TranscriptTests {
    enum Wire: String, CaseIterable, Sendable {
        case memory, stdio, http
    }

    /// The servers that are talked to; the conversations with each are in a folder of its name.
    enum Peer: String, CaseIterable, Sendable {
        /// What our own tests need.
        case fixture = "Fixture"
        /// What the official conformance suite asks for.
        case conformance = "Conformance"

        var files: [String] {
            switch self {
            case .fixture: ["handshake", "stateless", "tools", "resources", "prompts", "completion"]
            case .conformance: ["listing", "content", "handshake", "asking", "stateless", "input", "changes", "tasks"]
            }
        }

        func make() throws -> Server {
            switch self {
            case .fixture: try FixtureServer.make()
            case .conformance: try ConformanceServer.make(sealer: AuthenticatedSealer())
            }
        }
    }

    struct Conversation: Sendable, CustomTestStringConvertible {
        let peer: Peer
        let transcript: Transcript
        var testDescription: String { "\(peer.rawValue): \(transcript)" }
    }

    static let conversations = Peer.allCases.flatMap { peer in
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return peer.files.flatMap { name in
            let bytes = SharedFacts.file("/\(folder)/Transcripts/\(peer.rawValue)/\(name).txt") ?? []
            return Transcript.all(in: String(decoding: bytes, as: UTF8.self)).map {
                Conversation(peer: peer, transcript: $0)
            }
        }
    }

    @Test("there are conversations", arguments: Peer.allCases) func present(_ peer: Peer) {
        #expect(Self.conversations.count { $0.peer == peer } >= 20)
    }

    @Test("the server answers as written", arguments: conversations, Wire.allCases)
    func play(_ conversation: Conversation, _ kind: Wire) async throws {
        let server = try conversation.peer.make()
        let wire: any TranscriptWire =
            switch kind {
            case .memory: MemoryWire(server)
            case .stdio: PipeWire(server)
            case .http: try await HTTPWire(server)
            }
        let faults = try await conversation.transcript.play(over: wire)
        await wire.close()
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }
}
