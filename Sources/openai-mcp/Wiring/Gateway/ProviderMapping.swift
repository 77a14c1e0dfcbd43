import Gateway
import Settings

extension Provider {
    /// The providers that the settings name: the list, or the one that the simple settings describe.
    static func all(_ settings: Settings) -> [Provider] {
        let entries = settings.gateway.providers
        return entries.isEmpty ? [Provider(settings.provider)] : entries.map { Provider($0) }
    }

    private init(_ settings: ProviderSettings) {
        let isEmbedded = settings.kind == .embedded
        self.init(
            name: isEmbedded ? "embedded" : settings.baseURL.isOpenAI ? "openai" : "compatible",
            dialect: isEmbedded ? .embedded : settings.baseURL.isOpenAI ? .openai : .compatible,
            baseURL: settings.baseURL.description,
            key: isEmbedded ? nil : settings.key.map { SecretString($0.exposed) },
            adminKey: isEmbedded ? nil : settings.adminKey.map { SecretString($0.exposed) },
            organisation: settings.organization, project: settings.project,
            takesCallerKeys: !isEmbedded, requiresKey: !isEmbedded && settings.baseURL.isOpenAI,
            timeouts: Timeouts(connect: settings.connectTimeout, idle: settings.idleTimeout, total: settings.timeout),
            authorityFile: settings.caFile, largestAnswer: settings.maxAnswerSize)
    }

    private init(_ entry: ProviderEntry) {
        self.init(
            name: entry.name, dialect: Dialect(entry), baseURL: entry.baseURL?.description ?? entry.kind.standardURL,
            keys: FixedKeys(entry.keys.map { SecretString($0.secret.exposed) }),
            adminKey: entry.adminKey.map { SecretString($0.secret.exposed) },
            organisation: entry.organization, project: entry.project, takesCallerKeys: entry.takesCallerKeys,
            requiresKey: [.openai, .azure, .anthropic].contains(entry.kind),
            headers: Headers(entry.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value.exposed) }),
            timeouts: Timeouts(
                connect: entry.timeouts.connect, idle: entry.timeouts.idle, total: entry.timeouts.total),
            authorityFile: entry.caFile, largestAnswer: entry.maxAnswerSize)
        models = entry.models.map { Glob($0) }
        modelNames = entry.deployments
        capabilities = CapabilityRules(entry.capabilities)
        limits = ProviderLimits(entry.limits)
        prices = entry.prices.map { price in
            (
                Glob(price.models),
                TokenPrice(input: price.input, output: price.output, cachedInput: price.cachedInput)
            )
        }
    }
}

extension Timeouts {
    /// An operator gives one time for every silence; without it, calls that are known to think long have longer.
    fileprivate init(connect: Duration, idle: Duration?, total: Duration?) {
        self.init(
            connect: connect, firstByte: idle ?? .seconds(30), idle: idle ?? .seconds(30), slow: idle ?? .seconds(600),
            total: total)
    }
}

extension Dialect {
    fileprivate init(_ entry: ProviderEntry) {
        switch entry.kind {
        case .openai: self = .openai
        case .azure: self = entry.apiVersion.map { .azureDeployments(apiVersion: $0) } ?? .azure
        case .anthropic: self = .anthropic
        case .compatible: self = .compatible
        case .embedded: self = .embedded
        }
    }
}

extension ProviderEntry.Kind {
    /// Where the API of a vendor lies; of others the operator says so.
    fileprivate var standardURL: String {
        self == .anthropic ? "https://api.anthropic.com/v1" : BaseURL.openai.description
    }
}

extension CapabilityRules {
    fileprivate init(_ settings: CapabilitySettings) {
        self.init(
            product: settings.product.flatMap { Product(rawValue: $0.rawValue) }, only: settings.only.map { Glob($0) },
            also: settings.also.map { Glob($0) }, except: settings.except.map { Glob($0) }, learns: settings.learns)
    }
}

extension ProviderLimits {
    fileprivate init(_ settings: ProviderLimitSettings) {
        self.init(
            requestsPerMinute: settings.rate.requestsPerMinute.map(Double.init),
            tokensPerMinute: settings.rate.tokensPerMinute.map(Double.init), concurrency: settings.rate.concurrency,
            models: settings.models.map { model in
                ModelLimits(
                    Glob(model.models), requestsPerMinute: model.requestsPerMinute.map(Double.init),
                    tokensPerMinute: model.tokensPerMinute.map(Double.init))
            },
            patience: settings.patience, heedsHeaders: settings.heedsHeaders)
    }
}
