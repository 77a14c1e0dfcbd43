import Gateway
import Logging
import Settings
import Storage

/// What is remembered from call to call: limits, answers, budgets, the ledger.
struct Accounting {
    let ledgerRules: LedgerRules
    let ledger: Ledger
    let budgets: Budgets
    let answers = AnswerCache()
    let admission = Admission()

    /// - Parameter file: where it outlives the process; nil: in memory.
    init(_ settings: Settings, file: SQLiteFile?) {
        let logger = Logger(label: "openai-mcp.accounts")
        ledgerRules = LedgerRules(days: settings.storage.keepRecords)
        ledger = Ledger(
            file.map { SQLiteLedger($0) as any LedgerStore } ?? MemoryLedger(), rules: ledgerRules,
            warn: { logger.warning("\($0)") })
        budgets = Budgets(file.map { SQLiteBudgets($0) as any BudgetStore } ?? MemoryBudgets()) { alert in
            let whose = alert.account.isEmpty ? "" : " of \(alert.account)"
            logger.warning(
                "budget '\(alert.budget)'\(whose) has reached \(Int(alert.part * 100)) %: $\(alert.spent) of $\(alert.limit)"
            )
        }
    }

    /// The stage that sees every call.
    func outermost(redactor: Redactor) -> WriteLedger {
        WriteLedger(ledgerRules, ledger: ledger, redactor: redactor)
    }

    /// What lies between the choice of a model and the attempts.
    ///
    /// An answer that is there takes no part of a limit and reserves nothing; a call that waits for its turn has
    /// reserved nothing yet; and calls that go together are paid one by one.
    func stages(_ settings: Settings, _ provider: Provider) -> [any Stage] {
        let prices = PriceTable()
        let isFree = settings.provider.kind == .embedded
        return [
            Cache(
                CacheRules(lifetime: settings.limits.cacheTTL), cache: answers, provider: { _ in provider.baseURL }),
            Admit(Self.limits(settings.limits), admission: admission),
            Charge(
                budgets: budgets,
                prices: { call in isFree ? .free : call.model.flatMap { prices.price(of: $0, at: provider.name) } }),
            Batch(BatchRules()),
        ]
    }

    /// Brings to the store what is not there yet.
    func finish() async {
        do {
            try await ledger.flush()
            try await budgets.flush(last: true)
        } catch {
            Logger(label: "openai-mcp.accounts").error("not everything was written down: \(error)")
        }
    }

    /// Server `complete` promises 60 requests a minute; what an operator sets holds for every server.
    static func limits(_ settings: LimitSettings) -> LimitRules {
        let (limit, server): (Int, Glob?) = settings.requestsPerMinute.map { ($0, nil) } ?? (60, Glob("complete"))
        guard limit > 0 else { return LimitRules() }
        return LimitRules([LimitRule("rate-limit-rpm", of: CallMatch(server: server), requestsPerMinute: limit)])
    }
}
