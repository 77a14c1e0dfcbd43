/// Lets a call in when the limits that are about it allow, makes it wait its turn for a while, or turns it away with the
/// time to wait.
public struct Admit: Stage {
    private let rules: LimitRules
    private let admission: Admission

    /// Creates the stage; what was let in before stays known to `admission`.
    public init(_ rules: LimitRules, admission: Admission = Admission()) {
        self.rules = rules
        self.admission = admission
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        guard !rules.rules.isEmpty else { return try await next(call) }
        let demands = demands(of: call)
        guard !demands.isEmpty else { return try await next(call) }
        try await admission.enter(demands, owner: call.caller.id, rules: rules)
        var call = call
        let receipt = call.receipt ?? Receipt()
        call.receipt = receipt
        do {
            let answer = try await next(call)
            guard answer.isSuccess else {
                admission.leave(demands, tokens: 0)
                return answer
            }
            return answer.observed { _ in admission.leave(demands, tokens: receipt.content.usage?.tokens) }
        } catch {
            admission.leave(demands, tokens: (error as? UpstreamFailure)?.mayHaveBeenSent == true ? nil : 0)
            throw error
        }
    }

    private func demands(of call: Call) -> [Demand] {
        let subject = CallSubject(call)
        var tokens: Double?
        return rules.rules.compactMap { rule in
            guard rule.of.matches(subject) else { return nil }
            if rule.tokensPerMinute != nil, tokens == nil { tokens = call.likelyTokens }
            return Demand(
                rule: rule, account: subject.account(of: rule.name, each: rule.each),
                tokens: rule.tokensPerMinute == nil ? 0 : tokens ?? 0)
        }
    }
}

extension Call {
    /// What a call is taken to use: English has about four bytes a token, and what it may write it is taken to write.
    fileprivate var likelyTokens: Double {
        guard case .json(let members) = body else { return 0 }
        let bytes = members.all.reduce(0) { $0 + $1.value.count }
        let limits = ["max_completion_tokens", "max_tokens", "max_output_tokens"]
        let output = limits.compactMap { integer($0) }.max() ?? 0
        return Double(bytes / 4 + min(max(0, output), 1_000_000))
    }
}
