import JSON

/// Changes to requests and answers on their way, as the configuration has them.
///
/// ``TransformPlan`` checks and compiles them at load.
public struct TransformRules: Sendable, Hashable {
    /// All rules that fit a call act, in order.
    public var rules: [TransformRule]

    /// Creates rules.
    public init(_ rules: [TransformRule] = []) { self.rules = rules }

    /// Whether there is nothing to do, so that the stage can be left out.
    public var isEmpty: Bool { rules.isEmpty }
}

/// What is changed for the calls of one route.
public struct TransformRule: Sendable, Hashable {
    /// Models of the calls that it is for; empty: all, also calls that name none.
    public var models: [Glob]
    /// Tools of the endpoints that it is for; empty: all.
    public var tools: [Glob]
    /// Steps for the body of the request, in order.
    public var request: [TransformStep]
    /// Steps for the JSON of a good answer, in order; of a stream, for the JSON of each event.
    public var response: [TransformStep]

    /// Creates a rule.
    public init(
        models: [Glob] = [], tools: [Glob] = [], request: [TransformStep] = [], response: [TransformStep] = []
    ) {
        self.models = models
        self.tools = tools
        self.request = request
        self.response = response
    }
}

/// One change at a place that a JSON Pointer (RFC 6901) names. `-` is the place behind an array's last element.
public enum TransformStep: Sendable, Hashable {
    /// Puts a value there, whatever was there before; missing objects on the way are made.
    case set(String, JSONValue)
    /// Takes the value away; nothing happens where there is none.
    case remove(String)
    /// Moves a value; nothing happens where there is none.
    case rename(from: String, to: String)
    /// Puts a value there if there is none, or null.
    case `default`(String, JSONValue)
    /// Puts a text there that a template makes of the body (see ``TextTemplate``).
    case template(String, String)
}
