/// Suggests values for an argument of a prompt or a variable of a resource template.
///
/// Is called with every key that a person types: it should be quick, and show a caller nothing that is another's.
public typealias Completer = @Sendable (CompletionCall) async throws -> Completion

/// What a completer is asked.
public struct CompletionCall: Sendable {
    /// Name of the argument or variable.
    public let argument: String
    /// What has been typed so far.
    public let typed: String
    /// Other arguments that are filled already (2025-06-18 and later).
    public let context: [String: String]
    /// Who asks.
    public let principal: any Principal

    /// Creates a call, as a server or a test does.
    public init(argument: String, typed: String, context: [String: String] = [:], principal: any Principal) {
        self.argument = argument
        self.typed = typed
        self.context = context
        self.principal = principal
    }
}

/// Suggested values, the best first.
public struct Completion: Sendable, Hashable {
    /// At most 100 reach the client.
    public var values: [String]
    /// How many there are, suggested or not; nil: not known.
    public var total: Int?
    /// Whether there are more than the values here.
    public var hasMore: Bool

    /// The most values that a result may have (2024-11-05, completion, completion results).
    public static let limit = 100

    /// All values there are.
    public init(_ values: [String]) { self.init(values, total: values.count, hasMore: false) }

    /// A part of the values there are.
    public init(_ values: [String], total: Int?, hasMore: Bool) {
        self.values = values
        self.total = total
        self.hasMore = hasMore
    }

    /// The candidates that go with what was typed: first those that begin with it, then those that have it within.
    ///
    /// Case does not matter, and the order of the candidates is kept.
    public static func of(_ candidates: [String], for typed: String) -> Completion {
        let wanted = typed.lowercased()
        guard !wanted.isEmpty else { return Completion(candidates) }
        var beginning: [String] = []
        var within: [String] = []
        for candidate in candidates {
            let text = candidate.lowercased()
            if text.hasPrefix(wanted) {
                beginning.append(candidate)
            } else if text.contains(wanted) {
                within.append(candidate)
            }
        }
        return Completion(beginning + within)
    }

    /// A completer for a choice that does not change.
    public static func oneOf(_ candidates: [String]) -> Completer { { .of(candidates, for: $0.typed) } }
}

/// What an argument that is to be completed belongs to.
public enum CompletionReference: Sendable, Hashable {
    /// A prompt by its name.
    case prompt(String)
    /// A resource template by its text, or by a URI that fits it.
    case resource(String)
}
