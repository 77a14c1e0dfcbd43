import JSON

/// The other end of a message as the transport knows it.
public struct Peer: Sendable {
    /// What `initialize` agreed, if there was one.
    public var client: ClientDescription?
    public var principal: any Principal
    /// The HTTP headers that repeat parts of the body; nil where the transport has none.
    public var headers: StandardHeaders?
    /// What is remembered of it; nil where each request stands alone.
    public var session: SessionState?

    /// Creates a peer.
    public init(
        client: ClientDescription? = nil, principal: any Principal, headers: StandardHeaders? = nil,
        session: SessionState? = nil
    ) {
        self.session = session
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
