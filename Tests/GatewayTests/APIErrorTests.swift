import Catalogue
import JSON
import TestSupport
import Testing

@testable import Gateway

@Suite struct APIErrorTests {
    private func error(
        _ status: Int, _ body: String, _ headers: [(name: String, value: String)] = [], redactor: Redactor = Redactor()
    ) -> APIError {
        APIError(
            Answer(status: status, headers: Headers(headers), body: .bytes(Array(body.utf8))), redactor: redactor,
            now: 0)
    }

    private func envelope(_ code: String?, _ type: String?, _ message: String = "It went wrong.") -> String {
        func text(_ value: String?) -> String { value.map { "\"\($0)\"" } ?? "null" }
        return "{\"error\":{\"message\":\"\(message)\",\"type\":\(text(type)),\"param\":null,\"code\":\(text(code))}}"
    }

    @Test(
        arguments: [
            (400, nil, "invalid_request_error", .invalidRequest),
            (400, "unknown_parameter", "invalid_request_error", .invalidRequest),
            (400, "context_length_exceeded", "invalid_request_error", .contextLength),
            (400, "moderation_blocked", "image_generation_user_error", .contentPolicy),
            (400, "content_policy_violation", "invalid_request_error", .contentPolicy),
            (400, "previous_response_not_found", "invalid_request_error", .notFound),
            (401, "invalid_api_key", "invalid_request_error", .invalidKey),
            (401, nil, "invalid_request_error", .invalidKey),
            (401, "ip_not_authorized", "invalid_request_error", .permission),
            (402, nil, nil, .quota),
            (403, "unsupported_country_region_territory", "request_forbidden", .permission),
            (403, "model_not_found", "invalid_request_error", .modelNotFound),
            (403, nil, "invalid_request_error", .permission),
            (404, "model_not_found", "invalid_request_error", .modelNotFound),
            (404, "unknown_url", "invalid_request_error", .endpointMissing),
            (404, nil, "invalid_request_error", .notFound),
            (404, nil, "not_found_error", .notFound),
            (405, "method_not_supported", "invalid_request_error", .endpointMissing),
            (405, nil, nil, .endpointMissing),
            (408, nil, nil, .timeout),
            (409, "conversation_locked", "invalid_request_error", .conflict),
            (413, nil, "invalid_request_error", .requestTooLarge),
            (422, nil, nil, .invalidRequest),
            (429, "rate_limit_exceeded", "requests", .rateLimit),
            (429, "rate_limit_exceeded", "tokens", .rateLimit),
            (429, "slow_down", "rate_limit_error", .rateLimit),
            (429, "insufficient_quota", "insufficient_quota", .quota),
            (429, "project_spend_limit_exceeded", "insufficient_quota", .quota),
            (429, "billing_not_active", "billing_not_active", .quota),
            (429, nil, nil, .rateLimit),
            (500, "server_error", "server_error", .serverError),
            (500, nil, nil, .serverError),
            (501, nil, "server_error", .serverError),
            (501, nil, nil, .endpointMissing),
            (502, nil, nil, .serverError),
            (503, "server_is_overloaded", "service_unavailable_error", .overloaded),
            (503, nil, nil, .overloaded),
            (504, nil, nil, .timeout),
            (529, nil, "overloaded_error", .overloaded),
            (301, nil, nil, .malformedAnswer),
        ] as [(Int, String?, String?, APIError.Kind)])
    func kinds(_ status: Int, _ code: String?, _ type: String?, _ kind: APIError.Kind) {
        let error = error(status, envelope(code, type))
        #expect(error.kind == kind)
        #expect(error.status == status)
        #expect(error.code == code)
        #expect(error.type == type)
        #expect(error.message.hasPrefix("OpenAI API error: It went wrong; "))
    }

    /// How servers answer for a path that they do not know, and how they answer for an id.
    @Test(
        arguments: [
            (404, "text/plain", "404 page not found\n", .endpointMissing),
            (404, "text/html", "<html><title>404 Not Found</title></html>", .endpointMissing),
            (404, "application/json", "{\"detail\":\"Not Found\"}", .endpointMissing),
            (
                404, "application/json",
                "{\"error\":{\"code\":404,\"message\":\"File Not Found\",\"type\":\"not_found_error\"}}",
                .endpointMissing
            ),
            (404, nil, "", .endpointMissing), (404, "application/json", "{}", .endpointMissing),
            (405, "text/plain", "Method Not Allowed", .endpointMissing),
            (405, "application/json", "{\"detail\":\"Method Not Allowed\"}", .endpointMissing),
            (501, "text/html", "<html></html>", .endpointMissing),
            (404, "application/json", "{\"detail\":\"File file-1 not found\"}", .notFound),
            (404, "application/json", "{\"error\":\"no such id\"}", .notFound),
            (404, "application/json", "{\"error\":\"model 'x' not found\"}", .modelNotFound),
            (410, "text/plain", "Gone", .notFound), (500, "text/plain", "Internal Server Error", .serverError),
        ] as [(Int, String?, String, APIError.Kind)])
    func missingEndpoints(_ status: Int, _ contentType: String?, _ body: String, _ kind: APIError.Kind) {
        let error = error(status, body, contentType.map { [("content-type", $0)] } ?? [])
        #expect(error.kind == kind)
        let says = "this provider does not offer the endpoint, use another tool or another provider"
        #expect(error.message.contains(says) == (kind == .endpointMissing))
    }

    @Test func aMissingEndpointIsNamedAndNotAskedForAgain() {
        #expect(
            error(404, "").message
                == "OpenAI API error: the provider does not know the path (HTTP 404); this provider does not offer the "
                + "endpoint, use another tool or another provider (--base-url, --provider)."
        )
        #expect(error(404, "").kind.rawValue == "endpoint_not_found")
        let refused = RetryPolicy.Outcome.refused(status: 501, headers: Headers(), kind: .endpointMissing)
        #expect(RetryPolicy().decide(refused, work: .reads, attempt: 1, random: 0, now: 0) == .stop(.pointless))
    }

    /// Every error status of the facts gets a kind that its own `retryable` mark does not contradict.
    @Test func theFactsAreCovered() throws {
        guard let facts = try? SharedFacts.json("openai-api/errors.json").root else { return }
        var count = 0
        for entry in facts["http_errors"]?.elements.map({ $0 }) ?? [] {
            let status = try #require(entry["status"]?.int)
            let kind = error(status, envelope(entry["code"]?.string, entry["type"]?.string)).kind
            let decision = RetryPolicy().decide(
                .refused(status: status, headers: Headers(), kind: kind), work: .computes, attempt: 1, random: 0, now: 0
            )
            #expect((decision != .stop(.pointless)) == entry["retryable"]?.bool, "\(status) \(kind)")
            count += 1
        }
        #expect(count > 40)
    }

    @Test(arguments: [
        ("{\"detail\":\"Not here\"}", "Not here"),
        (
            "{\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"must be positive\",\"type\":\"x\"}]}",
            "must be positive (body.n)"
        ),
        ("{\"message\":\"Plain\",\"code\":400}", "Plain"),
        ("{\"error\":\"Just a sentence\"}", "Just a sentence"),
        ("{\"error\":\"some_code\",\"error_description\":\"Expired\"}", "Expired"),
        ("[{\"error\":{\"message\":\"In a list\",\"code\":400}}]", "In a list"),
        ("{\"errors\":[{\"message\":\"First\"},{\"message\":\"Second\"}]}", "First"),
        ("\"A string\"", "A string"),
        ("{\"error\":{\"message\":\"two\\nlines\\t here.\"}}", "two lines here"),
        ("upstream connect error", "upstream connect error"),
        (
            "<html><head><TITLE>418 Teapot</TITLE></head></html>",
            "the provider answered with a web page instead of JSON (\"418 Teapot\")"
        ),
        ("", "the provider refused the request as invalid (HTTP 418)"),
        ("{}", "the provider refused the request as invalid (HTTP 418)"),
        ("{\"error\":null}", "the provider refused the request as invalid (HTTP 418)"),
        ("\u{1}\u{2}\u{0}", "the provider refused the request as invalid (HTTP 418)"),
        ("{\"error\":{\"mess", "{\"error\":{\"mess"),
    ])
    func bodies(_ body: String, _ event: String) {
        #expect(error(418, body).message == "OpenAI API error: \(event); correct the arguments and call again.")
    }

    @Test func membersAndHeaders() {
        let body = """
            {"error":{"message":"Rate limit reached for gpt-4o.","type":"tokens","param":"messages","code":"rate_limit_exceeded"}}
            """
        let error = error(429, body, [("x-request-id", "req_1"), ("retry-after", "19.2")])
        #expect(
            error.message
                == "OpenAI API error: Rate limit reached for gpt-4o; the key sends more than its limit allows, wait 20 s and call again."
        )
        #expect(
            String(decoding: error.json.encoded, as: UTF8.self)
                == "{\"kind\":\"rate_limit_exceeded\",\"message\":\"\(error.message)\",\"status\":429,"
                + "\"code\":\"rate_limit_exceeded\",\"type\":\"tokens\",\"param\":\"messages\",\"request_id\":\"req_1\",\"retry_after\":19.2}"
        )
    }

    @Test func theParameterIsNamed() {
        let body = "{\"error\":{\"message\":\"Bad\",\"type\":\"invalid_request_error\",\"param\":\"n\",\"code\":null}}"
        #expect(error(400, body).message == "OpenAI API error: Bad; correct 'n' and call again.")
    }

    @Test func aKeyNeverAppears() {
        let key = "local.secret.key"
        let redactor = Redactor([SecretString(key)])
        let body = """
            {"error":{"message":"Incorrect API key provided: sk-abc***xyz (\(key)).","type":"\(key)","param":"\(key)","code":"\(key)"}}
            """
        let error = error(401, body, [("x-request-id", key)], redactor: redactor)
        let all = error.message + String(decoding: error.json.encoded, as: UTF8.self)
        #expect(!all.contains("sk-abc") && !all.contains(key) && all.contains("[redacted]"))
        let failure = UpstreamFailure(.connect, mayHaveBeenSent: false, "no connection with \(key)")
        #expect(!APIError(failure, redactor: redactor).message.contains(key))
    }

    @Test func theLengthIsBounded() {
        let long = error(500, String(repeating: "words and ", count: 100_000))
        #expect(long.message.utf8.count < 800)
        #expect(long.message.hasSuffix("call again."))
        // A key across the place of the cut must not leave its first half.
        let padding = String(repeating: "x ", count: 297)
        #expect(!error(500, padding + "sk-aaaaaaaaaaaaaaaaaaaa").message.contains("sk-a"))
    }

    @Test func failuresSayWhetherTheyMayHaveCost() {
        let sent = UpstreamFailure(.timeout, mayHaveBeenSent: true, "nothing came")
        #expect(
            APIError(sent).message
                == "OpenAI API error: nothing came; the work may have been done and billed, so look before calling again."
        )
        #expect(APIError(sent).mayHaveBeenBilled)
        #expect(APIError(sent, effect: .reads).message == "OpenAI API error: nothing came.")
        let kept = UpstreamFailure(.connect, mayHaveBeenSent: false, "no way")
        #expect(APIError(kept).kind == .connectionFailed)
        #expect(!APIError(kept).mayHaveBeenBilled)
    }

    @Test func whateverIsThrownIsPutIntoWords() {
        struct Odd: Error, CustomStringConvertible { let description = "odd thing" }
        #expect(APIError(CancellationError()).kind == .cancelled)
        #expect(APIError(Odd()).message == "OpenAI API error: odd thing.")
        let own = APIError(.modelRetired, "gone", param: "model")
        #expect(APIError(own as any Error) == own)
    }
}
