import Embedded
import Gateway
import JSON
import Testing

/// The tools against a provider that is a whole one: what they ask for is what it understands.
@Suite struct EmbeddedProviderTests {
    @Test(
        "every computing tool gets something useful from the embedded provider",
        arguments: [
            (
                "chat-completion-create", #"{"messages": [{"role": "user", "content": "Say hello."}]}"#,
                "/choices/0/message/content"
            ),
            ("response-create", #"{"input": "Say hello."}"#, "/output/0/content/0/text"),
            ("embedding-create", #"{"input": "hello", "dimensions": 8}"#, "/file/sha256"),
            ("moderation-check", #"{"input": "hello"}"#, "/results/0/categories/hate"),
            ("image-generate", #"{"prompt": "a dot", "size": "256x256"}"#, "/data/0/b64_json/sha256"),
            ("model-list", "{}", "/data/0/id"),
        ])
    func tools(_ tool: String, _ arguments: String, _ pointer: String) async throws {
        let provider = EmbeddedProvider()
        let bench = try await Workbench { try await provider.send($0) }
        let plain = try await bench.call(tool, arguments)
        #expect(!plain.isError, "\(plain.texts)")
        #expect(plain.structured?.value(at: pointer) != nil, "\(plain.structuredText)")
        let (streamed, _) = try await bench.callListening(tool, arguments)
        #expect(streamed.structured?.value(at: pointer) != nil, "\(streamed.structuredText)")
        #expect(streamed.types == plain.types)
    }
}
