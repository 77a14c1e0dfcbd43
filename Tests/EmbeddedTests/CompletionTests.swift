import JSON
import Testing

@testable import Embedded

@Suite struct CompletionTests {
    let provider = stillProvider()
    static let prompt: JSONValue = """
        The cat Tom sleeps on the mat. The cat Tim sleeps on the roof of the house beside the old mill by the river. \
        Where does Tim sleep?
        """

    private func complete(_ more: [JSONValue.Member]) async throws -> Reply {
        let base: [JSONValue.Member] = [.init("model", "offline"), .init("prompt", Self.prompt)]
        let names = more.map(\.key)
        return try await provider.ask("POST", "/completions", .object(base.filter { !names.contains($0.key) } + more))
    }

    @Test func theTextIsFromThePrompt() async throws {
        let root = try await complete([.init("max_tokens", 100)]).root
        #expect(root[["choices", "0", "text"]]?.string?.contains("on the roof") == true)
        #expect(root[["choices", "0", "finish_reason"]]?.string == "stop")
        let cut = try await complete([]).root
        #expect(cut[["choices", "0", "finish_reason"]]?.string == "length")
        #expect(cut[["usage", "completion_tokens"]]?.int == 16, "that few unless more are asked for")
    }

    @Test func promptsAndChoices() async throws {
        let root = try await complete([
            .init("prompt", ["Cats purr. What do cats do?", "Dogs bark. What do dogs do?"]), .init("n", 2),
            .init("echo", true), .init("max_tokens", 40),
        ]).root
        let texts = root["choices"]?.elements.map { $0["text"]?.string ?? "" } ?? []
        #expect(texts.count == 4)
        #expect(texts[1].hasPrefix("Cats purr. What do cats do?") && texts[2].contains("Dogs bark."))
        #expect(root["choices"]?.elements.map { $0["index"]?.int } == [0, 1, 2, 3])
        let tokens = try await complete([.init("prompt", [[1, 2, 3], [4]]), .init("max_tokens", 60)]).root
        #expect(tokens[["choices", "0", "text"]]?.string?.contains("3 token numbers") == true)
        #expect(tokens[["usage", "prompt_tokens"]]?.int == 4)
    }

    @Test func aStreamSaysTheSame() async throws {
        let options: [JSONValue.Member] = [.init("n", 2), .init("max_tokens", 50), .init("logprobs", 2)]
        let whole = try await complete(options).root
        let streamed = try await complete(
            options + [.init("stream", true), .init("stream_options", ["include_usage": true])])
        #expect(streamed.text.hasSuffix("data: [DONE]\n\n"))
        let events = try streamed.events.map(\.data)
        for index in 0..<2 {
            let mine = events.compactMap { $0[["choices", "0"]] }.filter { $0["index"]?.int == index }
            #expect(mine.compactMap { $0["text"]?.string }.joined() == whole[["choices", "\(index)", "text"]]?.string)
            #expect(mine.last?["finish_reason"]?.string == "stop" && mine.first?["finish_reason"]?.isNull == true)
            let offsets = mine.flatMap { $0[["logprobs", "text_offset"]]?.elements.compactMap(\.int) ?? [] }
            let expected = whole[["choices", "\(index)", "logprobs", "text_offset"]]?.elements.compactMap(\.int)
            #expect(offsets == expected)
        }
        #expect(events.last?[["usage", "total_tokens"]]?.int == whole[["usage", "total_tokens"]]?.int)
    }

    @Test(
        arguments: [
            (["model": .null], "model", "missing_required_parameter"),
            (["prompt": []], "prompt", "empty_array"), (["prompt": 5], "prompt", "invalid_type"),
            (["prompt": ["a", 1]], "prompt[1]", "invalid_type"), (["prompt": [[]]], "prompt[0]", "empty_array"),
            (["logprobs": 6], "logprobs", "integer_above_max_value"),
            (["max_tokens": -1], "max_tokens", "integer_below_min_value"),
            (["n": 3, "best_of": 2], "best_of", "invalid_value"),
            (["stream_options": [:]], "stream_options", "invalid_value"),
            (["model": "davinci-002"], "model", "model_not_found"),
        ] as [(JSONValue, String, String)])
    func badInput(_ change: JSONValue, _ param: String, _ code: String) async throws {
        guard case .object(let members) = change else { return }
        let reply = try await complete(members)
        #expect(reply.status == (code == "model_not_found" ? 404 : 400), "\(reply.text)")
        #expect(try reply.root[["error", "param"]]?.string == param)
        #expect(try reply.root[["error", "code"]]?.string == code)
    }

    @Test func aPromptHasToBeThere() async throws {
        let reply = try await provider.ask("POST", "/completions", ["model": "offline"])
        #expect(try reply.root[["error", "code"]]?.string == "missing_required_parameter")
        #expect(try await provider.ask("POST", "/completions", ["model": "offline", "prompt": .null]).status == 200)
    }
}
