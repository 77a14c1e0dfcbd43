import Catalogue

/// Sets money aside for a call before it is sent, and books what it cost when its answer is there; of a stream, when it
/// has ended. Without budgets it only finds out what a call used and cost.
public struct Charge: Stage {
    /// The price of the model that a call names, or nil where it is not known; of several providers the dearest.
    public typealias Prices = @Sendable (Call) -> Price?

    /// The price at the provider that has answered, or nil where it is not known: then that of before counts.
    public typealias Served = @Sendable (Call, Notes) -> Price?

    private let rules: BudgetRules
    private let budgets: Budgets
    private let prices: Prices
    private let served: Served
    private let now: @Sendable () -> Double

    /// Creates the stage.
    public init(
        _ rules: BudgetRules = BudgetRules(), budgets: Budgets = Budgets(), prices: @escaping Prices,
        served: @escaping Served = { _, _ in nil }, in surroundings: Surroundings = .real
    ) {
        self.rules = rules
        self.budgets = budgets
        self.prices = prices
        self.served = served
        now = surroundings.now
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        guard call.endpoint.isBillable else { return try await next(call) }
        var call = call
        let price = prices(call)
        let accounts = rules.budgets.isEmpty ? [] : rules.accounts(for: CallSubject(call), at: now())
        let charge = accounts.isEmpty ? Started() : try await begin(&call, price, accounts)
        let receipt = call.receipt ?? Receipt()
        call.receipt = receipt
        var answer: Answer
        do {
            answer = try await next(call)
        } catch {
            let isUnknown = (error as? UpstreamFailure)?.mayHaveBeenSent ?? (error is CancellationError)
            let cost = isUnknown && rules.chargesUnknown ? charge.reservation?.amount : nil
            // What the budget counts, the ledger has too.
            if let cost { receipt.update { $0.cost = cost } }
            settle(charge, cost ?? .zero)
            throw error
        }
        answer.notes.remarks += charge.remarks
        answer.notes.receipt = receipt
        guard answer.isSuccess else {
            settle(charge, .zero)
            return answer
        }
        let bill = Bill(call, price: served(call, answer.notes) ?? price) { [call, outputCap = rules.outputCap] in
            charge.estimate ?? price.flatMap { Estimate(call, price: $0, outputCap: outputCap) }
        }
        if case .bytes = answer.body {
            book(bill.total(of: answer.json()), receipt, charge)
            return answer
        }
        return answer.observed(onChunk: { bill.read($0) }) { _ in book(bill.total(), receipt, charge) }
    }

    private func book(_ total: (usage: Usage?, cost: Money?), _ receipt: Receipt, _ charge: Started) {
        receipt.update { content in
            content.usage = total.usage
            content.cost = total.cost
        }
        settle(charge, total.cost ?? .zero)
    }

    /// What is set aside for one call; nothing without budgets.
    private struct Started {
        var estimate: Estimate?
        var reservation: Reservation?
        var remarks: [String] = []
    }

    private func begin(_ call: inout Call, _ price: Price?, _ accounts: [BudgetAccount]) async throws -> Started {
        var started = Started()
        started.estimate = price.flatMap { Estimate(call, price: $0, outputCap: rules.outputCap) }
        var amount = Money.zero
        if let price, let estimate = started.estimate {
            amount = estimate.bound(price)
        } else if !rules.allowsUnpriced, let rule = accounts.first(where: \.rule.stops)?.rule {
            throw Self.unpriced(call, hasPrice: price != nil, rule)
        }
        started.reservation = try await budgets.reserve(amount, in: accounts, lifetime: rules.leaseLifetime)
        if let cap = started.estimate?.cap, amount > .zero, case .json(var members) = call.body {
            members.set(cap.name, .int(cap.tokens))
            call.body = .json(members)
            call.defaulted.insert(cap.name)
            started.remarks.append("The output was limited to \(cap.tokens) tokens, for a budget counts.")
        }
        return started
    }

    private func settle(_ started: Started, _ cost: Money) {
        if let reservation = started.reservation { budgets.settle(reservation, cost: cost) }
    }

    private static func unpriced(_ call: Call, hasPrice: Bool, _ rule: BudgetRule) -> APIError {
        let what =
            hasPrice
            ? "what '\(call.endpoint.name)' will cost cannot be told before"
            : "the price of model '\(call.model ?? "")' is not known"
        return APIError(
            .quota,
            "\(what), and the budget '\(rule.name)' counts; use a model with a known price, or ask the operator to state one or to allow calls without"
        )
    }
}
