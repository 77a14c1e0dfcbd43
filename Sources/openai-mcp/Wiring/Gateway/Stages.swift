import Catalogue
import Gateway
import Settings
import Upstreams

/// The stages of the gateway in the one order that they have, outermost first; each is left out where nothing is
/// configured that it could do.
///
/// Who calls is found out before, by the transport: the caller travels with the call, and its grant is looked at where the
/// model is known.
struct Stages {
    let settings: Settings
    let accounting: Accounting
    let providers: ProviderSet
    let table: RouteTable
    let prices: RoutePrices
    /// Knows the operator's secrets.
    let redactor: Redactor

    /// Changes to requests and answers, checked.
    let transforms: TransformPlan

    /// What a call goes through before a provider is chosen for it.
    var all: [any Stage] { asItCame + naming + [resolve] + remembering + afterCache }

    /// What looks at the call as its caller sent it.
    private var asItCame: [any Stage] {
        var stages: [any Stage] = []
        // First, so that every call has its entry, also one that a later stage refuses.
        if settings.storage.keepRecords > 0 || settings.gateway.ledger.auditFile != nil {
            stages.append(WriteLedger(LedgerRules(settings), ledger: accounting.ledger, redactor: redactor))
        }
        // Before the guard, which so sees what will be sent, and last of all with the answer, whose form is the caller's.
        if !settings.gateway.transforms.isEmpty { stages.append(Transform(transforms)) }
        // Before anything keeps or counts the call: what is taken out of it is in no cache and in no key of one.
        let rules = GuardRules(settings.gateway.guard)
        if !rules.isEmpty { stages.append(Guard(rules, moderate: Moderator(upstream: inner).categories)) }
        return stages
    }

    /// A retired model is replaced once, before anything is decided by its name, and its options are put into its
    /// successor's words.
    private var naming: [any Stage] {
        [
            ReplaceRetiredModels(strict: settings.defaults.strictModels, successor: Self.successors(settings)),
            TranslateImageOptions(isCurrent: ModelTraits.takesCurrentImageOptions),
        ]
    }

    /// The model that a name stands for, and the providers that may serve it: whatever follows needs both.
    private var resolve: any Stage { Resolve(table, among: providers) }

    /// Behind the choice of a model, which is a part of the key; before limits and budgets, of which a hit takes nothing.
    private var remembering: [any Stage] {
        let rules = CacheRules(settings)
        guard rules.lifetime > .zero else { return [] }
        let semantic = settings.gateway.cache.semantic
        return [
            Cache(
                rules, cache: accounting.answers, provider: { [providers] in Self.identity(of: $0, providers) },
                embed: semantic.map { QuestionVectors(model: $0.model, upstream: inner).vector })
        ]
    }

    private var afterCache: [any Stage] {
        var stages: [any Stage] = []
        // A call that waits for its turn has reserved no money yet.
        let limits = LimitRules(settings)
        if !limits.rules.isEmpty { stages.append(Admit(limits, admission: accounting.admission)) }
        // Once for all attempts; without budgets it finds out what a call used and cost.
        stages.append(
            Charge(
                BudgetRules(settings.gateway), budgets: accounting.budgets, prices: prices.dearest,
                served: prices.served))
        // Calls that go together have been admitted and charged one by one.
        if settings.gateway.batching.window > .zero { stages.append(Batch(BatchRules(settings.gateway.batching))) }
        // Around the choice, so that each attempt may go to another provider.
        stages.append(
            Retry(
                RetryPolicy(
                    maxRetries: settings.retry.maxRetries, mayBillTwice: settings.retry.maybeBilled == .allow)))
        stages.append(Choose(among: providers, price: prices.perMillion))
        return stages
    }

    /// The way of calls that the gateway makes itself: paid and limited, neither remembered nor written down.
    private var inner: Pipeline { Pipeline([resolve] + afterCache, upstream: providers) }

    /// A provider's own stages.
    ///
    /// Its limit comes first: what is not sent needs no fitting. What it is sent is fitted to the model, then put into its
    /// dialect. The key is put on last, where no other stage sees it.
    static func own(_ provider: Provider) -> [any Stage] {
        let fit = Adapt(
            lacks: { model, field in
                ["temperature", "top_p"].contains(field) && !ModelTraits.acceptsSampling(model)
            },
            outputLimit: { ModelTraits.usesMaxCompletionTokens($0) ? "max_completion_tokens" : nil })
        return [Limit(provider), fit] + Dialects.translation(for: provider) + [Authorise(provider)]
    }

    /// Who would answer a call: another provider's answer is another one.
    private static func identity(of call: Call, _ providers: ProviderSet) -> String {
        guard let candidates = call.routing?.route.candidates else { return providers.providers[0].baseURL }
        return candidates.map { "\(providers.providers[$0.provider].baseURL) \($0.model ?? "")" }.joined(
            separator: "\n")
    }

    /// What an operator names as default model for a provider other than OpenAI is known to be there.
    private static func successors(_ settings: Settings) -> ReplaceRetiredModels.Successor {
        let isOpenAI = Provider.all(settings).contains { $0.dialect == .openai || $0.dialect == .embedded }
        let kept = isOpenAI ? nil : settings.defaults.model
        return { model in
            guard model != kept,
                case .retired(let date, let successor?) = ModelLifecycle.status(of: model, on: UTC.day)
            else { return nil }
            return (successor, date)
        }
    }
}
