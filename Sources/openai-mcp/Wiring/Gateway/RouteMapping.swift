import Gateway
import Settings

extension RoutePlan {
    /// What the settings say about routes. `auto` stands for today's models of OpenAI where that is asked first.
    init(_ settings: GatewaySettings, providers: [Provider]) {
        self.init(
            routes: settings.routes.enumerated().map { index, route in Route(route, number: index + 1) },
            aliases: settings.aliases,
            auto: settings.auto.map { AutoModels(simple: $0.simple, standard: $0.standard, complex: $0.complex) }
                ?? (providers.first?.dialect == .openai ? .openai : nil),
            breaker: BreakerLimits(
                failures: settings.breaker.failures, window: settings.breaker.window.inSeconds,
                open: settings.breaker.open.inSeconds, longestOpen: settings.breaker.longestOpen.inSeconds))
    }
}

extension Route {
    fileprivate init(_ entry: RouteEntry, number: Int) {
        self.init(
            name: entry.name ?? "\(number)", models: entry.models.map { Glob($0) },
            endpoints: entry.endpoints.map { Glob($0) },
            targets: entry.candidates.map { Target($0.provider, model: $0.model, weight: $0.weight) },
            strategy: Strategy(rawValue: entry.strategy.rawValue) ?? .priority)
    }
}

extension Duration {
    var inSeconds: Double { self / .seconds(1) }
}
