import Catalogue
import Testing

/// The names that users were promised and that stand for one endpoint each; those of composed tools are tested with them.
@Suite struct SeedNameTests {
    static let promised: [(server: String, names: [String])] = [
        (
            "vector-store",
            [
                "vector-store-create", "vector-store-list", "vector-store-get", "vector-store-delete",
                "vector-store-modify", "vector-store-file-add", "vector-store-file-list", "vector-store-file-get",
                "vector-store-file-content", "vector-store-file-update", "vector-store-file-delete",
                "vector-store-file-batch-create", "vector-store-file-batch-get", "vector-store-file-batch-cancel",
                "vector-store-file-batch-files", "vector-store-search",
            ]
        ),
        (
            "assistants",
            [
                "assistant-create", "assistant-list", "assistant-get", "assistant-update", "assistant-delete",
                "assistant-modify", "thread-create", "thread-get", "thread-update", "thread-delete", "thread-modify",
                "message-list", "message-get", "message-update", "message-delete", "message-modify",
                "run-create", "run-list", "run-get", "run-update", "run-modify", "run-cancel",
                "run-submit-tool-outputs", "run-step-list", "run-step-get",
            ]
        ),
        ("files", ["file-list", "file-get", "file-delete", "file-content"]),
        (
            "fine-tuning",
            [
                "fine-tune-create", "fine-tune-list", "fine-tune-get", "fine-tune-cancel", "fine-tune-resume",
                "fine-tune-pause", "fine-tune-events", "fine-tune-checkpoints",
            ]
        ),
        ("audio", ["audio-speech-create", "audio-transcribe", "audio-translate"]),
    ]

    @Test(arguments: promised)
    func everyPromisedNameIsCallable(_ server: String, _ names: [String]) throws {
        let domain = try #require(Catalogue.domains.first { $0.name == server })
        let callable = Set(domain.endpoints.flatMap { [$0.name] + $0.aliases })
        #expect(Set(names).subtracting(callable).isEmpty)
    }

    @Test func anAssistantNeedsNoModelOfTheCaller() throws {
        let create = try endpoint("assistant-create")
        #expect(create.defaultModel == Models.chat)
        #expect(create.fields.filter(\.isAsked).isEmpty)
    }

    @Test func theAssistantsAPIIsSaidToBeOver() {
        let dead = endpoints.filter { $0.path.hasPrefix("/assistants") || $0.path.hasPrefix("/threads") }
        #expect(dead.count == 23)
        for endpoint in dead {
            #expect(endpoint.beta == "assistants=v2", "\(endpoint.name)")
            #expect(endpoint.lifecycle.isOver(on: "2026-08-26"), "\(endpoint.name)")
            #expect(!endpoint.lifecycle.isOver(on: "2026-08-25"), "\(endpoint.name)")
        }
    }

    @Test func modelsOfSoundAreFilledByKind() throws {
        #expect(try endpoint("audio-speech-create").defaultModel == Models.speech)
        #expect(try endpoint("audio-transcribe").defaultModel == Models.transcription)
        #expect(try endpoint("audio-translate").defaultModel == Models.translation)
        #expect(try endpoint("completion-create").defaultModel == nil)
    }
}
