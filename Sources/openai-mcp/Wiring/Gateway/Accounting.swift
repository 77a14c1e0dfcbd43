import Gateway
import Logging
import Settings
import Storage

/// What the gateway remembers from call to call, and from one configuration to the next: limits, answers, budgets, the
/// ledger.
struct Accounting: Sendable {
    let ledger: Ledger
    let budgets: Budgets
    let answers: AnswerCache
    let admission = Admission()
    let alerts: BudgetAlerts

    /// - Parameter file: where it outlives the process; nil: in memory.
    init(_ settings: Settings, file: SQLiteFile?) {
        let logger = Logger(label: "openai-mcp.accounts")
        let audit = settings.gateway.ledger.auditFile.map { AuditFile(path: $0) }
        ledger = Ledger(
            file.map { SQLiteLedger($0) as any LedgerStore } ?? MemoryLedger(), rules: LedgerRules(settings),
            audit: audit.map { $0.append }, warn: { logger.warning("\($0)") })
        let alerts = BudgetAlerts(webhook: settings.gateway.budgets.webhook?.secret)
        self.alerts = alerts
        budgets = Budgets(file.map { SQLiteBudgets($0) as any BudgetStore } ?? MemoryBudgets()) { alerts.raise($0) }
        let keepsAnswers = settings.gateway.cache.isPersistent
        answers = AnswerCache(store: keepsAnswers ? file.map { SQLiteAnswers($0) } : nil)
    }

    /// Brings to the store what is not there yet.
    func finish() async {
        await ledger.settled(within: .seconds(1))
        for flush in [{ try await ledger.flush() }, { try await budgets.flush(last: true) }] {
            do {
                try await flush()
            } catch {
                Logger(label: "openai-mcp.accounts").error("not everything was written down: \(error)")
            }
        }
    }
}
