import Catalogue
import Embedded
import Gateway
import Servers
import Settings
import Storage
import Upstreams

/// Puts the parts together as the settings say: provider, gateway, tools.
struct Assembly {
    let settings: Settings
    let family: Family
    /// What is kept for callers; goes at the end.
    let deposits: Deposits
    /// What is remembered of calls; finished at the end.
    let accounting: Accounting

    /// How much of their tools the servers list.
    var surface: Surface { Surface(rawValue: settings.tools.surface.rawValue) ?? .default }

    /// - Parameter servesHTTP: whether callers come over HTTP, who name files of this machine, and are told where files
    ///   are, only where that is allowed.
    init(_ settings: Settings, servesHTTP: Bool, pace: Duration = .zero) throws {
        self.settings = settings
        let proxies = try ProxySettings(environment: Environment.all)
        let provider = Self.provider(settings)
        let upstream: any Upstream
        switch settings.provider.kind {
        case .embedded:
            upstream = EmbeddedProvider(pace: pace)
        case .openai:
            upstream = try HTTPUpstream(provider, version: Version.current, proxies: proxies)
        }
        deposits = Deposits(
            in: settings.storage.dataFolder.map { $0 + "/deposits" },
            limits: DepositLimits(bytes: settings.files.depositSpace, lifetime: settings.files.depositLife))
        let file = settings.storage.dataFolder.map { SQLiteFile(folder: $0) }
        accounting = Accounting(settings, file: file)
        let redactor = Redactor([provider.key, provider.adminKey].compactMap { $0 })
        var environment = ToolEnvironment(
            upstream: Pipeline(Self.stages(settings, provider, accounting, redactor), upstream: upstream),
            defaults: CallDefaults(
                model: settings.defaults.model, maxTokens: settings.defaults.maxTokens,
                temperature: settings.defaults.temperature),
            files: Self.files(settings, servesHTTP ? deposits : nil, proxies),
            output: Self.output(settings.files, servesHTTP && !settings.files.overHTTP ? deposits : nil),
            handles: Handles(patience: settings.tools.patience, lifetime: settings.tools.handleLife),
            deposits: deposits,
            errors: settings.tools.apiErrors == .jsonrpc ? .protocolError : .toolResult,
            redactor: redactor)
        environment.maxResultSize = settings.tools.maxResultSize
        environment.downloadLimit = settings.files.downloadLimit
        environment.policy = Self.policy(settings.tools)
        Self.keep(settings.storage, file, in: &environment)
        environment.provider =
            settings.provider.kind == .embedded ? .embedded : settings.provider.baseURL.isOpenAI ? .openai : .other
        environment.today = { UTC.day }
        family = Family(environment: environment, version: Version.current, pageSize: settings.tools.pageSize)
    }

    /// Where the files go that tools make.
    private static func output(_ settings: FileSettings, _ deposits: Deposits?) -> Outputs {
        guard let deposits else {
            return Outputs(folder: settings.output, inlineLimit: settings.maxInlineSize, now: Surroundings.real.now)
        }
        return Outputs(deposits: deposits, inlineLimit: settings.maxInlineSize, now: Surroundings.real.now)
    }

    /// The way of files to the API. On stdio and over HTTP alike, only what the operator names is opened.
    ///
    /// - Parameter uploads: what callers over HTTP have uploaded; nil on stdio.
    private static func files(_ settings: Settings, _ uploads: Deposits?, _ proxies: ProxySettings) -> FileBridge {
        let files = settings.files
        let policy = FetchPolicy(allowsPrivate: files.allowPrivateURLs, privateHosts: files.privateHosts)
        return FileBridge(
            roots: uploads != nil && !files.overHTTP ? [] : files.roots,
            opening: "start it with --files FOLDER" + (uploads != nil ? " and --http-files" : ""),
            sizeLimit: files.maxFileSize,
            source: FileFetcher(
                policy, timeout: files.fetchTimeout, version: Version.current, proxies: proxies,
                authorityFile: settings.provider.caFile),
            urlTypes: files.fetchTypes, uploads: uploads.map { FileBridge.uploads(in: $0) })
    }

    /// The gateway's stages, outermost first.
    ///
    /// The ledger sees every call. A retired model is replaced once, before anything is tried, and its options are put
    /// into its successor's words. What is remembered, limited and paid is so once for all attempts. Retries come next, so
    /// that each attempt is adapted and authorised anew. The key is put on last, where no other stage sees it.
    static func stages(
        _ settings: Settings, _ provider: Provider, _ accounting: Accounting, _ redactor: Redactor
    ) -> [any Stage] {
        [
            accounting.outermost(redactor: redactor),
            ReplaceRetiredModels(strict: settings.defaults.strictModels, successor: successors(settings)),
            TranslateImageOptions(isCurrent: ModelTraits.takesCurrentImageOptions),
        ] + accounting.stages(settings, provider) + [
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

    /// What is kept goes to the data folder, which is opened when it is first needed, or stays in memory.
    private static func keep(
        _ settings: StorageSettings, _ file: SQLiteFile?, in environment: inout ToolEnvironment
    ) {
        environment.records = RetainedRecords(
            file.map { SQLiteRecords($0) as any RecordStore } ?? MemoryRecords(), days: settings.keepRecords)
        if let file { environment.vectorSets = SQLiteVectorSets(file) }
    }

    static func policy(_ settings: ToolSettings) -> ToolPolicy {
        var policy = ToolPolicy()
        policy.isReadOnly = settings.isReadOnly
        policy.refusesDestructive = !settings.offersDestructive
        if !settings.only.isEmpty { policy.only = [settings.only.map { Glob($0) }] }
        policy.except = settings.except.map { Glob($0) }
        return policy
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

    static func provider(_ settings: Settings) -> Provider {
        let isEmbedded = settings.provider.kind == .embedded
        let idle = settings.provider.idleTimeout
        return Provider(
            name: isEmbedded ? "embedded" : settings.provider.baseURL.isOpenAI ? "openai" : "compatible",
            baseURL: settings.provider.baseURL.description,
            key: isEmbedded ? nil : settings.provider.key.map { SecretString($0.exposed) },
            adminKey: isEmbedded ? nil : settings.provider.adminKey.map { SecretString($0.exposed) },
            organisation: settings.provider.organization, project: settings.provider.project,
            takesCallerKeys: !isEmbedded, requiresKey: !isEmbedded && settings.provider.baseURL.isOpenAI,
            timeouts: Timeouts(
                connect: settings.provider.connectTimeout, firstByte: idle ?? .seconds(30), idle: idle ?? .seconds(30),
                slow: idle ?? .seconds(600), total: settings.provider.timeout),
            authorityFile: settings.provider.caFile, largestAnswer: settings.provider.maxAnswerSize)
    }
}
