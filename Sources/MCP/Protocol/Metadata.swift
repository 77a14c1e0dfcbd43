import JSON

/// What a client says of itself, by `initialize` or in the `_meta` of each request.
public struct ClientDescription: Sendable, Hashable {
    public var revision: Revision
    /// Name of the client's software, for logs.
    public var name: String?
    public var version: String?
    /// The client's capabilities as JSON text.
    public var capabilities: [UInt8]

    /// Creates a description.
    public init(
        revision: Revision, name: String? = nil, version: String? = nil, capabilities: [UInt8] = Array("{}".utf8)
    ) {
        self.revision = revision
        self.name = name
        self.version = version
        self.capabilities = capabilities
    }

    /// Reads the parameters of `initialize`.
    static func handshake(_ params: JSONView?) throws(ProtocolError) -> ClientDescription {
        guard let asked = params?["protocolVersion"]?.string else {
            throw ProtocolError(.invalidParams, "initialize needs \"protocolVersion\", a string.")
        }
        return ClientDescription(
            revision: .negotiated(asking: asked), info: params?["clientInfo"], capabilities: params?["capabilities"])
    }

    /// Reads the `_meta` of a stateless request (2026-07-28, basic, per-request protocol fields).
    ///
    /// - Parameter header: the value of `MCP-Protocol-Version` where the transport has headers.
    static func declared(in params: JSONView?, header: HeaderVersion) throws(ProtocolError) -> ClientDescription {
        let meta = params?["_meta"]
        guard let asked = meta?[MetaKey.protocolVersion] else {
            throw ProtocolError(
                .invalidParams, "The request lacks \"\(MetaKey.protocolVersion)\" in params._meta.", envelope: true)
        }
        guard let asked = asked.string else {
            throw ProtocolError(.invalidParams, "\"\(MetaKey.protocolVersion)\" must be a string.", envelope: true)
        }
        try header.check(against: asked)
        guard let revision = Revision(rawValue: asked), revision.isStateless else {
            throw ProtocolError.unsupportedVersion(asked)
        }
        guard let capabilities = meta?[MetaKey.clientCapabilities], capabilities.kind == .object else {
            throw ProtocolError(
                .invalidParams, "The request lacks \"\(MetaKey.clientCapabilities)\", an object, in params._meta.",
                envelope: true)
        }
        return ClientDescription(revision: revision, info: meta?[MetaKey.clientInfo], capabilities: capabilities)
    }

    private init(revision: Revision, info: JSONView?, capabilities: JSONView?) {
        self.init(
            revision: revision, name: info?["name"]?.string, version: info?["version"]?.string,
            capabilities: capabilities.map { Array($0.raw) } ?? Array("{}".utf8))
    }
}

/// Names reserved in `_meta`.
public enum MetaKey {
    public static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
    public static let clientInfo = "io.modelcontextprotocol/clientInfo"
    public static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    public static let serverInfo = "io.modelcontextprotocol/serverInfo"
    public static let logLevel = "io.modelcontextprotocol/logLevel"
    public static let subscriptionID = "io.modelcontextprotocol/subscriptionId"
    public static let relatedTask = "io.modelcontextprotocol/related-task"
    /// Name of the extension for tasks, in capabilities.
    public static let tasksExtension = "io.modelcontextprotocol/tasks"
}

/// The `MCP-Protocol-Version` header, if the transport has headers at all.
public enum HeaderVersion: Sendable, Hashable {
    /// stdio, memory.
    case noHeaders
    case absent
    case value(String)

    func check(against declared: String) throws(ProtocolError) {
        switch self {
        case .noHeaders: return
        case .absent:
            throw ProtocolError(
                .headerMismatch, "The header MCP-Protocol-Version is missing; it must be \(declared.debugDescription).",
                envelope: true)
        case .value(let value) where value != declared:
            throw ProtocolError(
                .headerMismatch,
                "The header MCP-Protocol-Version says \(value.debugDescription) and the body \(declared.debugDescription).",
                envelope: true)
        case .value: return
        }
    }
}
