import Catalogue
import Gateway
import JSON
import Synchronization
import Testing

@testable import Upstreams

@Suite struct MessagesAnswerTests {
    private static let usage =
        #"{"input_tokens":10,"cache_read_input_tokens":5,"cache_creation_input_tokens":2,"output_tokens":7,"output_tokens_details":{"thinking_tokens":3}}"#
    private static let counted =
        #"{"prompt_tokens":17,"completion_tokens":7,"total_tokens":24,"prompt_tokens_details":{"cached_tokens":5},"completion_tokens_details":{"reasoning_tokens":3}}"#

    private static func message(_ content: String, _ reason: String) -> String {
        #"{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":\#(content),"stop_reason":\#(reason),"stop_sequence":null,"usage":\#(usage)}"#
    }

    private static func completion(_ message: String, _ reason: String) -> String {
        #"{"id":"msg_1","object":"chat.completion","created":99,"model":"claude-x","choices":[{"index":0,"message":{"role":"assistant",\#(message)},"logprobs":null,"finish_reason":\#(reason)}],"usage":\#(counted)}"#
    }

    private static let answers: [(message: String, completion: String)] = [
        (
            message(#"[{"type":"text","text":"Hello \"you\"\n"}]"#, #""end_turn""#),
            completion(#""content":"Hello \"you\"\n","refusal":null"#, #""stop""#)
        ),
        (
            message(
                #"[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"a"},{"type":"text","text":"b"}]"#,
                #""max_tokens""#),
            completion(#""content":"ab","refusal":null"#, #""length""#)
        ),
        (
            message(
                #"[{"type":"text","text":"Let me see."},{"type":"tool_use","id":"toolu_1","name":"w","input":{"city": "Köln", "n": 1.0}}]"#,
                #""tool_use""#),
            completion(
                #""content":"Let me see.","refusal":null,"tool_calls":[{"id":"toolu_1","type":"function","function":{"name":"w","arguments":"{\"city\":\"Köln\",\"n\":1.0}"}}]"#,
                #""tool_calls""#)
        ),
        (
            message(#"[{"type":"tool_use","id":"t","name":"w","input":{}}]"#, #""tool_use""#),
            completion(
                #""content":null,"refusal":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"w","arguments":"{}"}}]"#,
                #""tool_calls""#)
        ),
        (message("[]", #""refusal""#), completion(#""content":"","refusal":null"#, #""content_filter""#)),
        (message("[]", #""stop_sequence""#), completion(#""content":"","refusal":null"#, #""stop""#)),
        (
            message("[]", #""model_context_window_exceeded""#),
            completion(#""content":"","refusal":null"#, #""length""#)
        ),
        (message("[]", "null"), completion(#""content":"","refusal":null"#, "null")),
    ]

    @Test(arguments: answers.indices)
    func answersAreTranslated(_ index: Int) throws {
        let (message, expected) = Self.answers[index]
        let bytes = try #require(MessagesAnswer.completion(Array(message.utf8), created: 99))
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test func whatIsNoMessageIsLeftAsItIs() {
        for text in ["<html>", "{}", "[]", #"{"id":"x"}"#] {
            #expect(MessagesAnswer.completion(Array(text.utf8), created: 0) == nil)
        }
    }

    @Test(
        arguments: [
            (401, #"{"type":"authentication_error","message":"invalid x-api-key"}"#, .invalidKey),
            (403, #"{"type":"permission_error","message":"no"}"#, .permission),
            (404, #"{"type":"not_found_error","message":"model: claude-none"}"#, .modelNotFound),
            (
                400, #"{"type":"invalid_request_error","message":"prompt is too long: 9 tokens > 8 maximum"}"#,
                .contextLength
            ),
            (400, #"{"type":"invalid_request_error","message":"Your credit balance is too low to access"}"#, .quota),
            (400, #"{"type":"invalid_request_error","message":"messages: bad"}"#, .invalidRequest),
            (413, #"{"type":"request_too_large","message":"large"}"#, .requestTooLarge),
            (429, #"{"type":"rate_limit_error","message":"slow"}"#, .rateLimit),
            (500, #"{"type":"api_error","message":"oops"}"#, .serverError),
            (529, #"{"type":"overloaded_error","message":"Overloaded"}"#, .overloaded),
            (504, #"{"type":"timeout_error","message":"late"}"#, .timeout),
        ] as [(Int, String, APIError.Kind)])
    func errorsAreTranslated(_ status: Int, _ error: String, _ kind: APIError.Kind) {
        let body = #"{"type":"error","error":\#(error),"request_id":"req_1"}"#
        let answer = MessagesErrors.translated(Answer(status: status, body: .bytes(Array(body.utf8))))
        #expect(APIError(answer, now: 0).kind == kind)
    }
}

@Suite struct AnthropicMessagesTests {
    private let models = Endpoint("model-list", .get, "/models", "List.", .reads)
    private let model = Endpoint("model-get", .get, "/models/{model}", "Get.", .reads)
    private let embeddings = Endpoint("embedding-create", .post, "/embeddings", "Embed.", .computes)

    private func send(_ call: Call, _ answer: Answer) async throws -> (Call?, Answer) {
        let sent = Mutex<Call?>(nil)
        let stage = AnthropicMessages(
            in: Surroundings(sleep: { _ in }, random: { 0 }, now: { 99.5 }))
        let result = try await stage.handle(call) { call in
            sent.withLock { $0 = call }
            return answer
        }
        return (sent.withLock { $0 }, result)
    }

    private func answer(_ status: Int, _ body: String) -> Answer {
        Answer(status: status, headers: Headers([("request-id", "req_1")]), body: .bytes(Array(body.utf8)))
    }

    @Test func aCompletionIsAMessageThereAndBack() async throws {
        let message =
            #"{"id":"m1","model":"c","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn","usage":{}}"#
        var call = Call(
            chat, body: .json(try members(#"{"model":"c","messages":[{"role":"user","content":"x"}],"seed":1}"#)))
        call.headers["OpenAI-Beta"] = "x"
        let (sent, result) = try await send(call, answer(200, message))
        #expect(sent?.path == "/messages")
        #expect(sent?.headers.fields.map { "\($0.name): \($0.value)" } == ["anthropic-version: 2023-06-01"])
        let root = try JSONDocument(Array(try await textOf(result).utf8)).root
        #expect(root.value(at: "/choices/0/message/content")?.string == "Hi")
        #expect(root["created"]?.int == 99)
        #expect(result.headers["x-request-id"] == "req_1")
        #expect(result.notes.remarks.count == 2, "the limit that was set and the seed that was left out")
    }

    @Test func modelsAreListedAsOpenAIListsThem() async throws {
        let listed =
            #"{"data":[{"type":"model","id":"claude-x","display_name":"X","created_at":"2026-02-04T00:00:00Z"}],"has_more":false}"#
        let (sent, result) = try await send(Call(models), answer(200, listed))
        #expect(sent?.query.map { "\($0.name)=\($0.value)" } == ["limit=1000"])
        #expect(
            try await textOf(result)
                == #"{"object":"list","data":[{"id":"claude-x","object":"model","created":1770163200,"owned_by":"anthropic","display_name":"X"}]}"#
        )
        let (_, one) = try await send(
            Call(model, path: "/models/claude-x"), answer(200, #"{"type":"model","id":"claude-x"}"#))
        #expect(try await textOf(one) == #"{"id":"claude-x","object":"model","created":0,"owned_by":"anthropic"}"#)
    }

    @Test func whatAnthropicLacksIsSaid() async throws {
        let error = await #expect(throws: APIError.self) { try await send(Call(embeddings), answer(200, "{}")) }
        #expect(error?.kind == .endpointMissing)
    }

    @Test func anAnswerThatIsNoMessageIsShownAsItCame() async throws {
        let call = Call(chat, body: .json(try members(#"{"model":"c","messages":[{"role":"user","content":"x"}]}"#)))
        let (_, result) = try await send(call, answer(200, "<html>"))
        #expect(try await textOf(result) == "<html>")
        let (_, refused) = try await send(call, answer(502, "<html>"))
        #expect(refused.status == 502)
    }
}
