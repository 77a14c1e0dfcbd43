import Catalogue

/// Finds the providers of a call: the operator's plan, checked and made ready.
public struct RouteTable: Sendable {
    /// What is wrong with a plan, in sentences for its author.
    public struct Invalid: Error, Sendable, Equatable, CustomStringConvertible {
        public let faults: [String]
        public var description: String { faults.joined(separator: "; ") }
    }

    private let plan: RoutePlan
    private let providers: [Provider]
    private let routes: [ResolvedRoute]
    /// For calls that no route takes: each provider alone.
    private let single: [ResolvedRoute]
    /// Whether there is nothing to look up but, perhaps, `auto`.
    private let isPlain: Bool
    /// The provider that takes the keys of callers.
    private let callersProvider: Int?

    /// Checks a plan against the providers; throws ``Invalid`` with every fault.
    public init(_ plan: RoutePlan, providers: [Provider]) throws(Invalid) {
        let faults = Self.faults(plan, providers)
        guard faults.isEmpty else { throw Invalid(faults: faults) }
        self.plan = plan
        self.providers = providers
        let positions = Dictionary(uniqueKeysWithValues: providers.enumerated().map { ($1.name, $0) })
        routes = plan.routes.map { route in
            ResolvedRoute(
                name: route.name, strategy: route.strategy,
                candidates: route.targets.compactMap { target in
                    positions[target.provider].map {
                        .init(provider: $0, name: target.provider, model: target.model, weight: target.weight)
                    }
                }, namesEndpoints: !route.endpoints.isEmpty)
        }
        single = providers.enumerated().map { position, provider in
            ResolvedRoute(
                name: provider.name, strategy: .priority,
                candidates: [.init(provider: position, name: provider.name, model: nil, weight: 1)])
        }
        callersProvider = providers.firstIndex { $0.takesCallerKeys }
        isPlain =
            providers.count == 1 && plan.routes.isEmpty && plan.aliases.isEmpty && providers[0].models.isEmpty
            && providers[0].modelNames.isEmpty
    }

    private static func faults(_ plan: RoutePlan, _ providers: [Provider]) -> [String] {
        var faults: [String] = []
        if providers.isEmpty { faults.append("there is no provider") }
        var names: Set<String> = []
        for provider in providers where !names.insert(provider.name).inserted {
            faults.append("there are two providers called '\(provider.name)', give each a name of its own")
        }
        if providers.filter(\.takesCallerKeys).count > 1 {
            faults.append("more than one provider takes the keys of callers, choose one")
        }
        for route in plan.routes {
            if route.targets.isEmpty { faults.append("route '\(route.name)' has no target") }
            if route.targets.count > Routing.mostCandidates {
                faults.append("route '\(route.name)' has more than \(Routing.mostCandidates) targets")
            }
            for target in route.targets where !names.contains(target.provider) {
                faults.append("route '\(route.name)' names provider '\(target.provider)', which there is not")
            }
            if route.targets.contains(where: { !$0.weight.isFinite || $0.weight < 0 }) {
                faults.append("route '\(route.name)' has a weight that is no number from 0")
            } else if route.strategy == .weighted, route.targets.allSatisfy({ $0.weight == 0 }) {
                faults.append("the weights of route '\(route.name)' are all 0")
            }
        }
        for name in plan.aliases.keys.sorted() where plan.aliases[plan.aliases[name] ?? ""] != nil {
            faults.append("alias '\(name)' leads to another alias, name the model itself")
        }
        return faults
    }

    /// Whether a call goes to the only provider as it is.
    func isDirect(_ model: @autoclosure () -> String?) -> Bool {
        isPlain && (plan.auto == nil || model() != Self.auto)
    }

    /// The name by which a caller leaves the choice of model to the gateway.
    static let auto = "auto"

    /// What a call asks for, as far as its way depends on it.
    struct Question {
        var endpoint: Endpoint
        /// The model that the caller names, after aliases; nil where it names none.
        var model: String?
        /// Whether the caller brought a key, which goes to one provider only.
        var hasOwnKey: Bool
        /// Whether it concerns something that lies at a provider: another provider does not have it.
        var isBound: Bool
    }

    /// The model that a name stands for: by alias, or `auto` by the task; nil where it stands for itself.
    ///
    /// - Parameter task: how hard the task is; nil where the call is none that `auto` is for.
    func model(for name: String, task: () -> Complexity?) -> String? {
        if let model = plan.aliases[name] { return model }
        guard name == Self.auto, let auto = plan.auto, let task = task() else { return nil }
        let model = auto.model(for: task)
        return plan.aliases[model] ?? model
    }

    /// The candidates of a call; throws an ``APIError`` that says why there is none.
    func route(_ question: Question, has: (_ provider: Int, Endpoint) -> Bool) throws(APIError) -> ResolvedRoute {
        let wanted = matching(question)
        guard !wanted.isEmpty else {
            throw APIError(
                .modelNotFound,
                "no provider has model '\(question.model ?? "")', choose a model that one of them has: \(offer)",
                param: "model")
        }
        // Of routes the first decides; of providers alone the first that has the endpoint.
        for route in wanted {
            let able = route.keeping { has($0.provider, question.endpoint) && mayAdminister($0.provider, question) }
            guard !able.candidates.isEmpty else { continue }
            return question.isBound && !able.namesEndpoints ? able.first : able
        }
        throw lacking(question, wanted, has)
    }

    private func matching(_ question: Question) -> [ResolvedRoute] {
        let own = question.hasOwnKey ? callersProvider : nil
        for (position, route) in plan.routes.enumerated() where Self.fits(route, question) {
            guard let own else { return [routes[position]] }
            // The caller's key must not reach another vendor, whatever the route says.
            let allowed = routes[position].keeping { $0.provider == own }
            return [allowed.candidates.isEmpty ? single[own] : allowed]
        }
        if let own { return [single[own]] }
        return zip(providers, single).filter { provider, _ in
            question.model.map { model in
                provider.models.isEmpty || provider.modelNames[model] != nil
                    || provider.models.contains { $0.matches(model) }
            } ?? true
        }.map(\.1)
    }

    private static func fits(_ route: Route, _ question: Question) -> Bool {
        (route.models.isEmpty || question.model.map { model in route.models.contains { $0.matches(model) } } == true)
            && (route.endpoints.isEmpty || route.endpoints.contains { $0.matches(question.endpoint.name) })
    }

    /// What needs the operator's admin key goes where there is one, if there is one at all.
    private func mayAdminister(_ provider: Int, _ question: Question) -> Bool {
        guard question.endpoint.key == .admin, !question.hasOwnKey else { return true }
        return providers[provider].adminKey != nil || providers.allSatisfy { $0.adminKey == nil }
    }

    private func lacking(
        _ question: Question, _ wanted: [ResolvedRoute], _ has: (Int, Endpoint) -> Bool
    ) -> APIError {
        let endpoint = question.endpoint
        let names = wanted.flatMap(\.candidates).map(\.name)
        let others = providers.indices.filter { has($0, endpoint) }.map { "'\(providers[$0].name)'" }
        let subject = "'\(endpoint.name)' (\(endpoint.method.rawValue) \(endpoint.path))"
        let whom = names.count == 1 ? "provider" : "providers"
        return APIError(
            .endpointMissing,
            "\(whom) \(names.map { "'\($0)'" }.joined(separator: " and ")) \(names.count == 1 ? "does" : "do") not offer \(subject)"
                + (others.isEmpty
                    ? ", use another tool, or ask whoever runs this server for a provider that has it"
                    : ", \(others.joined(separator: " and ")) \(others.count == 1 ? "does" : "do"): name one of its models"
                        + ", or ask whoever runs this server to route the call there"))
    }

    /// What may be named, for a message.
    private var offer: String {
        providers.map { provider in
            let models = provider.models.map(\.description) + provider.modelNames.keys.sorted()
            return "\(provider.name) has \(models.prefix(8).joined(separator: ", "))"
        }.joined(separator: "; ")
    }
}
