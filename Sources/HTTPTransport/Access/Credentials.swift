import HTTPTypes

/// Finds out who calls from the headers and the path.
///
/// Without caller tokens, a provider key comes as Bearer, in `X-API-Key` or in the path. With them, Bearer is the
/// caller's token and the other two places hold the provider key.
struct Credentials: Sendable {
    private let tokens: CallerTokens?
    private let secrets: Secrets
    private let isLoopback: Bool
    private let pathKeys: PathKeyRule

    private enum PathKeyRule {
        case taken, unknown, refused
    }

    init(_ configuration: HTTPConfiguration, secrets: Secrets) {
        tokens = configuration.callerTokens
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
    func identify(_ fields: RequestFields, pathKey: String?) throws(Refusal) -> Identity {
        if pathKey != nil { try checkPathKeys() }
        let bearer = Self.bearer(fields.authorization)
        let headerKey = fields.apiKey.flatMap { $0.isEmpty ? nil : $0 }
        guard let tokens else {
            let key = try Self.agreed([bearer, headerKey, pathKey])
            return identity(key.map(secrets.name(forHolderOf:)) ?? "anonymous", key, isAuthenticated: false)
        }
        guard let bearer else {
            throw .unauthorized("This server wants a caller token: send it as Authorization: Bearer.")
        }
        guard let name = tokens.caller(presenting: bearer) else {
            throw .unauthorized("The caller token is not known here.", error: "invalid_token")
        }
        return identity(name, try Self.agreed([headerKey, pathKey]), isAuthenticated: true)
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
