import Gateway
import MCP
import Sealing
import Servers
import Settings
import Storage
import Upstreams

/// Puts the parts together as the settings say: gateway, tools.
struct Assembly {
    let settings: Settings
    let family: Family
    let gateway: LiveGateway
    /// What is kept for callers; goes at the end.
    let deposits: Deposits
    /// Calls that go on while their clients do something else.
    let tasks: TaskDesk?

    /// - Parameter servesHTTP: whether callers come over HTTP, who name files of this machine, and are told where files
    ///   are, only where that is allowed.
    init(_ settings: Settings, servesHTTP: Bool, pace: Duration = .zero) throws {
        self.settings = settings
        let proxies = try ProxySettings(environment: Environment.all)
        let file = settings.storage.dataFolder.map { SQLiteFile(folder: $0) }
        let gateway = try LiveGateway(
            settings, accounting: Accounting(settings, file: file), proxies: proxies, pace: pace)
        self.gateway = gateway
        deposits = Deposits(
            in: settings.storage.dataFolder.map { $0 + "/deposits" },
            limits: DepositLimits(bytes: settings.files.depositSpace, lifetime: settings.files.depositLife))
        var environment = ToolEnvironment(
            upstream: gateway.upstream,
            defaults: CallDefaults(
                model: settings.defaults.model, maxTokens: settings.defaults.maxTokens,
                temperature: settings.defaults.temperature),
            files: Self.files(settings, servesHTTP ? deposits : nil, proxies),
            output: Self.output(settings.files, servesHTTP && !settings.files.overHTTP ? deposits : nil),
            handles: Handles(patience: settings.tools.patience, lifetime: settings.tools.handleLife),
            deposits: deposits,
            errors: settings.tools.apiErrors == .jsonrpc ? .protocolError : .toolResult,
            redactor: Redactor(keys: [gateway]))
        environment.http = EndpointClient(
            version: Version.current, proxies: proxies, authorityFile: settings.provider.caFile)
        environment.downloadLimit = settings.files.downloadLimit
        environment.estimate = { [table = PriceTable()] call in table.bound(of: call) }
        try Self.offer(settings, in: &environment)
        environment.features.sealer = AuthenticatedSealer(secret: settings.http.sessionKey?.exposed)
        Self.keep(settings.storage, file, in: &environment)
        environment.provider = Self.identity(of: gateway.providers)
        environment.today = { UTC.day }
        tasks = environment.features.tasks
        family = Family(environment: environment, version: Version.current, pageSize: settings.tools.pageSize)
    }

    /// The family as other settings want it, over the same gateway and with what is kept for callers.
    func family(under settings: Settings) throws -> Family {
        try family.changed(pageSize: settings.tools.pageSize) { try Self.offer(settings, in: &$0) }
    }

    /// What the settings say about tools, which may change while they are served.
    private static func offer(_ settings: Settings, in environment: inout ToolEnvironment) throws {
        environment.virtualTools = try VirtualTools(settings.gateway.virtualTools.map { VirtualTool($0) })
        environment.maxResultSize = settings.tools.maxResultSize
        environment.policy = policy(settings.tools)
        environment.confirmation = confirmation(settings.tools)
        environment.approved = settings.tools.approve.map { Glob($0) }
    }

    /// Whether OpenAI alone answers, whose shutdowns the catalogue knows.
    private static func identity(of providers: [Provider]) -> ToolEnvironment.ProviderIdentity {
        if providers.allSatisfy({ $0.dialect == .openai }) { return .openai }
        return providers.allSatisfy { $0.dialect == .embedded } ? .embedded : .other
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

    /// What is kept goes to the data folder, which is opened when it is first needed, or stays in memory.
    private static func keep(
        _ settings: StorageSettings, _ file: SQLiteFile?, in environment: inout ToolEnvironment
    ) {
        var limits = TaskDesk.Limits()
        limits.lifetime = Int(settings.taskLife / .milliseconds(1))
        guard let file else {
            environment.records = RetainedRecords(MemoryRecords(), days: settings.keepRecords)
            environment.features.tasks = TaskDesk(limits: limits)
            return
        }
        let records = SQLiteRecords(file)
        environment.records = RetainedRecords(records, days: settings.keepRecords)
        environment.vectorSets = SQLiteVectorSets(file)
        environment.features.tasks = TaskDesk(store: RecordedTasks(records), limits: limits)
    }

    static func policy(_ settings: ToolSettings) -> ToolPolicy {
        var policy = ToolPolicy()
        policy.isReadOnly = settings.isReadOnly
        policy.refusesDestructive = !settings.offersDestructive
        if !settings.only.isEmpty { policy.only = [settings.only.map { Glob($0) }] }
        policy.except = settings.except.map { Glob($0) }
        return policy
    }

    static func confirmation(_ settings: ToolSettings) -> ConfirmationRules {
        var rules = ConfirmationRules()
        for choice in settings.confirm {
            switch choice {
            case .off: rules = ConfirmationRules()
            case .destructive: rules.destructive = true
            case .cost(let dollars): rules.cost = dollars
            }
        }
        return rules
    }
}
