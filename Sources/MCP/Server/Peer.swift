import JSON

/// The other end of a message as the transport knows it.
public struct Peer: Sendable {
    /// What `initialize` agreed, if there was one.
    public var client: ClientDescription?
    public var principal: any Principal
    /// The HTTP headers that repeat parts of the body; nil where the transport has none.
    public var headers: StandardHeaders?

    /// Creates a peer.
    public init(client: ClientDescription? = nil, principal: any Principal, headers: StandardHeaders? = nil) {
        self.client = client
        self.principal = principal
        self.headers = headers
    }

    var headerVersion: HeaderVersion {
        guard let headers else { return .noHeaders }
        return headers.protocolVersion.map { .value($0) } ?? .absent
    }

    /// Whether the header alone shows a stateless client.
    var isStateless: Bool {
        headers?.protocolVersion.map { Revision(rawValue: $0)?.isStateless ?? true } ?? false
    }

    /// The revision of a request that neither declares one nor follows a handshake.
    var assumedRevision: Revision {
        headers?.protocolVersion.flatMap { Revision(rawValue: $0) } ?? .assumed
    }

    /// Whether a request must carry its own metadata: it does, its header says so, or its method exists only there.
    func declaresRevision(_ params: JSONView?, method: String) -> Bool {
        params?["_meta"]?[MetaKey.protocolVersion] != nil || isStateless || method == "server/discover"
    }
}

/// The headers that repeat parts of a request (2026-07-28, Streamable HTTP, request metadata).
public struct StandardHeaders: Sendable, Hashable {
    /// `MCP-Protocol-Version`.
    public var protocolVersion: String?
    /// `Mcp-Method`.
    public var method: String?
    /// `Mcp-Name`.
    public var name: String?

    /// Creates the three headers as they came.
    public init(protocolVersion: String?, method: String?, name: String?) {
        self.protocolVersion = protocolVersion
        self.method = method
        self.name = name
    }

    /// Compares the headers with the body.
    func check(method bodyMethod: String, params: JSONView?) throws(ProtocolError) {
        guard let method else { throw mismatch("The header Mcp-Method is missing; it must repeat the method.") }
        guard method == bodyMethod else {
            throw mismatch(
                "The header Mcp-Method says \(method.debugDescription) and the body \(bodyMethod.debugDescription).")
        }
        guard let bodyName = Self.nameSource(of: bodyMethod, params) else { return }
        guard let name else {
            throw mismatch("The header Mcp-Name is missing; it must repeat \(bodyName.debugDescription).")
        }
        guard let decoded = Self.decode(name) else { throw mismatch("The header Mcp-Name is not well-formed Base64.") }
        guard decoded == bodyName else {
            throw mismatch(
                "The header Mcp-Name says \(decoded.debugDescription) and the body \(bodyName.debugDescription).")
        }
    }

    private static func nameSource(of method: String, _ params: JSONView?) -> String? {
        switch method {
        case "tools/call", "prompts/get": params?["name"]?.string
        case "resources/read": params?["uri"]?.string
        default: nil
        }
    }

    /// Undoes the `=?base64?...?=` form of values that a header cannot carry.
    static func decode(_ value: String) -> String? {
        let trimmed = value.trimmingSpaces()
        guard trimmed.hasPrefix("=?base64?"), trimmed.hasSuffix("?="), trimmed.utf8.count >= 11 else { return trimmed }
        guard let bytes = Base64.decode(trimmed.dropFirst(9).dropLast(2).utf8) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private func mismatch(_ message: String) -> ProtocolError {
        ProtocolError(.headerMismatch, message, envelope: true)
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        var text = self[...]
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}
