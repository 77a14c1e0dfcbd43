import Catalogue
import Embedded
import Gateway
import Settings
import Upstreams

/// The way of calls from the tools to the providers.
struct Providers {
    let set: ProviderSet
    let pipeline: Pipeline

    /// - Parameter pace: waited between the events of the embedded provider's streams.
    init(_ providers: [Provider], _ plan: RoutePlan, _ settings: Settings, proxies: ProxySettings, pace: Duration)
        throws
    {
        let table = try RouteTable(plan, providers: providers)
        set = ProviderSet(
            try providers.map { provider in
                let upstream: any Upstream =
                    switch provider.dialect {
                    case .embedded: EmbeddedProvider(pace: pace)
                    default: try HTTPUpstream(provider, version: Version.current, proxies: proxies)
                    }
                return ProviderSet.Member(
                    provider, upstream: Pipeline(Self.stages(of: provider), upstream: upstream))
            }, breaker: plan.breaker)
        pipeline = Pipeline(Self.stages(settings, table, set), upstream: set)
    }

    /// Knows the operator's keys, as they are now and as they will be.
    var redactor: Redactor {
        Redactor(set.providers.compactMap(\.adminKey), keys: set.providers.map(\.keys))
    }

    /// The stages that a call goes through before a provider is chosen for it, outermost first.
    ///
    /// A retired model is replaced once, before anything is tried, and its options are put into its successor's words.
    /// Then the providers are found. Retries come next, so that each attempt may go to another provider; it is chosen
    /// anew each time.
    static func stages(_ settings: Settings, _ table: RouteTable, _ providers: ProviderSet) -> [any Stage] {
        [
            ReplaceRetiredModels(strict: settings.defaults.strictModels, successor: successors(settings)),
            TranslateImageOptions(isCurrent: ModelTraits.takesCurrentImageOptions),
            Resolve(table, among: providers),
            Retry(
                RetryPolicy(
                    maxRetries: settings.retry.maxRetries, mayBillTwice: settings.retry.maybeBilled == .allow)),
            Choose(among: providers),
        ]
    }

    /// A provider's own stages, outermost first.
    ///
    /// Its limit comes first: what is not sent needs no fitting. What it is sent is fitted to the model, then put into
    /// its dialect. The key is put on last, where no other stage sees it.
    static func stages(of provider: Provider) -> [any Stage] {
        let fit = Adapt(
            lacks: { model, field in
                ["temperature", "top_p"].contains(field) && !ModelTraits.acceptsSampling(model)
            },
            outputLimit: { ModelTraits.usesMaxCompletionTokens($0) ? "max_completion_tokens" : nil })
        return [Limit(provider), fit] + Dialects.translation(for: provider) + [Authorise(provider)]
    }

    /// What an operator names as default model for a provider other than OpenAI is known to be there.
    private static func successors(_ settings: Settings) -> ReplaceRetiredModels.Successor {
        let kept =
            settings.provider.kind == .openai && !settings.provider.baseURL.isOpenAI ? settings.defaults.model : nil
        return { model in
            guard model != kept,
                case .retired(let date, let successor?) = ModelLifecycle.status(of: model, on: UTC.day)
            else { return nil }
            return (successor, date)
        }
    }
}
