import JSON
import Testing

@testable import Gateway

@Suite struct DriftReportTests {
    private static let sent = ["model", "messages", "max_tokens", "temperature", "foo", "bar", "name", "store"]

    private static let bodies: [(body: String, refused: [String], isAboutValue: Bool)] = [
        // OpenAI and Azure.
        (
            #"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}"#,
            ["max_tokens"], false
        ),
        (
            #"{"error":{"message":"Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}"#,
            ["temperature"], true
        ),
        (
            #"{"error":{"message":"Unknown parameter: 'foo'.","type":"invalid_request_error","param":"foo","code":"unknown_parameter"}}"#,
            ["foo"], false
        ),
        (
            #"{"error":{"message":"Unrecognized request argument supplied: foo","type":"invalid_request_error","param":null,"code":null}}"#,
            ["foo"], false
        ),
        (
            #"{"error":{"message":"Unrecognized request arguments supplied: foo, bar","type":"invalid_request_error","param":null,"code":null}}"#,
            ["foo", "bar"], false
        ),
        // FastAPI, vLLM, Mistral.
        (
            #"{"detail":[{"type":"extra_forbidden","loc":["body","foo"],"msg":"Extra inputs are not permitted","input":1},{"type":"extra_forbidden","loc":["body","bar"],"msg":"Extra inputs are not permitted","input":1}]}"#,
            ["foo", "bar"], false
        ),
        (
            #"{"object":"error","message":"[{'type': 'extra_forbidden', 'loc': ('body', 'foo'), 'msg': 'Extra inputs are not permitted', 'input': 1}]","type":"BadRequestError","param":null,"code":400}"#,
            ["foo"], false
        ),
        (
            #"{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","store"],"msg":"Extra inputs are not permitted","input":true}]},"type":"invalid_request_error","code":3001}"#,
            ["store"], false
        ),
        (
            #"{"error":{"message":"1 validation error for ChatCompletionRequest\nfoo\n  Extra inputs are not permitted [type=extra_forbidden, input_value='bob', input_type=str]"}}"#,
            ["foo"], false
        ),
        // LiteLLM, Groq, Gemini, a server in Go, Anthropic.
        (
            #"{"error":{"message":"litellm.UnsupportedParamsError: openai does not support parameters: ['foo', 'bar'], for model=m","type":"None","param":"None","code":"400"}}"#,
            ["foo", "bar"], false
        ),
        (
            #"{"error":{"message":"litellm.UnsupportedParamsError: x does not support parameters: {'foo': 1}, for model=m","code":"400"}}"#,
            ["foo"], false
        ),
        (#"{"error":{"message":"property 'foo' is unsupported","type":"invalid_request_error"}}"#, ["foo"], false),
        (
            #"{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"foo\": Cannot find field.","status":"INVALID_ARGUMENT"}}"#,
            ["foo"], false
        ),
        (#"{"error":"json: unknown field \"foo\""}"#, ["foo"], false),
        (
            #"{"error":{"message":"`temperature` is deprecated for this model.","type":"invalid_request_error"}}"#,
            ["temperature"], false
        ),
        // Nothing to be learnt: it is inside something that was sent on purpose, or was not sent at all.
        (#"{"error":{"message":"Unknown parameter: 'store.x'."}}"#, [], false),
        (
            #"{"object":"error","message":"[{'type': 'extra_forbidden', 'loc': ('body', 'store', 'x'), 'msg': 'no'}]"}"#,
            [], false
        ),
        (
            #"{"error":{"message":"Unknown parameter: 'messages[0].name'.","param":"messages[0].name","code":"unknown_parameter"}}"#,
            [], false
        ),
        (
            #"{"detail":[{"type":"extra_forbidden","loc":["body","messages",0,"name"],"msg":"Extra inputs are not permitted"}]}"#,
            [], false
        ),
        (
            #"{"error":{"message":"1 validation error for ChatCompletionRequest\nmessages.0.user.name\n  Extra inputs are not permitted [type=extra_forbidden]"}}"#,
            [], false
        ),
        (
            #"{"error":{"message":"Unknown parameter: 'nobody_sent'.","param":"nobody_sent","code":"unknown_parameter"}}"#,
            [], false
        ),
        (#"{"error":{"message":"foo is too long","param":"foo","code":"string_above_max_length"}}"#, [], false),
        ("<html>", [], false), ("[]", [], false), ("", [], false),
    ]

    @Test(arguments: bodies.indices)
    func shapes(_ index: Int) {
        let (body, refused, isAboutValue) = Self.bodies[index]
        let report = DriftReport(Array(body.utf8), sent: Self.sent)
        #expect(report.refused == refused, "\(body)")
        #expect(report.isAboutValue == isAboutValue, "\(body)")
    }
}

@Suite struct DriftTests {
    private func members(_ names: String...) -> Members {
        var members = Members()
        for name in names { members[name] = Array("1".utf8)[...] }
        return members
    }

    @Test func theLimitOnOutputIsRenamedAndNeverLost() {
        #expect(
            Drift.fix("max_tokens", isAboutValue: false, members: members("max_tokens"))
                == .rename("max_completion_tokens"))
        #expect(
            Drift.fix("max_completion_tokens", isAboutValue: false, members: members("max_completion_tokens"))
                == .rename("max_tokens"))
        #expect(
            Drift.fix("max_tokens", isAboutValue: false, members: members("max_tokens", "max_completion_tokens"))
                == .leaveOut)
        #expect(Drift.fix("max_tokens", isAboutValue: true, members: members("max_tokens")) == nil)
        #expect(Drift.fix("max_output_tokens", isAboutValue: false, members: members("max_output_tokens")) == nil)
    }

    @Test func whatTheCallCannotDoWithoutStays() {
        for name in ["model", "messages", "tools", "response_format", "n", "stream"] {
            #expect(Drift.fix(name, isAboutValue: false, members: members(name)) == nil, "\(name)")
        }
        for name in ["temperature", "seed", "store", "anything_new"] {
            #expect(Drift.fix(name, isAboutValue: false, members: members(name)) == .leaveOut, "\(name)")
        }
        #expect(Drift.fix("temperature", isAboutValue: true, members: members("temperature")) == .leaveOut)
        #expect(Drift.fix("seed", isAboutValue: true, members: members("seed")) == nil)
    }

    @Test func twoNamesDoNotLeadToEachOther() {
        var drift = Drift()
        drift.learn(.rename("max_completion_tokens"), for: "max_tokens", model: "m")
        drift.learn(.rename("max_tokens"), for: "max_completion_tokens", model: "m")
        #expect(drift.fixes(for: "m") == ["max_completion_tokens": .rename("max_tokens")])
        #expect(drift.fixes(for: "other").isEmpty)
    }
}
