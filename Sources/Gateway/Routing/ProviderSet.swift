import Catalogue
import Synchronization

/// The providers behind the gateway, each with its own stages; a call goes to the one that was chosen for it.
public final class ProviderSet: Upstream {
    /// A provider and the way to it: its stages and what sends.
    public struct Member: Sendable {
        public let provider: Provider
        public let upstream: any Upstream

        /// Creates a member.
        public init(_ provider: Provider, upstream: any Upstream) {
            self.provider = provider
            self.upstream = upstream
        }
    }

    public let providers: [Provider]
    private let upstreams: [any Upstream]
    private let states: [ProviderState]
    private let surroundings: Surroundings

    /// Creates a set; at least one provider is needed. The first serves calls that nothing was chosen for.
    public init(_ members: [Member], breaker: BreakerLimits = BreakerLimits(), in surroundings: Surroundings = .real) {
        precondition(!members.isEmpty, "a gateway needs a provider")
        providers = members.map(\.provider)
        upstreams = members.map(\.upstream)
        states = members.map { ProviderState($0.provider, breaker) }
        self.surroundings = surroundings
    }

    public func send(_ call: Call) async throws -> Answer {
        try await upstreams[call.routing?.candidate?.provider ?? 0].send(call)
    }

    // MARK: What providers have

    /// Whether some provider has an endpoint, as far as is known: a tool that none can serve need not be listed.
    public func canServe(_ endpoint: Endpoint) -> Bool { states.indices.contains { has(endpoint, at: $0) } }

    /// Whether a provider has an endpoint, as far as is known.
    func has(_ endpoint: Endpoint, at provider: Int) -> Bool {
        states[provider].capabilities.withLock { $0.has(endpoint, at: surroundings.uptime()) }
    }

    // MARK: How providers do

    func state(of provider: Int) -> ProviderState { states[provider] }
}

/// What is known of a provider and changes.
final class ProviderState: Sendable {
    let capabilities: Mutex<Capabilities>
    let health: Mutex<Health>

    init(_ provider: Provider, _ breaker: BreakerLimits) {
        capabilities = Mutex(Capabilities(provider.capabilities, dialect: provider.dialect))
        health = Mutex(Health(breaker))
    }
}
