extension APIError {
    /// What went wrong, in words that a program can compare.
    ///
    /// The first five are promised by the Complete server; the rest say what those cannot.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case rateLimit = "rate_limit_exceeded"
        case invalidKey = "invalid_api_key"
        case quota = "quota_exceeded"
        case overloaded = "model_overloaded"
        case invalidRequest = "invalid_request"

        case missingKey = "missing_api_key"
        case permission = "permission_denied"
        case notFound = "not_found"
        case modelNotFound = "model_not_found"
        case modelRetired = "model_retired"
        case endpointRetired = "endpoint_retired"
        case endpointMissing = "endpoint_not_found"
        case contextLength = "context_length_exceeded"
        case contentPolicy = "content_policy"
        case requestTooLarge = "request_too_large"
        case conflict = "conflict"
        case serverError = "server_error"
        case timeout = "timeout"
        case connectionFailed = "connection_failed"
        case connectionLost = "connection_lost"
        case malformedAnswer = "malformed_answer"
        case answerTooLarge = "answer_too_large"
        case streamInterrupted = "stream_interrupted"
        case cancelled = "cancelled"
    }
}

// MARK: Which kind it is

extension APIError.Kind {
    /// The kind of an error status; a code says more than a type, and a type more than the status.
    ///
    /// - Parameter isBare: whether the body is no error of the API: nobody took the request who knows how one looks.
    static func of(
        status: Int?, code: String?, type: String?, message: String?, isBare: Bool = false
    ) -> APIError.Kind {
        if let known = code.flatMap({ byWord[$0] }) { return known }
        if status == 404, isBare { return .endpointMissing }
        if let known = type.flatMap({ byWord[$0] }) { return known }
        // Compatible servers often send no code, but quote the sentence that OpenAI uses.
        let message = message ?? ""
        switch status {
        case 400 where message.contains("context length") || message.contains("context window"): return .contextLength
        case 401 where message.contains("nsufficient permissions"): return .permission
        case 404 where message.contains("model"): return .modelNotFound
        case let status?: return of(status: status)
        case nil: return type == "invalid_request_error" ? .invalidRequest : .serverError
        }
    }

    private static func of(status: Int) -> APIError.Kind {
        switch status {
        case 401: .invalidKey
        case 402: .quota
        case 403: .permission
        case 404, 410: .notFound
        // The method is the tool's, so no argument can mend it.
        case 405, 501: .endpointMissing
        case 408, 504: .timeout
        case 409: .conflict
        case 413: .requestTooLarge
        case 429: .rateLimit
        case 503, 529: .overloaded
        case 400..<500: .invalidRequest
        case 500..<600: .serverError
        default: .malformedAnswer
        }
    }

    /// Codes and types of OpenAI and of servers that imitate it.
    private static let byWord: [String: APIError.Kind] = {
        let table: [(APIError.Kind, [String])] = [
            (.rateLimit, ["rate_limit_exceeded", "rate_limit_error", "slow_down", "requests", "tokens"]),
            (
                .quota,
                [
                    "insufficient_quota", "credit_balance_exhausted", "project_spend_limit_exceeded",
                    "organization_spend_limit_exceeded", "organization_usage_limit_exceeded", "billing_not_active",
                    "billing_hard_limit_reached", "usage_limit_exceeded", "session_budget_exceeded",
                ]
            ),
            (
                .invalidKey,
                [
                    "invalid_api_key", "authentication_error", "invalid_organization", "mismatched_organization",
                    "account_deactivated", "invalid_grant", "invalid_subject_token",
                ]
            ),
            (
                .overloaded,
                [
                    "server_is_overloaded", "server_overloaded", "service_unavailable_error", "overloaded_error",
                    "flex_unavailable",
                ]
            ),
            (
                .permission,
                [
                    "permission_denied", "permission_error", "ip_not_authorized", "request_forbidden",
                    "unsupported_country_region_territory", "data_residency_mismatch",
                ]
            ),
            (.notFound, ["previous_response_not_found", "resource_not_found", "not_found_error"]),
            (.endpointMissing, ["unknown_url", "method_not_supported"]),
            (.modelNotFound, ["model_not_found", "DeploymentNotFound"]),
            (.contextLength, ["context_length_exceeded"]),
            (
                .contentPolicy,
                [
                    "content_policy_violation", "moderation_blocked", "content_filter", "invalid_prompt", "bio_policy",
                    "cyber_policy", "image_content_policy_violation", "misalignment_policy_violation",
                    "ResponsibleAIPolicyViolation",
                ]
            ),
            (.conflict, ["conversation_locked"]),
            (.timeout, ["request_timeout", "vector_store_timeout"]),
            (.serverError, ["server_error", "internal_error", "api_error"]),
            (
                .invalidRequest,
                [
                    "invalid_image", "invalid_image_format", "invalid_base64_image", "invalid_image_url",
                    "invalid_request",
                ]
            ),
        ]
        return Dictionary(table.flatMap { kind, words in words.map { ($0, kind) } }) { first, _ in first }
    }()
}

// MARK: What to say

extension APIError.Kind {
    /// What happened, for an answer that does not say it itself.
    var event: String {
        switch self {
        case .rateLimit: "Rate limit exceeded"
        case .invalidKey: "the provider did not accept the API key"
        case .quota: "the account's quota is used up"
        case .overloaded: "the provider is overloaded"
        case .invalidRequest: "the provider refused the request as invalid"
        case .missingKey: "there is no API key for this call"
        case .permission: "the API key may not do this"
        case .notFound: "the provider has no such object"
        case .modelNotFound: "the provider has no such model, or the key may not use it"
        case .modelRetired: "the model has been shut down"
        case .endpointRetired: "the endpoint has been shut down"
        case .endpointMissing: "the provider does not know the path"
        case .contextLength: "the input is longer than the model can read"
        case .contentPolicy: "the provider's usage policy refused the content"
        case .requestTooLarge: "the request is larger than the provider accepts"
        case .conflict: "another call is changing the same object"
        case .serverError: "the provider failed"
        case .timeout: "the provider did not answer in time"
        case .connectionFailed: "the provider could not be reached"
        case .connectionLost: "the connection to the provider broke"
        case .malformedAnswer: "the provider's answer could not be understood"
        case .answerTooLarge: "the provider's answer is larger than allowed"
        case .streamInterrupted: "the stream broke off"
        case .cancelled: "the call was cancelled"
        }
    }

    /// Whose fault it is and what to do next; nil where the failure's own sentence says so.
    func advice(param: String?, wait: String?) -> String? {
        switch self {
        case .rateLimit: "the key sends more than its limit allows, \(wait ?? "wait a moment") and call again"
        case .invalidKey: "whoever set up this server must supply a valid key (OPENAI_API_KEY or the caller's own)"
        case .quota: "the key's owner must add credit or raise the spending limit, calling again will not help"
        case .overloaded: "the fault is the provider's, \(wait ?? "wait a moment") and call again or use another model"
        case .invalidRequest: "correct \(param.map { "'\($0)'" } ?? "the arguments") and call again"
        case .permission: "the key's owner must grant the permission, calling again will not help"
        case .notFound: "check the id in the arguments and call again"
        case .endpointMissing:
            "this provider does not offer the endpoint, use another tool or another provider (--base-url, --provider)"
        case .modelNotFound: "choose a model from the list of models that this key may use"
        case .contextLength: "shorten the input or choose a model with a larger context window"
        case .contentPolicy: "change the content and call again"
        case .requestTooLarge: "send less or smaller files"
        case .conflict: "\(wait ?? "wait a moment") and call again"
        case .serverError: "the fault is the provider's, \(wait ?? "wait a moment") and call again"
        case .timeout: "the fault is the provider's, call again or ask for less"
        case .malformedAnswer: "check that the base URL points to an OpenAI-compatible API"
        case .missingKey, .modelRetired, .endpointRetired, .connectionFailed, .connectionLost, .answerTooLarge,
            .streamInterrupted,
            .cancelled:
            nil
        }
    }
}
