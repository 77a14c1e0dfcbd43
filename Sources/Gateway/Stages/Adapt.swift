import Synchronization

/// Fits a call to what its model is known to take, and learns from a provider that refuses a parameter.
///
/// From the table: defaults that the model lacks are left out, and the limit on output goes by the name that the model
/// knows. What a caller gave on purpose is otherwise sent as it is, unless it was meant for a retired model that another
/// stands in for. A parameter that the provider then refuses is left out or renamed, the call is sent once more (a
/// refusal has cost nothing), and the provider's other calls to that model go so from the start. Every change is told.
public struct Adapt: Stage {
    /// Whether a model is known to refuse a field.
    public typealias Lacks = @Sendable (_ model: String, _ field: String) -> Bool
    /// `max_tokens` or `max_completion_tokens`, whichever a model takes; nil for a model that is not known.
    public typealias OutputLimit = @Sendable (_ model: String) -> String?

    private let lacks: Lacks
    private let outputLimit: OutputLimit
    private let memory = Memory()

    private final class Memory: Sendable {
        let drift = Mutex(Drift())
    }

    /// Creates the stage in front of one provider.
    public init(lacks: @escaping Lacks, outputLimit: @escaping OutputLimit) {
        self.lacks = lacks
        self.outputLimit = outputLimit
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        guard case .json(let members) = call.body, let model = call.model else { return try await next(call) }
        var fitted = FittedMembers(members, model: model)
        fit(&fitted, call)
        fitted.apply(memory.drift.withLock { $0.fixes(for: model) })
        var attempts = Attempts()
        // A provider may name one parameter at a time.
        for round in 1...Self.mostRounds {
            var call = call
            if fitted.isChanged { call.body = .json(fitted.members) }
            var answer = try await attempts.send(call, next)
            if round < Self.mostRounds, [400, 422].contains(answer.status), learn(from: answer, &fitted) { continue }
            answer.notes.remarks += fitted.remarks
            return answer
        }
        preconditionFailure("the last round always answers")
    }

    private static let mostRounds = 4

    /// Learns what a refusal says; true where the request is another one now.
    private func learn(from answer: Answer, _ fitted: inout FittedMembers) -> Bool {
        guard case .bytes(let body) = answer.body else { return false }
        let report = DriftReport(body, sent: fitted.members.all.map(\.name))
        var fixes: [String: Drift.Fix] = [:]
        for name in report.refused {
            guard let fix = Drift.fix(name, isAboutValue: report.isAboutValue, members: fitted.members) else {
                continue
            }
            fixes[name] = fix
            memory.drift.withLock { $0.learn(fix, for: name, model: fitted.model) }
        }
        fitted.apply(fixes)
        return !fixes.isEmpty
    }

    /// What is known without asking.
    private func fit(_ fitted: inout FittedMembers, _ call: Call) {
        let model = fitted.model
        // What a caller states for a model that it names itself is the caller's business.
        let names = call.defaulted.isEmpty && call.replacedModel == nil ? [] : fitted.members.all.map(\.name)
        for name in names where lacks(model, name) {
            if call.defaulted.contains(name) {
                fitted.leaveOut(name, "The default for '\(name)' was left out: model '\(model)' does not take it.")
            } else if let replaced = call.replacedModel {
                fitted.leaveOut(
                    name,
                    "'\(name)' was left out: model '\(model)', which stands in for '\(replaced)', does not take it.")
            }
        }
        guard call.endpoint.treatment == .chat, Self.limits.contains(where: { fitted.members[$0] != nil }),
            let right = outputLimit(model)
        else { return }
        let wrong = right == Self.limits[0] ? Self.limits[1] : Self.limits[0]
        // Nobody need hear of a name that nobody gave.
        fitted.rename(wrong, to: right, isTold: !call.defaulted.contains(wrong))
    }

    private static let limits = ["max_tokens", "max_completion_tokens"]
}

/// The members of a request on their way into the form that a model takes, and what was changed.
struct FittedMembers {
    let model: String
    private(set) var members: Members
    private(set) var remarks: [String] = []
    private(set) var isChanged = false

    init(_ members: Members, model: String) {
        self.members = members
        self.model = model
    }

    mutating func leaveOut(_ name: String, _ remark: String) {
        isChanged = true
        members[name] = nil
        remarks.append(remark)
    }

    mutating func rename(_ wrong: String, to right: String, isTold: Bool = true) {
        guard let value = members[wrong] else { return }
        isChanged = true
        members[wrong] = nil
        if members[right] == nil {
            members[right] = value
            guard isTold else { return }
            remarks.append("'\(wrong)' was sent as '\(right)', which is its name for model '\(model)'.")
        } else {
            remarks.append("'\(wrong)' was left out: model '\(model)' takes '\(right)', which was given too.")
        }
    }

    /// Applies what a provider has taught.
    mutating func apply(_ fixes: [String: Drift.Fix]) {
        guard !fixes.isEmpty else { return }
        for name in members.all.map(\.name) {
            switch fixes[name] {
            case .leaveOut?:
                leaveOut(name, "'\(name)' was left out: the provider does not take it for model '\(model)'.")
            case .rename(let right)?: rename(name, to: right)
            case nil: break
            }
        }
    }
}
