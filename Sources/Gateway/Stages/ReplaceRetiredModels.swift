/// Sends a call that names a model which has been shut down to its successor, or refuses it.
public struct ReplaceRetiredModels: Stage {
    /// The living successor of a retired model and the date of its end, or nil for a model that is not retired.
    public typealias Successor = @Sendable (_ model: String) -> (successor: String, shutdown: String?)?

    private let isStrict: Bool
    private let successor: Successor

    /// Creates the stage; `strict` refuses retired models (`--strict-models`).
    public init(strict: Bool = false, successor: @escaping Successor) {
        isStrict = strict
        self.successor = successor
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        guard let asked = call.model, let (served, shutdown) = successor(asked) else { return try await next(call) }
        let end = "model '\(asked)' was shut down" + (shutdown.map { " on \($0)" } ?? "")
        guard !isStrict else {
            throw APIError(.modelRetired, "\(end), name its successor '\(served)' and call again", param: "model")
        }
        var call = call
        call.model = served
        call.replacedModel = asked
        var answer = try await next(call)
        answer.notes.replaced(asked, by: served)
        answer.notes.remarks.insert("\(end); '\(served)' answered instead.", at: 0)
        return answer
    }
}
