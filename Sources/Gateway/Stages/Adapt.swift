/// Fits a call to what its model is known to take: defaults that the model lacks are left out, and the limit on output
/// goes by the name that the model knows. What a caller gave on purpose is otherwise sent as it is, unless it was meant
/// for a retired model that another stands in for.
public struct Adapt: Stage {
    /// Whether a model is known to refuse a field.
    public typealias Lacks = @Sendable (_ model: String, _ field: String) -> Bool
    /// `max_tokens` or `max_completion_tokens`, whichever a model takes; nil for a model that is not known.
    public typealias OutputLimit = @Sendable (_ model: String) -> String?

    private let lacks: Lacks
    private let outputLimit: OutputLimit

    /// Creates the stage.
    public init(lacks: @escaping Lacks, outputLimit: @escaping OutputLimit) {
        self.lacks = lacks
        self.outputLimit = outputLimit
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        guard case .json(var members) = call.body, let model = call.model else { return try await next(call) }
        let before = members.all.count
        var remarks: [String] = []
        for name in members.all.map(\.name) where lacks(model, name) {
            if call.defaulted.contains(name) {
                remarks.append("The default for '\(name)' was left out: model '\(model)' does not take it.")
            } else if let replaced = call.replacedModel {
                remarks.append(
                    "'\(name)' was left out: model '\(model)', which stands in for '\(replaced)', does not take it.")
            } else {
                continue
            }
            members[name] = nil
        }
        if call.endpoint.treatment == .chat, let right = outputLimit(model) {
            let wrong = right == Self.limits[0] ? Self.limits[1] : Self.limits[0]
            if let value = members[wrong] {
                members[wrong] = nil
                if members[right] == nil {
                    members[right] = value
                    remarks.append("'\(wrong)' was sent as '\(right)', which is its name for model '\(model)'.")
                } else {
                    remarks.append("'\(wrong)' was left out: model '\(model)' takes '\(right)', which was given too.")
                }
            }
        }
        guard members.all.count != before || !remarks.isEmpty else { return try await next(call) }
        var call = call
        call.body = .json(members)
        var answer = try await next(call)
        answer.notes.remarks += remarks
        return answer
    }

    private static let limits = ["max_tokens", "max_completion_tokens"]
}
