extension BudgetRule.Period {
    /// The period that a moment lies in, such as `2026-11`; empty for one that never ends.
    func label(at now: Double) -> String {
        switch self {
        case .day: CivilDate(secondsSince1970: now).description
        case .month: CivilDate(secondsSince1970: now).monthText
        case .total: ""
        }
    }

    /// Seconds from a moment until the next period begins; nil where none does.
    func rest(at now: Double) -> Double? {
        switch self {
        case .day: return (now / 86_400).rounded(.down) * 86_400 + 86_400 - now
        case .month:
            let today = CivilDate(secondsSince1970: now)
            let (year, month) = today.month == 12 ? (today.year + 1, 1) : (today.year, today.month + 1)
            return Double(CivilDate.days(year, month, 1)) * 86_400 - now
        case .total: return nil
        }
    }
}

/// A budget as it stands for one subject in one period.
struct BudgetAccount: Sendable, Hashable {
    let rule: BudgetRule
    /// Name of the budget, what it counts apart, and the period; unique.
    let id: String
    /// When the period ends, in seconds since 1970; infinity: never.
    let ends: Double

    /// What it counts apart, for people: `caller=alice`.
    var subject: String {
        id.split(separator: "\u{1F}").dropFirst().dropLast(rule.period == .total ? 0 : 1).joined(separator: ", ")
    }

    /// Whether a moment lies in its period.
    func isCurrent(at now: Double) -> Bool { id.hasSuffix(rule.period.label(at: now)) }

    static func == (left: BudgetAccount, right: BudgetAccount) -> Bool { left.id == right.id }
    func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension BudgetRules {
    /// The accounts that a call counts into.
    func accounts(for subject: CallSubject, at now: Double) -> [BudgetAccount] {
        var accounts: [BudgetAccount] = []
        for rule in budgets where rule.of.matches(subject) {
            let period = rule.period.label(at: now)
            let id = subject.account(of: rule.name, each: rule.each)
            accounts.append(
                BudgetAccount(
                    rule: rule, id: period.isEmpty ? id : "\(id)\u{1F}\(period)",
                    ends: rule.period.rest(at: now).map { now + $0 } ?? .infinity))
        }
        return accounts
    }
}
