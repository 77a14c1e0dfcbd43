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
            ("audio-speech-create", #"{"input": "Hello.", "voice": "coral"}"#, "/file/sha256"),
            ("completion-create", #"{"model": "offline", "prompt": "Say hello."}"#, "/choices/0/text"),
        ])
    func tools(_ tool: String, _ arguments: String, _ pointer: String) async throws {
        let provider = EmbeddedProvider()
        let bench = try await Workbench(with: Self.all) { try await provider.send($0) }
        let plain = try await bench.call(tool, arguments)
        #expect(!plain.isError, "\(plain.texts)")
        #expect(plain.structured?.value(at: pointer) != nil, "\(plain.structuredText)")
        let (streamed, _) = try await bench.callListening(tool, arguments)
        #expect(streamed.structured?.value(at: pointer) != nil, "\(streamed.structuredText)")
        #expect(streamed.types == plain.types)
    }

    private static let all = Workbench.Options(servers: [
        "chat", "responses", "embeddings", "moderation", "images", "models", "audio", "completions", "files",
        "vector-store",
    ])

    @Test("what is spoken is written down") func speech() async throws {
        let provider = EmbeddedProvider()
        let bench = try await Workbench(with: Self.all) { try await provider.send($0) }
        let spoken = try await bench.call(
            "audio-speech-create", #"{"input": "Hi.", "voice": "coral", "speed": 4}"#)
        #expect(spoken.notes.contains("no encoder for mp3"), "\(spoken.notes)")
        let path = try #require(spoken.structured?.value(at: "/file/path")?.string)
        #expect(path.hasSuffix(".wav"))
        let arguments = JSONValue.object([.init("file", .string(path))])
        let text = String(decoding: arguments.encoded, as: UTF8.self)
        let (written, reports) = try await bench.callListening("audio-transcribe", text)
        #expect(written.texts.first == "Hi." && !reports.isEmpty, "\(written.texts)")
    }

    @Test("an uploaded file is found by meaning and goes again") func stores() async throws {
        let provider = EmbeddedProvider()
        let bench = try await Workbench(with: Self.all) { try await provider.send($0) }
        func call(_ tool: String, _ arguments: JSONValue) async throws -> JSONView {
            let outcome = try await bench.call(tool, String(decoding: arguments.encoded, as: UTF8.self))
            #expect(!outcome.isError, "\(outcome.texts)")
            return try #require(outcome.structured)
        }
        let file = try await call(
            "file-upload",
            ["file": "data:text/plain;base64,U2hpcHMgc2FpbCBvbiB0aGUgc2VhLg==", "purpose": "assistants"])
        let id = JSONValue.string(try #require(file["id"]?.string))
        let store = try await call("vector-store-create", ["name": "facts"])
        let storeID = JSONValue.string(try #require(store["id"]?.string))
        let added = try await call("vector-store-file-add", ["vector_store_id": storeID, "file_id": id])
        #expect(added["status"]?.string == "completed")
        let found = try await call(
            "vector-store-search", ["vector_store_id": storeID, "query": "Where do ships sail?"])
        #expect(found.value(at: "/data/0/content/0/text")?.string == "Ships sail on the sea.")
        let gone = try await call("file-delete", ["file_id": id])
        #expect(gone["deleted"]?.bool == true)
        let missing = try await bench.call(
            "file-get", String(decoding: JSONValue.object([.init("file_id", id)]).encoded, as: UTF8.self))
        #expect(missing.isError && missing.texts.first?.contains("No such File object") == true)
    }
}
