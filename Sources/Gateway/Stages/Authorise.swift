import Synchronization

/// Puts the key on a call that the provider and the caller allow; innermost, so that no other stage sees it.
///
/// Several keys take turns. One that is refused is set aside for a while, and the call goes out with the next: a
/// provider that says 401 or 429 has done nothing for it.
public struct Authorise: Stage {
    private let provider: Provider
    private let ring: Ring
    private let surroundings: Surroundings

    private final class Ring: Sendable {
        let keys = Mutex(KeyRing())
    }

    /// Creates the stage in front of a provider.
    public init(_ provider: Provider, in surroundings: Surroundings = .real) {
        self.provider = provider
        self.surroundings = surroundings
        ring = Ring()
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        var call = call
        for name in Self.managed { call.headers[name] = nil }
        if provider.takesCallerKeys, let key = call.caller.key {
            try put(key, on: &call)
        } else if call.endpoint.key == .admin {
            try administer(&call)
        } else if call.caller.mayUseServerKey, case let keys = provider.keys.keys, let first = keys.first {
            if keys.count == 1 { try put(first, on: &call) }
            call.headers["OpenAI-Organization"] = provider.organisation
            call.headers["OpenAI-Project"] = provider.project
            if keys.count > 1 { return try await rotate(keys, call, next) }
        } else if provider.requiresKey {
            throw UpstreamFailure(.noKey, mayHaveBeenSent: false, Self.advice(call.caller, provider))
        }
        return try await next(call)
    }

    /// A key comes from here or not at all, whichever header the provider wants it in.
    private static let managed = [
        "Authorization", "api-key", "x-api-key", "OpenAI-Organization", "OpenAI-Project",
    ]

    private func rotate(
        _ keys: [SecretString], _ call: Call, _ next: @Sendable (Call) async throws -> Answer
    ) async throws -> Answer {
        var call = call
        var tried: [SecretString] = []
        var last: Answer?
        var attempts = Attempts()
        ring.keys.withLock { $0.update(keys) }
        while let key = ring.keys.withLock({ $0.next(tried: tried, at: surroundings.uptime()) }) {
            try put(key, on: &call)
            let answer = try await attempts.send(call, next)
            let verdict = KeyRing.Verdict(answer, now: surroundings.now())
            ring.keys.withLock { $0.report(verdict, of: key, at: surroundings.uptime()) }
            guard case .aside = verdict, answer.headers["x-should-retry"] != "false" else { return answer }
            tried.append(key)
            last = answer
        }
        guard let last else {
            throw UpstreamFailure(.noKey, mayHaveBeenSent: false, Self.advice(call.caller, provider))
        }
        return last
    }

    /// The admin key never stands in for the plain one, nor the other way round.
    private func administer(_ call: inout Call) throws {
        if call.caller.mayUseAdminKey, let key = provider.adminKey { return try put(key, on: &call) }
        guard provider.requiresKey || provider.adminKey != nil else { return }
        throw UpstreamFailure(
            .noKey, mayHaveBeenSent: false,
            call.caller.mayUseAdminKey
                ? "'\(call.endpoint.name)' administers the organisation and needs an admin key, start the server with OPENAI_ADMIN_KEY"
                : "'\(call.endpoint.name)' administers the organisation, send an admin key of your own in the X-API-Key header or ask whoever runs this server to grant you its admin key"
        )
    }

    private func put(_ key: SecretString, on call: inout Call) throws {
        guard !key.exposed.isEmpty, key.exposed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw UpstreamFailure(
                .noKey, mayHaveBeenSent: false,
                "the API key is empty or has spaces, line ends or characters beyond ASCII in it, supply it as issued")
        }
        let header = provider.dialect.keyHeader
        call.headers[header.name] = header.prefix + key.exposed
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
