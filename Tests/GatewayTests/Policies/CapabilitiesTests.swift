import Catalogue
import Testing

@testable import Gateway

@Suite struct CapabilitiesTests {
    private func endpoint(_ name: String) throws -> Endpoint { try #require(Catalogue.endpoint(named: name)) }

    @Test(
        arguments: [
            (.openai, "image-generate", true), (.other, "image-generate", true), (.embedded, "image-generate", true),
            (.anthropic, "chat-completion-create", true), (.anthropic, "model-list", true),
            (.anthropic, "embedding-create", false),
            (.anthropic, "file-create", false), (.azure, "chat-completion-create", true),
            (.azure, "image-generate", true),
            (.azure, "moderation-check", false), (.vllm, "chat-completion-create", true),
            (.vllm, "embedding-create", true),
            (.vllm, "image-generate", false), (.vllm, "file-list", false), (.ollama, "chat-completion-create", true),
            (.ollama, "moderation-check", false), (.lmstudio, "completion-create", true),
            (.llamacpp, "embedding-create", true), (.llamacpp, "audio-speech-create", false),
            (.litellm, "file-list", true),
        ] as [(CapabilityRules.Product, String, Bool)])
    func products(_ product: CapabilityRules.Product, _ name: String, _ has: Bool) throws {
        var capabilities = Capabilities(CapabilityRules(product: product), dialect: .compatible)
        guard let endpoint = Catalogue.endpoint(named: name) else {
            Issue.record("there is no endpoint \(name)")
            return
        }
        let found = capabilities.has(endpoint, at: 0)
        #expect(found == has)
    }

    @Test func theOperatorKnowsBetter() throws {
        let (chat, images) = (try endpoint("chat-completion-create"), try endpoint("image-generate"))
        func has(_ rules: CapabilityRules, _ endpoint: Endpoint) -> Bool {
            var capabilities = Capabilities(rules, dialect: .compatible)
            return capabilities.has(endpoint, at: 0)
        }
        #expect(has(CapabilityRules(product: .vllm, also: [Glob("image-*")]), images))
        #expect(!has(CapabilityRules(except: [Glob("image-*")]), images))
        #expect(!has(CapabilityRules(only: [Glob("chat-*")]), images))
        #expect(has(CapabilityRules(only: [Glob("chat-*")]), chat))
    }

    @Test func whatWasNotThereIsBelievedForAWhile() throws {
        let images = try endpoint("image-generate")
        var capabilities = Capabilities(CapabilityRules(), dialect: .compatible)
        capabilities.wasMissing(images, at: 100)
        // The last: a clock that jumped back.
        let found = [101.0, 700, 1].map { capabilities.has(images, at: $0) }
        #expect(found == [false, true, true])
    }

    @Test func whatHasAnsweredIsNotTakenAwayByAStrayNotFound() throws {
        let images = try endpoint("image-generate")
        var capabilities = Capabilities(CapabilityRules(), dialect: .compatible)
        capabilities.answered(images)
        capabilities.wasMissing(images, at: 100)
        let found = capabilities.has(images, at: 101)
        #expect(found)
    }

    @Test func openAIHasEverythingAndLearnsNothing() throws {
        let images = try endpoint("image-generate")
        var capabilities = Capabilities(CapabilityRules(), dialect: .openai)
        capabilities.wasMissing(images, at: 0)
        let found = capabilities.has(images, at: 0)
        #expect(found)
    }
}
