import Catalogue
import Embedded
import Gateway
import Servers
import Settings
import Upstreams

/// Puts the parts together as the settings say: provider, gateway, tools.
struct Assembly {
    private(set) var settings: Settings
    let family: Family
    let embedded: EmbeddedProvider?

    /// - Parameter readsCurrentFolder: whether file arguments may point below the working folder if no root is set; so
    ///   for a person's own client over stdio, never for callers over HTTP.
    init(_ settings: Settings, readsCurrentFolder: Bool, pace: Duration = .zero) throws {
        self.settings = settings
        let proxies = try ProxySettings(environment: Environment.all)
        let provider = Self.provider(settings)
        let upstream: any Upstream
        switch settings.provider.kind {
        case .embedded:
            let embedded = EmbeddedProvider(pace: pace)
            self.embedded = embedded
            upstream = embedded
        case .openai:
            embedded = nil
            upstream = try HTTPUpstream(provider, version: Version.current, proxies: proxies)
        }
        let roots = settings.files.roots.isEmpty && readsCurrentFolder ? ["."] : settings.files.roots
        let environment = ToolEnvironment(
            upstream: Pipeline(Self.stages(settings, provider), upstream: upstream),
            defaults: CallDefaults(
                model: settings.defaults.model, maxTokens: settings.defaults.maxTokens,
                temperature: settings.defaults.temperature),
            files: FileBridge(
                roots: roots, sizeLimit: settings.files.maxFileSize,
                source: FileFetcher(limit: settings.files.maxFileSize, version: Version.current, proxies: proxies)),
            output: OutputFolder(
                settings.files.output, inlineLimit: settings.files.maxInlineSize, now: Surroundings.real.now),
            handles: Handles(patience: settings.tools.patience, lifetime: settings.tools.handleLife),
            errors: settings.tools.apiErrors == .jsonrpc ? .protocolError : .toolResult,
            redactor: Redactor([provider.key].compactMap { $0 }))
        family = Family(environment: environment, version: Version.current, pageSize: settings.tools.pageSize)
    }

    /// The same parts served otherwise.
    func with(_ settings: Settings) -> Assembly {
        var assembly = self
        assembly.settings = settings
        return assembly
    }

    /// The gateway's stages, outermost first.
    ///
    /// A retired model is replaced once, before anything is tried. Retries come next, so that each attempt is adapted
    /// and authorised anew. The key is put on last, where no other stage sees it.
    static func stages(_ settings: Settings, _ provider: Provider) -> [any Stage] {
        [
            ReplaceRetiredModels(strict: settings.defaults.strictModels, successor: successors(settings)),
            Retry(
                RetryPolicy(
                    maxRetries: settings.retry.maxRetries, mayBillTwice: settings.retry.maybeBilled == .allow)),
            Adapt(
                lacks: { model, field in
                    ["temperature", "top_p"].contains(field) && !ModelTraits.acceptsSampling(model)
                },
                outputLimit: { model in
                    if ModelTraits.usesMaxCompletionTokens(model) { return "max_completion_tokens" }
                    return nil
                }),
            Authorise(provider),
        ]
    }

    /// What an operator names as default model for a provider other than OpenAI is known to be there.
    private static func successors(_ settings: Settings) -> ReplaceRetiredModels.Successor {
        let kept =
            settings.provider.kind == .openai && !settings.provider.baseURL.isOpenAI ? settings.defaults.model : nil
        return { model in
            guard model != kept,
                case .retired(let date, let successor?) = ModelLifecycle.status(of: model, on: Today.iso)
            else { return nil }
            return (successor, date)
        }
    }

    static func provider(_ settings: Settings) -> Provider {
        let isEmbedded = settings.provider.kind == .embedded
        let idle = settings.provider.idleTimeout
        return Provider(
            name: isEmbedded ? "embedded" : settings.provider.baseURL.isOpenAI ? "openai" : "compatible",
            baseURL: settings.provider.baseURL.description,
            key: isEmbedded ? nil : settings.provider.key.map { SecretString($0.exposed) },
            organisation: settings.provider.organization, project: settings.provider.project,
            takesCallerKeys: !isEmbedded, requiresKey: !isEmbedded && settings.provider.baseURL.isOpenAI,
            timeouts: Timeouts(
                connect: settings.provider.connectTimeout, firstByte: idle ?? .seconds(30), idle: idle ?? .seconds(30),
                slow: idle ?? .seconds(600), total: settings.provider.timeout),
            authorityFile: settings.provider.caFile, largestAnswer: settings.provider.maxAnswerSize)
    }
}

/// The day, for what has an end.
enum Today {
    /// ISO 8601, UTC.
    static var iso: String { CivilDate(secondsSince1970: Surroundings.real.now()).description }
}

/// A day of the Gregorian calendar.
struct CivilDate: CustomStringConvertible {
    let year: Int
    let month: Int
    let day: Int

    /// The day of a moment, UTC. The count of days is turned into a date by eras of 400 years that begin in March, so
    /// that the leap day is the last of its year.
    init(secondsSince1970 seconds: Double) {
        let days = Int((seconds / 86_400).rounded(.down)) + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)" }
}
