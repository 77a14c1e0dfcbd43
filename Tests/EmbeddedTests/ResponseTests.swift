import JSON
import Testing

@testable import Embedded

@Suite struct ResponseTests {
    let provider = stillProvider()
    static let input: JSONValue.Member = .init("input", "The cat is called Tom. What is the cat called?")

    private func respond(_ members: [JSONValue.Member]) async throws -> Reply {
        try await provider.ask("POST", "/responses", .object([.init("model", "gpt-5.5")] + members))
    }

    private func text(_ root: JSONView) -> String? { root[["output", "0", "content", "0", "text"]]?.string }

    @Test func eventsComeInOrder() async throws {
        let whole = try await respond([Self.input]).root
        let streamed = try await respond([Self.input, .init("stream", true)])
        let events = try streamed.events
        let types = events.map { $0.data["type"]?.string }
        #expect(events.map(\.type) == types, "the event line repeats the type")
        let deltas = types.filter { $0 == "response.output_text.delta" }
        #expect(deltas.count > 2)
        #expect(
            types
                == [
                    "response.created", "response.in_progress", "response.output_item.added",
                    "response.content_part.added",
                ] + deltas + [
                    "response.output_text.done", "response.content_part.done", "response.output_item.done",
                    "response.completed",
                ])
        #expect(events.map { $0.data["sequence_number"]?.int } == Array(0..<events.count))
        let joined = events.filter { $0.type == "response.output_text.delta" }.compactMap { $0.data["delta"]?.string }
            .joined()
        #expect(joined == text(whole))
        #expect(events.first?.data[["response", "status"]]?.string == "in_progress")
        #expect(text(try #require(events.last?.data["response"])) == joined)
        #expect(!streamed.text.contains("[DONE]"))
    }

    @Test func aCallIsStreamedToo() async throws {
        let tools: JSONValue = [
            [
                "type": "function", "name": "get_cat",
                "parameters": ["type": "object", "properties": ["name": ["type": "string"]], "required": ["name"]],
            ]
        ]
        let events = try await respond([Self.input, .init("tools", tools), .init("stream", true)]).events
        let arguments = events.filter { $0.type == "response.function_call_arguments.delta" }
            .compactMap { $0.data["delta"]?.string }.joined()
        let done = events.first { $0.type == "response.function_call_arguments.done" }
        #expect(done?.data["arguments"]?.string == arguments)
        #expect(arguments == #"{"name":"Tom"}"#)
        #expect(events.last?.data[["response", "output", "0", "arguments"]]?.string == arguments)
    }

    @Test func aLimitMakesItIncomplete() async throws {
        let long: JSONValue.Member = .init("input", .string(AnswerTests.readme + "\n\nSummarize the document."))
        let cut = try await respond([long, .init("max_output_tokens", 16)]).root
        #expect(cut["status"]?.string == "incomplete")
        #expect(cut[["incomplete_details", "reason"]]?.string == "max_output_tokens")
        let events = try await respond([long, .init("max_output_tokens", 16), .init("stream", true)]).events
        #expect(events.last?.type == "response.incomplete")
    }

    @Test func theNextResponseKnowsTheFirst() async throws {
        let first = try #require(try await respond([Self.input]).root["id"]?.string)
        let next = try await respond([
            .init("input", "Tell me the cat's name again"), .init("previous_response_id", .string(first)),
        ])
        #expect(text(try next.root)?.contains("Tom") == true)
        let id = try #require(try next.root["id"]?.string)
        let items = try await provider.ask("GET", "/responses/\(id)/input_items", query: [("order", "asc")]).root[
            "data"]
        #expect(items?.elements.compactMap { $0["role"]?.string } == ["user", "assistant", "user"])
        let page = try await provider.ask("GET", "/responses/\(id)/input_items", query: [("limit", "1")]).root
        #expect(page[["data", "0", "content", "0", "text"]]?.string == "Tell me the cat's name again")
        #expect(page["has_more"]?.bool == true)

        let item = try #require(items?[0]?["id"]?.string)
        let referring = try await respond([
            .init(
                "input",
                [["type": "item_reference", "id": .string(item)], ["role": "user", "content": "Who is the cat?"]])
        ])
        #expect(text(try referring.root)?.contains("Tom") == true)
    }

    @Test func storingIsAChoice() async throws {
        let id = try #require(try await respond([Self.input, .init("store", false)]).root["id"]?.string)
        #expect(try await provider.ask("GET", "/responses/\(id)").status == 404)
        let kept = try #require(try await respond([Self.input]).root["id"]?.string)
        #expect(try await provider.ask("DELETE", "/responses/\(kept)").root["deleted"]?.bool == true)
        #expect(try await provider.ask("GET", "/responses/\(kept)").status == 404)
    }

    @Test func background() async throws {
        let made = try await respond([Self.input, .init("background", true)]).root
        let id = try #require(made["id"]?.string)
        #expect(made["status"]?.string == "completed")
        #expect(try await provider.ask("POST", "/responses/\(id)/cancel").root["status"]?.string == "completed")
        let all = try await provider.ask("GET", "/responses/\(id)", query: [("stream", "true")]).events
        let rest = try await provider.ask(
            "GET", "/responses/\(id)", query: [("stream", "true"), ("starting_after", "2")]
        ).events
        #expect(rest.first?.data["sequence_number"]?.int == 3)
        #expect(rest.count == all.count - 3)
        let plain = try #require(try await respond([Self.input]).root["id"]?.string)
        #expect(try await provider.ask("POST", "/responses/\(plain)/cancel").status == 400)
        #expect(try await respond([Self.input, .init("background", true), .init("store", false)]).status == 400)
    }

    @Test func aFunctionResultIsAnswered() async throws {
        let reply = try await respond([
            .init(
                "input",
                [
                    ["role": "user", "content": "How warm is it?"],
                    ["type": "function_call", "call_id": "call_1", "name": "get_heat", "arguments": "{}"],
                    ["type": "function_call_output", "call_id": "call_1", "output": #"{"celsius": 7}"#],
                ])
        ])
        #expect(text(try reply.root) == "Offline model: the tool answered: celsius: 7")
    }

    @Test func compactingKeepsWhatWasSaid() async throws {
        let compact = try await provider.ask(
            "POST", "/responses/compact",
            [
                "model": "gpt-5.5",
                "input": [
                    ["role": "user", "content": "What is in the shed?"],
                    ["role": "assistant", "content": "The shed holds three green bicycles."],
                ],
            ]
        ).root
        #expect(compact[["output", "1", "type"]]?.string == "compaction")
        let output = try #require(compact["output"])
        let next = try await respond([
            .init(
                "input",
                .array(
                    output.elements.map { JSONValue($0) } + [
                        ["role": "user", "content": "How many bicycles are in the shed?"]
                    ]))
        ])
        #expect(text(try next.root)?.contains("three green bicycles") == true)
        let forged = try await respond([.init("input", [["type": "compaction", "encrypted_content": "AAAA"]])])
        #expect(forged.status == 400)
    }

    @Test func tokensOfTheInput() async throws {
        func count(_ text: String) async throws -> Int? {
            try await provider.ask("POST", "/responses/input_tokens", ["input": .string(text)]).root["input_tokens"]?
                .int
        }
        let short = try #require(try await count("one two"))
        #expect(try await count("one two three four") == short + 2)
    }
}
