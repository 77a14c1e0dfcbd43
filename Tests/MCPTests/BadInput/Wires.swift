import JSON
import MCP
import TestSupport

/// The ways to a server that one connection serves in order.
enum Wires: String, CaseIterable, Sendable {
    case memory, stdio

    func connect(_ server: Server) -> any TranscriptWire {
        switch self {
        case .memory: MemoryWire(server)
        case .stdio: PipeWire(server)
        }
    }
}

extension TranscriptWire {
    /// Sends a text and returns the next message.
    func ask(_ text: String) async throws -> JSONView {
        try await send(Array(text.utf8))
        return try JSONDocument(try await receive()).root
    }

    /// Sends a stateless request and returns the next message.
    func ask(_ method: String, _ params: String, id: Int = 1, version: String = "2026-07-28") async throws -> JSONView {
        let capabilities = #"{"elicitation":{},"sampling":{},"roots":{}}"#
        let meta =
            #""_meta":{"\#(MetaKey.protocolVersion)":"\#(version)","\#(MetaKey.clientCapabilities)":\#(capabilities)}"#
        return try await ask(
            #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{\#(params)\#(params.isEmpty ? "" : ",")\#(meta)}}"#
        )
    }
}
