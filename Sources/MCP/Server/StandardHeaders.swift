import JSON

/// The headers that repeat parts of a request (2026-07-28, Streamable HTTP, standard request headers).
public struct StandardHeaders: Sendable, Hashable {
    /// `MCP-Protocol-Version`.
    public var protocolVersion: String?
    /// `Mcp-Method`.
    public var method: String?
    /// `Mcp-Name`.
    public var name: String?
    /// `Mcp-Param-*`, by what follows that, in lower case.
    public var parameters: [String: String]

    /// Creates the headers as they came.
    public init(protocolVersion: String?, method: String?, name: String?, parameters: [String: String] = [:]) {
        self.protocolVersion = protocolVersion
        self.method = method
        self.name = name
        self.parameters = parameters
    }

    /// Compares the headers with the body.
    func check(method bodyMethod: String, params: JSONView?) throws(ProtocolError) {
        guard let method else { throw mismatch("The header Mcp-Method is missing; it must repeat the method.") }
        guard method == bodyMethod else {
            throw mismatch(
                "The header Mcp-Method says \(method.debugDescription) and the body \(bodyMethod.debugDescription).")
        }
        guard let key = Self.nameKey(of: bodyMethod) else { return }
        guard let name else {
            throw mismatch("The header Mcp-Name is missing; it must repeat params.\(key).")
        }
        let decoded = try decoded(name, of: "Mcp-Name")
        guard let said = params?[key]?.string else {
            throw mismatch("The header Mcp-Name says \(decoded.debugDescription) and the body has no params.\(key).")
        }
        guard decoded == said else {
            throw mismatch(
                "The header Mcp-Name says \(decoded.debugDescription) and the body \(said.debugDescription).")
        }
    }

    /// Compares the headers of a tool's arguments with the arguments.
    func check(_ mirrored: [MirroredParameter], against arguments: JSONView?) throws(ProtocolError) {
        for parameter in mirrored {
            let header = "Mcp-Param-" + parameter.header
            let text = parameters[parameter.header.lowercased()]
            guard let value = parameter.value(in: arguments) else {
                if text != nil {
                    throw mismatch("The header \(header) repeats an argument that is not there; leave it out.")
                }
                continue
            }
            guard let text else {
                let path = parameter.path.joined(separator: ".")
                throw mismatch("The header \(header) is missing; it must repeat the argument \(path).")
            }
            guard MirroredParameter.isEqual(try decoded(text, of: header), to: value) else {
                throw mismatch("The header \(header) and the argument that it repeats differ.")
            }
        }
    }

    private func decoded(_ text: String, of header: String) throws(ProtocolError) -> String {
        guard text.utf8.allSatisfy(HeaderText.isAllowed) else {
            throw mismatch("The header \(header) has characters beyond ASCII; send =?base64?...?= instead.")
        }
        guard let decoded = HeaderText.decode(text) else {
            throw mismatch("The header \(header) is not well-formed Base64.")
        }
        return decoded
    }

    /// The parameter that `Mcp-Name` repeats; nil where the method has none.
    private static func nameKey(of method: String) -> String? {
        switch method {
        case "tools/call", "prompts/get": "name"
        case "resources/read": "uri"
        case "tasks/get", "tasks/update", "tasks/cancel": "taskId"
        default: nil
        }
    }

    private func mismatch(_ message: String) -> ProtocolError {
        ProtocolError(.headerMismatch, message, envelope: true)
    }
}
