import JSON

/// The headers that repeat parts of a request (2026-07-28, Streamable HTTP, standard request headers).
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
        guard let key = Self.nameKey(of: bodyMethod) else { return }
        try checkName(against: params?[key], key)
    }

    private func checkName(against value: JSONView?, _ key: String) throws(ProtocolError) {
        guard let name else {
            throw mismatch("The header Mcp-Name is missing; it must repeat params.\(key).")
        }
        guard name.utf8.allSatisfy(HeaderText.isAllowed) else {
            throw mismatch("The header Mcp-Name has characters beyond ASCII; send =?base64?...?= instead.")
        }
        guard let decoded = HeaderText.decode(name) else {
            throw mismatch("The header Mcp-Name is not well-formed Base64.")
        }
        guard let said = value?.string else {
            throw mismatch("The header Mcp-Name says \(decoded.debugDescription) and the body has no params.\(key).")
        }
        guard decoded == said else {
            throw mismatch(
                "The header Mcp-Name says \(decoded.debugDescription) and the body \(said.debugDescription).")
        }
    }

    /// The parameter that `Mcp-Name` repeats; nil where the method has none.
    private static func nameKey(of method: String) -> String? {
        switch method {
        case "tools/call", "prompts/get": "name"
        case "resources/read": "uri"
        default: nil
        }
    }

    private func mismatch(_ message: String) -> ProtocolError {
        ProtocolError(.headerMismatch, message, envelope: true)
    }
}
