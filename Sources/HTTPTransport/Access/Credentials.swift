import NIOHTTP1

/// Finds out who calls: the one step in which a request gets its caller.
///
/// Where nobody is known, a provider key comes as Bearer, in `X-API-Key` or in the path. Where callers have tokens,
/// Bearer is the token and the other two places hold the provider key. A trusted proxy's word goes before a token, and a
/// token before a certificate, which may be that of a machine which many use.
struct Credentials: Sendable {
    /// Who is known now.
    let callers: Current<KnownCallers>
    private let secrets: Secrets
    private let isLoopback: Bool
    private let pathKeys: PathKeyRule

    private enum PathKeyRule {
        case taken, unknown, refused
    }

    init(_ configuration: HTTPConfiguration, secrets: Secrets) {
        callers = Current(configuration.callers)
        self.secrets = secrets
        isLoopback = configuration.isLoopback
        pathKeys =
            switch configuration.pathKeys {
            case .off: .unknown
            case .insecure: .taken
            case .on: configuration.isLoopback || configuration.tls != nil ? .taken : .refused
            }
    }

    /// Identifies the caller or refuses.
    func identify(
        _ fields: RequestFields, _ headers: HTTPHeaders, pathKey: String?, on connection: ClientConnection
    ) throws(Refusal) -> Identity {
        if pathKey != nil { try checkPathKeys() }
        let bearer = Self.bearer(fields.authorization)
        let headerKey = fields.apiKey.flatMap { $0.isEmpty ? nil : $0 }
        let known = callers.value
        guard known.areRequired else {
            let key = try Self.agreed([bearer, headerKey, pathKey])
            return identity(key.map(secrets.name(forHolderOf:)) ?? "anonymous", key, isAuthenticated: false)
        }
        let keys = [known.tokens == nil ? bearer : nil, headerKey, pathKey]
        if let name = known.proxy?.caller(headers, from: connection.remoteAddress) {
            return identity(name, try Self.agreed(keys), isAuthenticated: true)
        }
        if let tokens = known.tokens, let bearer {
            guard let name = tokens.caller(presenting: bearer) else {
                throw .unauthorized("The caller token is not known here.", error: "invalid_token")
            }
            return identity(name, try Self.agreed(keys), isAuthenticated: true)
        }
        if !known.certificates.isEmpty,
            let name = connection.certificateNames.lazy.compactMap({ known.certificates[$0] }).first
        {
            return identity(name, try Self.agreed(keys), isAuthenticated: true)
        }
        throw .unauthorized(Self.wanted(known))
    }

    private static func wanted(_ known: KnownCallers) -> String {
        if known.tokens != nil { return "This server wants a caller token: send it as Authorization: Bearer." }
        return known.certificates.isEmpty
            ? "This server is called through its proxy, which says who calls."
            : "This server knows its callers by their client certificate, and this is the certificate of none."
    }

    private func identity(_ callerID: String, _ key: String?, isAuthenticated: Bool) -> Identity {
        Identity(callerID: callerID, providerKey: key, isAuthenticated: isAuthenticated, isLoopback: isLoopback)
    }

    private func checkPathKeys() throws(Refusal) {
        switch pathKeys {
        case .taken: return
        case .unknown:
            throw Refusal(.notFound, "Provider keys in the path are switched off; send the key as X-API-Key.")
        case .refused:
            throw Refusal(
                .forbidden,
                "A provider key in the path of plain HTTP can be read by anyone on the way; use TLS, send the key in a header over TLS, or have the operator set path keys to insecure."
            )
        }
    }

    /// The one key, if any; refuses where two places hold different ones.
    private static func agreed(_ keys: [String?]) throws(Refusal) -> String? {
        let present = keys.compactMap { $0 }
        guard let first = present.first else { return nil }
        guard present.allSatisfy({ $0 == first }) else {
            throw Refusal(.badRequest, "The request carries two different provider keys; send one.")
        }
        return first
    }

    private static func bearer(_ field: String?) -> String? {
        guard let field, field.utf8.count > 7, field.prefix(7).lowercased() == "bearer " else { return nil }
        let token = field.dropFirst(7).drop { $0 == " " }
        return token.isEmpty ? nil : String(token)
    }
}
