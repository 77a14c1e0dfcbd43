import JSON
import Testing

@testable import Embedded

@Suite struct ChatTests {
    let provider = stillProvider()
    static let story: [JSONValue.Member] = [
        .init("model", "gpt-5.5"),
        .init(
            "messages",
            [
                ["role": "system", "content": "The cat Tom sleeps on the mat. The cat Tim sleeps on the roof."],
                ["role": "user", "content": "Where does the cat sleep?"],
            ]),
    ]

    private func chat(_ more: [JSONValue.Member] = []) async throws -> Reply {
        try await provider.ask("POST", "/chat/completions", .object(Self.story + more))
    }

    @Test func limits() async throws {
        let whole = try #require(try await chat().root[["choices", "0", "message", "content"]]?.string)
        for name in ["max_tokens", "max_completion_tokens"] {
            let cut = try await chat([.init(name, 4)]).root
            let text = try #require(cut[["choices", "0", "message", "content"]]?.string)
            #expect(whole.hasPrefix(text) && Pieces.count(text) == 4)
            #expect(cut[["choices", "0", "finish_reason"]]?.string == "length")
            #expect(cut[["usage", "completion_tokens"]]?.int == 4)
        }
        let stopped = try await chat([.init("stop", ["roof", " mat"])]).root
        #expect(stopped[["choices", "0", "message", "content"]]?.string?.hasSuffix("sleeps on the") == true)
        #expect(stopped[["choices", "0", "finish_reason"]]?.string == "stop")
    }

    @Test func choicesDiffer() async throws {
        let root = try await chat([.init("n", 2)]).root
        #expect(root["choices"]?.count == 2)
        #expect(
            root[["choices", "0", "message", "content"]]?.string
                != root[["choices", "1", "message", "content"]]?.string)
    }

    /// A stream says what the answer without a stream says.
    @Test(arguments: [1, 2]) func streamReassembles(_ count: Int) async throws {
        let whole = try await chat([.init("n", .int(count))]).root
        let streamed = try await chat([
            .init("n", .int(count)), .init("stream", true), .init("stream_options", ["include_usage": true]),
        ])
        #expect(streamed.headers["content-type"]?.hasPrefix("text/event-stream") == true)
        #expect(streamed.text.hasSuffix("data: [DONE]\n\n"))
        let events = try streamed.events.map(\.data)
        for index in 0..<count {
            let mine = events.filter { $0[["choices", "0", "index"]]?.int == index }
            #expect(mine.first?[["choices", "0", "delta", "role"]]?.string == "assistant")
            #expect(mine.last?[["choices", "0", "finish_reason"]]?.string == "stop")
            let text = mine.compactMap { $0[["choices", "0", "delta", "content"]]?.string }.joined()
            #expect(text == whole[["choices", "\(index)", "message", "content"]]?.string)
            #expect(mine.count > 4, "several deltas")
        }
        #expect(events.last?["choices"]?.count == 0)
        #expect(events.last?["usage"]?.raw.elementsEqual(whole["usage"]?.raw ?? []) == true)
    }

    @Test func logProbsCoverTheText() async throws {
        let root = try await chat([.init("logprobs", true), .init("top_logprobs", 2)]).root
        let entries = try #require(root[["choices", "0", "logprobs", "content"]])
        #expect(
            entries.elements.compactMap { $0["token"]?.string }.joined()
                == root[["choices", "0", "message", "content"]]?.string)
        for entry in entries.elements {
            #expect((entry["logprob"]?.double ?? 1) <= 0)
            #expect(entry["top_logprobs"]?.count == 2)
        }
    }

    @Test func storedCompletions() async throws {
        var ids: [String] = []
        for tag in ["a", "b", "a"] {
            let made = try await chat([.init("store", true), .init("metadata", ["tag": .string(tag)])]).root
            ids.append(try #require(made["id"]?.string))
        }
        _ = try await chat()
        func listed(_ query: [(name: String, value: String)]) async throws -> [String] {
            let data = try await provider.ask("GET", "/chat/completions", query: query).root["data"]
            return data?.elements.compactMap { $0["id"]?.string } ?? []
        }
        #expect(try await listed([]) == ids)
        #expect(try await listed([("order", "desc"), ("limit", "2")]) == [ids[2], ids[1]])
        #expect(try await listed([("after", ids[0])]) == [ids[1], ids[2]])
        #expect(try await listed([("metadata[tag]", "a")]) == [ids[0], ids[2]])
        #expect(try await listed([("model", "gpt-4o")]) == [])
        let first = try await provider.ask("GET", "/chat/completions", query: [("limit", "1")]).root
        #expect(first["has_more"]?.bool == true)
        #expect(first["last_id"]?.string == ids[0])

        let path = "/chat/completions/\(ids[0])"
        let messages = try await provider.ask("GET", path + "/messages", query: [("order", "desc")]).root
        #expect(messages[["data", "0", "content"]]?.string == "Where does the cat sleep?")
        let updated = try await provider.ask("POST", path, ["metadata": ["tag": "c"]])
        #expect(try updated.root[["metadata", "tag"]]?.string == "c")
        #expect(try await provider.ask("POST", path, [:]).status == 400)
        #expect(try await provider.ask("DELETE", path).root["deleted"]?.bool == true)
        #expect(try await provider.ask("GET", path).status == 404)
        #expect(try await provider.ask("GET", "/chat/completions", query: [("limit", "0")]).status == 400)
    }
}
