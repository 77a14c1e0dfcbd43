/// A second spelling of some endpoints that shares their entries instead of doubling them.
///
/// OpenAI lists seven operations of the Responses API twice: with `?beta=true` in the path they take one header more
/// and, where a response is created, one body field more; everything else is the same. Two tools that differ in one
/// rarely used header would cost a model tokens and help nobody, so the base entry carries the header as an unlisted
/// field, and giving it selects the variant.
public struct Fold: Sendable {
    /// The header field that selects the variant.
    public let header: String
    /// Query item that every call of the variant carries.
    public let query: (name: String, value: String)
    /// Fields that only the variant takes.
    public let fields: [String]
    /// Why it is one entry and not two.
    public let reason: String

    /// Folds that this build knows.
    public static let all: [Fold] = [
        Fold(
            header: "openai-beta", query: ("beta", "true"), fields: ["multi_agent"],
            reason: "the ?beta=true operations are the plain ones with the header and multi_agent added")
    ]

    /// How the variant's path ends in the specification.
    public var pathSuffix: String { "?\(query.name)=\(query.value)" }
}

/// Two paths of the API that do the same; the entry has the one that is called.
public struct PathFold: Sendable {
    public let method: Endpoint.Method
    /// The path of the entry.
    public let preferred: String
    public let other: String
    /// Why this path and not the other.
    public let reason: String

    /// Folds that this build knows.
    public static let all: [PathFold] = [
        PathFold(
            method: .post, preferred: "/evals/{eval_id}/runs/{run_id}", other: "/evals/{eval_id}/runs/{run_id}/cancel",
            reason: "the published specification has only the shorter path; the official SDK calls the longer one")
    ]
}

extension Endpoint {
    /// The fold whose header this endpoint takes, or nil.
    public var fold: Fold? {
        Fold.all.first { fold in fields.contains { $0.name == fold.header && $0.traits.contains(.header) } }
    }
}

extension Field {
    /// The header that turns a Responses call into its multi-agent variant.
    static let responsesBeta = Field.array(
        "openai-beta", "Opts in to beta features of the Responses API.", [.header, .unlisted],
        of: .oneOf("responses_multi_agent=v1"))
}
