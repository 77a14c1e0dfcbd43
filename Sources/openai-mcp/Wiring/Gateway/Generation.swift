import Embedded
import Gateway
import Settings
import Upstreams

/// One configuration as a gateway: its providers, and the stages in front of them.
struct Generation: Sendable {
    let providers: ProviderSet
    let pipeline: Pipeline

    /// - Parameters:
    ///   - accounting: what is remembered beyond one configuration.
    ///   - pace: waited between the events of the embedded provider's streams.
    init(_ settings: Settings, accounting: Accounting, proxies: ProxySettings, pace: Duration = .zero) throws {
        let list = Provider.all(settings)
        let plan = RoutePlan(settings.gateway, providers: list)
        let table = try RouteTable(plan, providers: list)
        providers = ProviderSet(
            try list.map { provider in
                let upstream: any Upstream =
                    switch provider.dialect {
                    case .embedded: EmbeddedProvider(pace: pace)
                    default: try HTTPUpstream(provider, version: Version.current, proxies: proxies)
                    }
                return ProviderSet.Member(
                    provider, upstream: Pipeline(Stages.own(provider), upstream: upstream))
            }, breaker: plan.breaker)
        let stages = Stages(
            settings: settings, accounting: accounting, providers: providers, table: table,
            prices: RoutePrices(providers: list), redactor: Redactor(settings.secrets.map { SecretString($0.exposed) }),
            transforms: try TransformPlan(TransformRules(settings.gateway.transforms)))
        pipeline = Pipeline(stages.all, upstream: providers)
    }
}
