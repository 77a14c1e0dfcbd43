/// The providers that may serve a call, in the order that the operator wrote down.
public final class ResolvedRoute: Sendable {
    /// Name of the route, or of the provider where no route was written.
    public let name: String
    public let strategy: Route.Strategy
    public let candidates: [Candidate]
    /// Whether the operator named endpoints, and so has thought of where their objects lie.
    let namesEndpoints: Bool

    init(name: String, strategy: Route.Strategy, candidates: [Candidate], namesEndpoints: Bool = false) {
        self.name = name
        self.strategy = strategy
        self.candidates = candidates
        self.namesEndpoints = namesEndpoints
    }

    /// One of them.
    public struct Candidate: Sendable, Hashable {
        /// Position of the provider in the set.
        public let provider: Int
        /// Name of the provider.
        public let name: String
        /// The model to ask it for; nil: the one that the call names.
        public let model: String?
        /// Share in a weighted route.
        public let weight: Double
    }

    /// The same route without some of its candidates.
    func keeping(_ isKept: (Candidate) -> Bool) -> ResolvedRoute {
        if candidates.allSatisfy(isKept) { return self }
        return ResolvedRoute(
            name: name, strategy: strategy, candidates: candidates.filter(isKept), namesEndpoints: namesEndpoints)
    }

    /// The first candidate alone.
    var first: ResolvedRoute {
        ResolvedRoute(name: name, strategy: .priority, candidates: Array(candidates.prefix(1)))
    }
}

/// Where a call stands on its route.
public struct Routing: Sendable {
    /// What there is to choose from.
    public let route: ResolvedRoute
    /// Position of the candidate that the call goes to now; nil until one is chosen.
    public internal(set) var position: Int?
    /// Candidates that have been tried, as bits.
    var tried: UInt64 = 0
    /// Whether only the candidate at `position` will do: it knows the call by its idempotency key.
    var isPinned = false
    /// Whether there is another healthy candidate, so that waiting at this one is pointless.
    var hasAlternative = false

    init(_ route: ResolvedRoute) { self.route = route }

    /// The candidate that the call goes to now.
    public var candidate: ResolvedRoute.Candidate? { position.map { route.candidates[$0] } }

    /// Begins a further round. Once a candidate may have done the work, no other is asked any more, whatever it says next.
    mutating func again(onlyAt position: Int?) {
        tried = 0
        guard let position else { return }
        isPinned = true
        self.position = position
    }

    /// More candidates than this have no bit.
    static let mostCandidates = 64
}
