/// Puts the key on a call that the provider and the caller allow; innermost, so that no other stage sees it.
public struct Authorise: Stage {
    private let provider: Provider

    /// Creates the stage in front of a provider.
    public init(_ provider: Provider) { self.provider = provider }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        var call = call
        for name in ["Authorization", "OpenAI-Organization", "OpenAI-Project"] { call.headers[name] = nil }
        if provider.takesCallerKeys, let key = call.caller.key {
            try Self.put(key, on: &call)
        } else if call.endpoint.key == .admin {
            try administer(&call)
        } else if call.caller.mayUseServerKey, let key = provider.keys.keys.first {
            try Self.put(key, on: &call)
            call.headers["OpenAI-Organization"] = provider.organisation
            call.headers["OpenAI-Project"] = provider.project
        } else if provider.requiresKey {
            throw UpstreamFailure(.noKey, mayHaveBeenSent: false, Self.advice(call.caller, provider))
        }
        return try await next(call)
    }

    /// The admin key never stands in for the plain one, nor the other way round.
    private func administer(_ call: inout Call) throws {
        if call.caller.mayUseAdminKey, let key = provider.adminKey { return try Self.put(key, on: &call) }
        guard provider.requiresKey || provider.adminKey != nil else { return }
        throw UpstreamFailure(
            .noKey, mayHaveBeenSent: false,
            call.caller.mayUseAdminKey
                ? "'\(call.endpoint.name)' administers the organisation and needs an admin key, start the server with OPENAI_ADMIN_KEY"
                : "'\(call.endpoint.name)' administers the organisation, send an admin key of your own in the X-API-Key header or ask whoever runs this server to grant you its admin key"
        )
    }

    private static func put(_ key: SecretString, on call: inout Call) throws {
        guard !key.exposed.isEmpty, key.exposed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw UpstreamFailure(
                .noKey, mayHaveBeenSent: false,
                "the API key is empty or has spaces, line ends or characters beyond ASCII in it, supply it as issued")
        }
        call.headers["Authorization"] = "Bearer \(key.exposed)"
    }

    private static func advice(_ caller: Caller, _ provider: Provider) -> String {
        let missing = "there is no API key for provider '\(provider.name)'"
        if provider.takesCallerKeys, caller.id != Caller.local.id {
            let own = caller.mayUseServerKey ? "start the server with OPENAI_API_KEY, or " : ""
            return "\(missing), \(own)send a key of your own in the X-API-Key header"
        }
        return caller.mayUseServerKey
            ? "\(missing), start the server with OPENAI_API_KEY"
            : "\(missing) that you may use, ask whoever runs this server to grant it"
    }
}
