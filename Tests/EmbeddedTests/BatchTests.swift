import JSON
import Testing

@testable import Embedded
@testable import Gateway

@Suite struct BatchTests {
    let provider = stillProvider()

    private func line(_ id: String, _ url: String, _ body: JSONValue) -> String {
        let line: JSONValue = ["custom_id": .string(id), "method": "POST", "url": .string(url), "body": body]
        return String(decoding: line.encoded, as: UTF8.self)
    }

    private func run(_ lines: [String], _ endpoint: String) async throws -> JSONView {
        let file = try await provider.upload(lines.joined(separator: "\n"), as: "in.jsonl", purpose: "batch")
        let made = try await provider.ask(
            "POST", "/batches",
            [
                "input_file_id": .string(file), "endpoint": .string(endpoint), "completion_window": "24h",
                "metadata": ["k": "v"],
            ])
        #expect(made.status == 200, "\(made.text)")
        let id = try #require(try made.root["id"]?.string)
        #expect(try await provider.ask("GET", "/batches/\(id)").bytes == made.bytes)
        return try made.root
    }

    private func results(_ file: JSONView?) async throws -> [JSONView] {
        guard let id = file?.string else { return [] }
        let text = try await provider.ask("GET", "/files/\(id)/content").text
        return try text.split(separator: "\n").map { try JSONDocument(String($0)).root }
    }

    @Test(
        arguments: [
            ("/v1/embeddings", ["model": "offline", "input": "a"], "data"),
            (
                "/v1/chat/completions", ["model": "offline", "messages": [["role": "user", "content": "Hi"]]], "choices"
            ),
            ("/v1/responses", ["model": "offline", "input": "Hi"], "output"),
            ("/v1/completions", ["model": "offline", "prompt": "Hi"], "choices"),
            ("/v1/moderations", ["input": "Hi"], "results"),
        ] as [(String, JSONValue, String)])
    func requestsAreAnsweredInOrder(_ endpoint: String, _ body: JSONValue, _ member: String) async throws {
        let lines = [
            line("b", endpoint, body), "", line("bad", endpoint, ["model": "gpt-none"]), line("a", endpoint, body),
        ]
        let batch = try await run(lines, endpoint)
        #expect(batch["status"]?.string == "completed")
        #expect(batch[["request_counts", "completed"]]?.int == 2 && batch[["request_counts", "failed"]]?.int == 1)
        let output = try await results(batch["output_file_id"])
        #expect(output.map { $0["custom_id"]?.string } == ["b", "a"])
        for entry in output {
            #expect(entry[["response", "status_code"]]?.int == 200)
            #expect(entry[["response", "body", member]]?.kind == .array)
        }
        let errors = try await results(batch["error_file_id"])
        #expect(errors.map { $0["custom_id"]?.string } == ["bad"])
        #expect((400...404).contains(errors.first?[["response", "status_code"]]?.int ?? 0))
    }

    @Test(
        arguments: [
            ([#"{"custom_id": "a""#], "invalid_json_line", 1), (["[]"], "invalid_json_line", 1),
            (["", #"{"custom_id":"a","method":"GET","url":"/v1/embeddings","body":{}}"#], "invalid_value", 2),
            ([#"{"custom_id":"a","method":"POST","url":"/v1/responses","body":{}}"#], "mismatched_url", 1),
            ([#"{"method":"POST","url":"/v1/embeddings","body":{}}"#], "missing_required_parameter", 1),
            (
                [
                    #"{"custom_id":"a","method":"POST","url":"/v1/embeddings","body":{}}"#,
                    #"{"custom_id":"a","method":"POST","url":"/v1/embeddings","body":{}}"#,
                ], "duplicate_custom_id", 2
            ), ([" "], "empty_file", nil),
        ] as [([String], String, Int?)])
    func aBadFileFails(_ lines: [String], _ code: String, _ number: Int?) async throws {
        let batch = try await run(lines, "/v1/embeddings")
        #expect(batch["status"]?.string == "failed" && batch["output_file_id"] == nil)
        #expect(batch[["errors", "data", "0", "code"]]?.string == code)
        #expect(batch[["errors", "data", "0", "line"]]?.int == number)
    }

    @Test func aStreamIsAnError() async throws {
        let body: JSONValue = ["model": "offline", "input": "Hi", "stream": true]
        let batch = try await run([line("a", "/v1/responses", body)], "/v1/responses")
        let errors = try await results(batch["error_file_id"])
        #expect(errors.first?[["error", "code"]]?.string == "invalid_request")
    }

    @Test func batchesAreListedNewestFirst() async throws {
        let body: JSONValue = ["input": "Hi"]
        var ids: [String?] = []
        for name in ["a", "b"] {
            ids.append(try await run([line(name, "/v1/moderations", body)], "/v1/moderations")["id"]?.string)
        }
        let list = try await provider.ask("GET", "/batches").root["data"]?.elements.map { $0["id"]?.string }
        #expect(list == ids.reversed())
        let cancelled = try await provider.ask("POST", "/batches/\(try #require(ids[0]))/cancel")
        #expect(try cancelled.root["status"]?.string == "completed", "it had ended before")
        #expect(try await provider.ask("GET", "/batches/batch_0").status == 404)
    }

    @Test func badInput() async throws {
        let file = try await provider.upload("{}", as: "a.jsonl", purpose: "assistants")
        let good: JSONValue = [
            "input_file_id": .string(file), "endpoint": "/v1/embeddings", "completion_window": "24h",
        ]
        func reply(_ change: [JSONValue.Member]) async throws -> (Int, String?) {
            guard case .object(let members) = good else { return (0, nil) }
            let names = change.map(\.key)
            let reply = try await provider.ask(
                "POST", "/batches", .object(members.filter { !names.contains($0.key) } + change))
            return (reply.status, try reply.root[["error", "param"]]?.string)
        }
        #expect(try await reply([]) == (400, "input_file_id"), "its purpose is another")
        #expect(try await reply([.init("input_file_id", "file-0")]) == (404, "input_file_id"))
        #expect(try await reply([.init("endpoint", "/v1/videos")]) == (400, "endpoint"))
        #expect(try await reply([.init("completion_window", "1h")]) == (400, "completion_window"))
    }
}
