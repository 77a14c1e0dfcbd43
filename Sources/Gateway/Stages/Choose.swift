import Catalogue

/// Picks the provider for one attempt, and notes how it did.
///
/// A provider whose breaker is open is passed over while there is another; the last one left is asked all the same, for
/// a guess must not refuse what might be answered.
public struct Choose: Stage {
    /// Price of a provider's model in US dollars per million tokens, input and output together; nil: not known.
    public typealias Price = @Sendable (_ provider: Provider, _ model: String) -> Double?

    private let providers: ProviderSet
    private let price: Price
    private let surroundings: Surroundings

    /// Creates the stage.
    public init(
        among providers: ProviderSet, price: @escaping Price = { provider, model in provider.listedPrice(of: model) },
        in surroundings: Surroundings = .real
    ) {
        self.providers = providers
        self.price = price
        self.surroundings = surroundings
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        guard let routing = call.routing else {
            let answer = try await next(call)
            note(answer, of: call.endpoint, at: providers.state(of: 0))
            return answer
        }
        let (position, hasAlternative) = choose(routing, model: call.model)
        let candidate = routing.route.candidates[position]
        var call = call
        call.routing?.position = position
        call.routing?.hasAlternative = hasAlternative
        let asked = call.model
        let own = asked.flatMap { candidate.model ?? providers.providers[candidate.provider].modelNames[$0] }
        if let own { call.model = own }
        let place = RoutePlace(position: position, hasAlternative: hasAlternative)
        let state = providers.state(of: candidate.provider)
        if routing.route.candidates.count == 1, !routing.isPinned {
            return try await placed(place) { try await answered(call, asked, own, state, next) }
        }
        let start = surroundings.uptime()
        state.health.withLock { $0.begin(at: start) }
        let flight = Release { state.health.withLock { $0.end() } }
        return try await placed(place) {
            do {
                var answer = try await answered(call, asked, own, state, next)
                end(.init(answer), start, state)
                answer.body = flight.covering(answer.body)
                return answer
            } catch let failure as UpstreamFailure {
                end(.init(failure), start, state)
                throw failure
            }
        }
    }

    private func answered(
        _ call: Call, _ asked: String?, _ own: String?, _ state: ProviderState,
        _ next: @Sendable (Call) async throws -> Answer
    ) async throws -> Answer {
        var answer = try await next(call)
        note(answer, of: call.endpoint, at: state)
        answer.notes.model = own ?? asked
        if let own, let asked, own != asked { answer.notes.replaced(asked, by: own) }
        return answer
    }

    /// Says where on the route it was, whatever comes of it.
    private func placed(_ place: RoutePlace, _ send: () async throws -> Answer) async throws -> Answer {
        do {
            var answer = try await send()
            answer.notes.place = place
            return answer
        } catch var failure as UpstreamFailure {
            failure.place = place
            throw failure
        }
    }

    private func choose(_ routing: Routing, model: String?) -> (position: Int, hasAlternative: Bool) {
        if routing.isPinned, let position = routing.position { return (position, false) }
        let route = routing.route
        guard route.candidates.count > 1 else { return (0, false) }
        let now = surroundings.uptime()
        let order = CandidateOrder.order(route, random: surroundings.random) { position in
            let candidate = route.candidates[position]
            let provider = providers.providers[candidate.provider]
            let (inFlight, latency) = providers.state(of: candidate.provider).health.withLock {
                ($0.inFlight, $0.latency(at: now))
            }
            return CandidateOrder.Facts(
                inFlight: inFlight, latency: latency,
                price: route.strategy == .cheapest ? (candidate.model ?? model).flatMap { price(provider, $0) } : nil)
        }
        let untried = order.filter { routing.tried & (1 << UInt64($0)) == 0 }
        let healthy = untried.filter { position in
            providers.state(of: route.candidates[position].provider).health.withLock { $0.breaker.allows(at: now) }
        }
        return (healthy.first ?? untried.first ?? order[0], healthy.count > 1)
    }

    private func end(_ outcome: Health.Outcome, _ start: Double, _ state: ProviderState) {
        let now = surroundings.uptime()
        state.health.withLock { $0.note(outcome, after: now - start, at: now) }
    }

    /// Learns from an answer whether the provider has the endpoint.
    private func note(_ answer: Answer, of endpoint: Endpoint, at state: ProviderState) {
        if answer.isSuccess {
            state.capabilities.withLock { $0.answered(endpoint) }
        } else if [404, 405, 501].contains(answer.status),
            APIError(answer, now: surroundings.now()).kind == .endpointMissing
        {
            state.capabilities.withLock { $0.wasMissing(endpoint, at: surroundings.uptime()) }
        }
    }
}

extension Provider {
    /// What the operator says that a model costs here: dollars for a million tokens of input and one of output.
    public func listedPrice(of model: String) -> Double? {
        prices.first { $0.models.matches(model) }.map { $0.price.input + $0.price.output }
    }
}
