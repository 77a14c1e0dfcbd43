import JSON
import MCP

/// What the header `MCP-Protocol-Version` says, and where it is believed.
struct VersionHeader: Sendable {
    private let text: String?
    /// The revision, where we know it.
    let revision: Revision?

    init(_ text: String?) {
        self.text = text
        revision = text.flatMap(Revision.init(rawValue:))
    }

    /// Whether the request stands alone, so that a session id on it means nothing.
    var isStateless: Bool { revision?.isStateless ?? false }

    /// Whether the header counts for this message. It does not for an `initialize` of the handshake: that one asks for
    /// its revision in the body, and a client that has just tried another era may still send that era's header.
    func counts(for message: JSONView) -> Bool {
        message["method"]?.string != "initialize" || Self.declaresRevision(message)
    }

    /// An error for a handshake-era message whose header names an unknown revision (2025-11-25, transports, protocol
    /// version header). A message that declares its revision in the body is compared with the header by the server.
    func fault(in message: JSONView) -> Reply? {
        guard let text, revision == nil, counts(for: message), !Self.declaresRevision(message) else { return nil }
        let known = Revision.allCases.map(\.rawValue).joined(separator: ", ")
        let error = ProtocolError(
            .invalidRequest, "Unknown MCP-Protocol-Version \(text.debugDescription); this server knows \(known).")
        return Reply(error, id: message["id"].flatMap { RequestID($0) })
    }

    private static func declaresRevision(_ message: JSONView) -> Bool {
        message["params"]?["_meta"]?[MetaKey.protocolVersion] != nil
    }
}
