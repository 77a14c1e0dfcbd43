import Catalogue
import Gateway
import JSON
import Testing

@testable import Embedded

@Suite struct RouterTests {
    let provider = stillProvider()

    /// Whatever these domains offer is answered here, decisions excepted, for there is no probability to give, and
    /// voices of callers, for there is only one to speak with.
    @Test func everyEndpointOfTheCatalogueHasARoute() {
        let routes = EmbeddedProvider.routes.map { "\($0.method) \($0.template)" }
        let domains: Set<String> = [
            "models", "chat", "responses", "embeddings", "moderation", "images", "audio", "files", "vector-store",
            "conversations", "batches", "completions",
        ]
        let endpoints = Catalogue.domains.filter { domains.contains($0.name) }.flatMap(\.endpoints)
            .filter { $0.name != "decision-create" && !$0.path.contains("voice") }
        #expect(endpoints.count >= routes.count)
        for endpoint in endpoints { #expect(routes.contains("\(endpoint.method.rawValue) \(endpoint.path)")) }
        for model in Models.all { #expect(provider.models.ids.contains(model)) }
    }

    @Test func aCallAndAnHTTPRequestTakeTheSameWay() async throws {
        let endpoint = Endpoint("model-get", .get, "/models/{model}", "", .reads)
        let answer = try await provider.send(Call(endpoint, path: "/models/gpt%2D4o"))
        #expect(answer.status == 200)
        #expect(answer.notes.provider == "embedded")
        let bytes = try await answer.body.whole()
        #expect(bytes == (try await provider.ask("GET", "/v1/models/gpt-4o")).bytes)
    }

    @Test(
        arguments: [
            ("GET", "/nope", 404, "unknown_url"), ("GET", "/models/gpt-4o/more", 404, "unknown_url"),
            ("PUT", "/models", 405, "method_not_supported"), ("DELETE", "/embeddings", 405, "method_not_supported"),
            ("GET", "/models/no-such-model", 404, "model_not_found"),
            ("DELETE", "/models/nope", 404, "model_not_found"),
            ("DELETE", "/models/gpt-4o", 403, nil), ("GET", "/chat/completions/chatcmpl-0", 404, nil),
            ("DELETE", "/responses/resp_0", 404, nil), ("POST", "/embeddings", 400, nil),
        ] as [(String, String, Int, String?)])
    func refusals(_ method: String, _ path: String, _ status: Int, _ code: String?) async throws {
        let reply = try await provider.ask(method, path)
        #expect(reply.status == status)
        #expect(try reply.root["error"]?["code"]?.string == code)
        #expect(try reply.root["error"]?["message"]?.string?.isEmpty == false)
        #expect(reply.headers["x-request-id"]?.hasPrefix("req_") == true)
    }

    @Test func aWrongMethodIsToldTheRightOnes() async throws {
        #expect(try await provider.ask("PATCH", "/chat/completions").headers["allow"] == "POST, GET")
    }

    @Test func badJSONIsAnErrorWithItsPlace() async throws {
        let answer = try await provider.answer(method: "POST", path: "/responses", body: Array("{\"a\":]".utf8))
        #expect(answer.status == 400)
        let text = String(decoding: try await answer.body.whole(), as: UTF8.self)
        #expect(text.contains("at byte 5"))
    }

    static let turn: JSONValue = [["role": "user", "content": "Hi"]]

    @Test(
        arguments: [
            ("/chat/completions", ["model": "offline"], "messages", "missing_required_parameter"),
            ("/chat/completions", ["messages": turn], "model", "missing_required_parameter"),
            ("/chat/completions", ["model": "offline", "messages": []], "messages", "empty_array"),
            ("/chat/completions", ["model": "offline", "messages": "Hi"], "messages", "invalid_type"),
            ("/chat/completions", ["model": 5, "messages": turn], "model", "invalid_type"),
            ("/chat/completions", ["model": "gpt-4", "messages": turn], "model", "model_not_found"),
            ("/chat/completions", ["model": "gpt-image-2", "messages": turn], "model", "model_not_found"),
            ("/chat/completions", ["model": "offline", "messages": turn, "n": 0], "n", "integer_below_min_value"),
            ("/chat/completions", ["model": "offline", "messages": turn, "n": 1.5], "n", "invalid_type"),
            (
                "/chat/completions", ["model": "offline", "messages": turn, "temperature": 3], "temperature",
                "decimal_above_max_value"
            ),
            (
                "/chat/completions", ["model": "offline", "messages": turn, "stop": ["a", "b", "c", "d", "e"]], "stop",
                "array_above_max_length"
            ),
            (
                "/chat/completions", ["model": "offline", "messages": [["role": "boss", "content": "x"]]],
                "messages[0].role", "invalid_value"
            ),
            (
                "/chat/completions", ["model": "offline", "messages": [["role": "user"]]], "messages[0].content",
                "missing_required_parameter"
            ),
            (
                "/chat/completions",
                ["model": "offline", "messages": turn, "response_format": ["type": "json_object"]], "messages", nil
            ),
            (
                "/chat/completions", ["model": "offline", "messages": turn, "top_logprobs": 2], "top_logprobs",
                "invalid_value"
            ),
            (
                "/chat/completions",
                [
                    "model": "offline",
                    "messages": [
                        [
                            "role": "user",
                            "content": [["type": "image_url", "image_url": ["url": "data:image/png;base64,AAAA"]]],
                        ]
                    ],
                ],
                "messages[0].content[0].image_url.url", "invalid_image_format"
            ),
            ("/responses", ["model": "offline"], "input", "missing_required_parameter"),
            ("/responses", ["model": "offline", "input": [["type": "poem"]]], "input[0].type", "invalid_value"),
            (
                "/responses", ["model": "offline", "input": "x", "max_output_tokens": 3], "max_output_tokens",
                "integer_below_min_value"
            ),
            (
                "/responses", ["model": "offline", "input": "x", "prompt": ["id": "pmpt_1"]], "prompt",
                "unsupported_value"
            ),
            (
                "/responses", ["model": "offline", "previous_response_id": "resp_0", "input": "x"],
                "previous_response_id", "previous_response_not_found"
            ),
            ("/embeddings", ["model": "text-embedding-3-small", "input": ""], "input", "invalid_value"),
            ("/embeddings", ["model": "text-embedding-3-small", "input": []], "input", "empty_array"),
            ("/embeddings", ["model": "text-embedding-3-small", "input": ["a", 1]], "input[1]", "invalid_type"),
            (
                "/embeddings", ["model": "text-embedding-3-small", "input": "a", "dimensions": 1537], "dimensions",
                "integer_above_max_value"
            ),
            (
                "/embeddings", ["model": "text-embedding-ada-002", "input": "a", "dimensions": 9], "dimensions",
                "unsupported_parameter"
            ),
            ("/moderations", ["model": "omni-moderation-latest"], "input", "missing_required_parameter"),
            ("/moderations", ["model": "gpt-4o", "input": "x"], "model", "model_not_found"),
            ("/images/generations", ["model": "gpt-image-2"], "prompt", "missing_required_parameter"),
            ("/images/generations", ["prompt": "x", "size": "9999999x1"], "size", "invalid_value"),
            ("/images/generations", ["prompt": "x", "output_format": "webp"], "output_format", "unsupported_value"),
            ("/images/generations", ["prompt": "x", "n": 11], "n", "integer_above_max_value"),
            ("/images/edits", ["prompt": "x"], "image", "missing_required_parameter"),
            ("/images/edits", ["prompt": "x", "images": [[:]]], "images[0].file_id", "missing_required_parameter"),
        ] as [(String, JSONValue, String, String?)])
    func badInput(_ path: String, _ body: JSONValue, _ param: String, _ code: String?) async throws {
        let reply = try await provider.ask("POST", path, body)
        #expect(reply.status == (code == "model_not_found" ? 404 : 400))
        #expect(try reply.root["error"]?["type"]?.string == "invalid_request_error")
        #expect(try reply.root["error"]?["param"]?.string == param)
        #expect(try reply.root["error"]?["code"]?.string == code)
    }

    @Test func aRetiredModelNamesItsSuccessor() async throws {
        let reply = try await provider.ask("GET", "/models/gpt-4")
        #expect(try reply.root["error"]?["message"]?.string?.contains("gpt-5.6-terra") == true)
    }

    @Test func everyListedModelIsAliveAndKnown() async throws {
        let list = try #require(try await provider.ask("GET", "/models").root["data"])
        for model in list.elements {
            let id = try #require(model["id"]?.string)
            if case .retired = ModelLifecycle.status(of: id, on: "2026-11-21") { Issue.record("\(id) is retired") }
            #expect(try await provider.ask("GET", "/models/\(id)").status == 200)
        }
    }

    @Test func theSameCallsGiveTheSameBytes() async throws {
        let body: JSONValue = ["model": "offline", "messages": Self.turn, "store": true]
        var runs: [[[UInt8]]] = []
        for _ in 0..<2 {
            let provider = stillProvider()
            var answers: [[UInt8]] = []
            for _ in 0..<2 { answers.append(try await provider.ask("POST", "/chat/completions", body).bytes) }
            runs.append(answers)
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0][0] != runs[0][1], "a second completion has its own id")
    }
}
