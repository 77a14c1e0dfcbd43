import Gateway
import Settings

extension LimitRules {
    /// Limits for all, and those of single callers.
    ///
    /// Server `complete` promises 60 requests a minute; what an operator sets in `RATE_LIMIT_RPM` holds for every server.
    init(_ settings: Settings) {
        let section = settings.gateway.limits
        let (simple, server): (Int, Glob?) =
            settings.limits.requestsPerMinute.map { ($0, nil) } ?? (60, Glob("complete"))
        var rules = section.rules.map { LimitRule($0) }
        if simple > 0 {
            rules.append(LimitRule("rate-limit-rpm", of: CallMatch(server: server), requestsPerMinute: simple))
        }
        for caller in settings.gateway.callers where !caller.limits.isEmpty {
            rules.append(
                LimitRule(
                    "caller-\(caller.name)", of: CallMatch(caller: Glob(caller.name)), each: [],
                    requestsPerMinute: caller.limits.requestsPerMinute, tokensPerMinute: caller.limits.tokensPerMinute,
                    concurrent: caller.limits.concurrency))
        }
        self.init(
            rules, queue: section.queue, queuePerCaller: section.queuePerCaller, patience: section.patience)
    }
}

extension LimitRule {
    fileprivate init(_ entry: LimitEntry) {
        self.init(
            entry.name,
            of: CallMatch(caller: entry.caller, server: entry.server, tool: entry.tool, model: entry.model),
            each: Set(entry.each), requestsPerMinute: entry.rate.requestsPerMinute,
            tokensPerMinute: entry.rate.tokensPerMinute, concurrent: entry.rate.concurrency)
    }
}

extension BudgetRules {
    /// Budgets for all, and those of single callers.
    init(_ settings: GatewaySettings) {
        let own = settings.callers.flatMap { caller in
            caller.budgets.map { BudgetRule($0, name: "\(caller.name)/\($0.name)", caller: caller.name) }
        }
        self.init(
            settings.budgets.rules.map { BudgetRule($0, name: $0.name, caller: $0.caller) } + own,
            outputCap: settings.budgets.outputCap, allowsUnpriced: settings.budgets.allowsUnpriced,
            chargesUnknown: settings.budgets.chargesUnknown)
    }
}

extension BudgetRule {
    fileprivate init(_ entry: BudgetEntry, name: String, caller: String?) {
        self.init(
            name, limit: Money(dollars: entry.limit), per: Period(rawValue: entry.period.rawValue) ?? .month,
            of: CallMatch(caller: caller, server: entry.server, tool: entry.tool, model: entry.model),
            each: Set(entry.each), alerts: entry.alerts.map { Double($0) / 100 }, stops: entry.stops)
    }
}

extension CallMatch {
    fileprivate init(caller: String?, server: String?, tool: String?, model: String?) {
        self.init(
            caller: caller.map { Glob($0) }, server: server.map { Glob($0) }, tool: tool.map { Glob($0) },
            model: model.map { Glob($0) })
    }
}

extension Set<CallFacet> {
    fileprivate init(_ names: [CallFacetName]) {
        self = Set(names.compactMap { CallFacet(rawValue: $0.rawValue) })
    }
}

extension CacheRules {
    init(_ settings: Settings) {
        let section = settings.gateway.cache
        self.init(
            lifetime: settings.limits.cacheTTL ?? .seconds(3600), bytes: section.size, largest: section.largest,
            servers: Set(section.servers), takesCertain: settings.limits.cacheTTL != nil, stale: section.stale,
            isShared: section.isShared,
            similarity: section.semantic?.similarity)
    }
}

extension BatchRules {
    init(_ section: BatchingSection) {
        self.init(window: section.window, inputs: section.inputs, bytes: section.bytes)
    }
}

extension LedgerRules {
    init(_ settings: Settings) {
        self.init(
            days: settings.storage.keepRecords, keepsBodies: settings.gateway.ledger.keepsBodies,
            bodyLimit: settings.gateway.ledger.bodyLimit)
    }
}
