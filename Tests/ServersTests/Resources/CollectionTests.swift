import Gateway
import JSON
import MCP
import Testing

@testable import Servers

/// Models, files and vector stores as resources.
@Suite struct CollectionTests {
    private static let files = #"""
        {"object":"list","has_more":true,"last_id":"file-b","data":[
        {"id":"file-a","object":"file","filename":"a b.txt","bytes":12,"purpose":"batch","status":"processed","created_at":5,"status_details":null},
        {"id":"file-b","object":"file","filename":"","bytes":7}]}
        """#
    private static let stores =
        #"{"object":"list","has_more":false,"data":[{"id":"vs_1","name":"Notes","status":"completed","usage_bytes":3,"metadata":{}}]}"#

    private static func uris(_ options: ReadingBench.Options, _ answers: [String: String] = [:]) async throws
        -> [String]
    {
        try await ReadingBench(answers, with: options).client.listResources().compactMap { $0["uri"]?.string }
    }

    private static func templates(_ options: ReadingBench.Options) async throws -> [String] {
        try await ReadingBench(with: options).client.listResourceTemplates().compactMap { $0["uriTemplate"]?.string }
    }

    // MARK: Which server has which

    @Test(
        "resources are where the tools for them are",
        arguments: [
            ([], ["models", "files", "vector-stores"]), (["models"], ["models"]), (["files"], ["files"]),
            (["vector-store"], ["vector-stores"]), (["images"], []),
            (["chat", "files", "models"], ["models", "files"]),
        ] as [([String], [String])])
    func servers(_ servers: [String], _ expected: [String]) async throws {
        let uris = try await Self.uris(.init(servers: servers))
        #expect(uris == ["openai://guide"] + expected.map { "openai://" + $0 })
    }

    @Test("templates are those of the collections")
    func templates() async throws {
        #expect(
            try await Self.templates(.init()) == [
                "openai://models/{model}", "openai://files/{file_id}", "openai://files?purpose={purpose}",
                "openai://files/{file_id}/content", "openai://vector-stores/{vector_store_id}",
            ])
        #expect(try await Self.templates(.init(servers: ["images"])).isEmpty)
    }

    @Test("what policy excludes is neither listed nor read, also where it is named in full")
    func policy() async throws {
        var options = ReadingBench.Options()
        options.policy.except = [Glob("file-*")]
        let bench = try await ReadingBench(["file-get": "{}", "vector-store-list": Self.stores], with: options)
        #expect(
            try await bench.client.listResources().compactMap { $0["uri"]?.string } == [
                "openai://guide", "openai://models", "openai://vector-stores", "openai://vector-stores/vs_1",
            ])
        for uri in ["openai://files", "openai://files/file-a", "openai://files/file-a/content"] {
            #expect(await refusal { try await bench.client.readResource(uri) }?.code == -32002)
        }
        options.policy.except = [Glob("file-content")]
        #expect(try await !Self.templates(options).contains("openai://files/{file_id}/content"))
        options.policy = ToolPolicy()
        options.policy.only = [[Glob("image-*")]]
        #expect(try await Self.uris(options) == ["openai://guide"])
        options.policy.only = []
        options.policy.isReadOnly = true
        options.policy.refusesDestructive = true
        #expect(try await Self.templates(options).count == 5)
    }

    // MARK: Listing

    @Test("a page of the list is one page of the API, which the next one goes on from")
    func pages() async throws {
        let bench = try await ReadingBench(with: .init(servers: ["files"])) { call in
            let cursor = call.query.first { $0.name == "after" }?.value
            return .text(cursor == nil ? Self.files : #"{"object":"list","data":[{"id":"file-c","filename":"c"}]}"#)
        }
        let listed = try await bench.client.listResources()
        #expect(
            listed.compactMap { $0["name"]?.string } == ["guide", "files", "a b.txt", "file-b", "c"])
        #expect(listed[2]["uri"]?.string == "openai://files/file-a")
        #expect(listed[2]["description"]?.string == "File, for batch, 12 bytes, processed")
        #expect(bench.called == ["file-list", "file-list"])
        #expect(bench.upstream.calls.allSatisfy { $0.query.contains { $0.name == "limit" && $0.value == "100" } })
        #expect(bench.upstream.calls[1].query.contains { $0.name == "after" && $0.value == "file-b" })
    }

    @Test(
        "a provider that cannot list gives an empty page",
        arguments: [
            .text(#"{"error":{"message":"Unknown request URL"}}"#, status: 404), .text("<html>", status: 405),
            .text("Not here"), .text("[]"), .text(#"{"object":"list","data":null}"#),
            .text(#"{"error":{"message":"Incorrect API key"}}"#, status: 401), .text("", status: 500),
        ] as [Answer])
    func unable(_ answer: Answer) async throws {
        let bench = try await ReadingBench(with: .init()) { _ in answer }
        #expect(
            try await bench.client.listResources().compactMap { $0["uri"]?.string } == [
                "openai://guide", "openai://models", "openai://files", "openai://vector-stores",
            ])
    }

    @Test("without a key nothing is asked for, and the list is there")
    func noKey() async throws {
        let bench = try await ReadingBench(with: .init()) { _ in
            throw UpstreamFailure(.noKey, mayHaveBeenSent: false, "there is no key")
        }
        #expect(try await bench.client.listResources().count == 4)
        let refused = await refusal { try await bench.client.readResource("openai://files") }
        #expect(refused?.code == -32603 && refused?.message.hasPrefix("OpenAI API error: there is no key") == true)
    }

    @Test("a provider that does not answer is not waited for for ever")
    func silence() async throws {
        let gate = Gate()
        let clock = ManualClock()
        let upstream = ScriptedUpstream { _ in
            try await gate.pass()
            return .text("{}")
        }
        let reads = ProviderReads(Senders(ReadingBench.environment(upstream)), surroundings: clock.surroundings)
        let source = CollectionSource(
            collection: .files, reads: reads, suggestions: Suggestions(reads: reads, remembered: RememberedIDs()))
        let page = try await clock.pass(until: Task { try await source.list(from: nil, for: Caller.local) })
        #expect(page.resources.map(\.uri) == ["openai://files"] && page.next == nil)
        #expect(gate.wasCancelled)
    }

    @Test("a page that a cursor asks for fails aloud, for a part would look like the whole")
    func brokenPage() async throws {
        let reads = ProviderReads(
            Senders(ReadingBench.environment(ScriptedUpstream { _ in .text("", status: 500) })))
        let source = CollectionSource(
            collection: .files, reads: reads, suggestions: Suggestions(reads: reads, remembered: RememberedIDs()))
        await #expect(throws: ProtocolError.self) { try await source.list(from: "file-b", for: Caller.local) }
    }

    // MARK: Reading

    @Test("a list shows what tells objects apart, and how to go on")
    func whole() async throws {
        let bench = try await ReadingBench(["file-list": Self.files, "vector-store-list": Self.stores])
        let files = try #require(try await bench.json("openai://files"))
        #expect(files["data"]?.count == 2 && files["has_more"]?.bool == true)
        let expected =
            #"{"id":"file-a","filename":"a b.txt","bytes":12,"purpose":"batch","status":"processed","created_at":5}"#
        #expect(files["data"]?[0].map { String(decoding: $0.raw, as: UTF8.self) } == expected)
        #expect(files["more"]?.string == #"Call file-list with after "file-b" for the rest."#)
        let stores = try #require(try await bench.json("openai://vector-stores"))
        #expect(stores["data"]?[0]?["name"]?.string == "Notes" && stores["has_more"] == nil)
    }

    @Test("files of one purpose")
    func purpose() async throws {
        let bench = try await ReadingBench(["file-list": Self.files])
        #expect(try await bench.json("openai://files?purpose=fine-tune")?["data"]?.count == 2)
        #expect(bench.upstream.calls.last?.query.contains { $0.name == "purpose" && $0.value == "fine-tune" } == true)
    }

    @Test("a list that is too large ends early and says where it goes on")
    func bounded() async throws {
        let many = (0..<400).map { #"{"id":"file-\#($0)","filename":"name \#($0)"}"# }.joined(separator: ",")
        let bench = try await ReadingBench(
            [
                "file-list": "{\"data\":[\(many)],\"has_more\":true,\"last_id\":\"file-399\"}",
                "model-list": "{\"data\":[\(many)]}",
            ],
            with: .init(maxResultSize: 2_000))
        let text = try #require(try await bench.text("openai://files"))
        #expect(text.utf8.count <= 2_000)
        let files = try JSONDocument(text).root
        let last = try #require(files["data"]?.elements.map { $0 }.last?["id"]?.string)
        #expect(last != "file-399" && files["more"]?.string == "Call file-list with after \"\(last)\" for the rest.")
        let models = try #require(try await bench.json("openai://models"))
        #expect(models["has_more"]?.bool == true && models["more"]?.string == "Call model-list for the rest.")
    }

    @Test("models say when OpenAI ends them, at OpenAI")
    func lifecycle() async throws {
        let models =
            #"{"object":"list","data":[{"id":"gpt-5","object":"model","created":1,"owned_by":"openai"},{"id":"new"}]}"#
        let openai = try await ReadingBench(["model-list": models], with: .init(servers: ["models"], provider: .openai))
        let first = try await openai.json("openai://models")?["data"]?[0]
        #expect(first?["shutdown"]?.string == "2026-12-11" && first?["successor"]?.string == "gpt-5.6-terra")
        let other = try await ReadingBench(["model-list": models], with: .init(servers: ["models"]))
        #expect(try await other.json("openai://models")?["data"]?[0]?["shutdown"] == nil)
    }

    @Test(
        "one object is read by its id, however it is written",
        arguments: [
            ("openai://models/gpt-6-sol", "/models/gpt-6-sol"),
            ("openai://models/ft:gpt-6:acme::1", "/models/ft:gpt-6:acme::1"),
            ("openai://models/ft%3Agpt-6%3Aacme", "/models/ft:gpt-6:acme"),
            ("openai://models/meta/llama", "/models/meta%2Fllama"),
            ("openai://files/file-a", "/files/file-a"), ("openai://vector-stores/vs_1", "/vector_stores/vs_1"),
        ])
    func item(_ uri: String, _ path: String) async throws {
        let bench = try await ReadingBench(with: .init()) { _ in .text(#"{ "id": "x", "name": null, "size": 1.0 }"#) }
        #expect(try await bench.text(uri) == #"{"id":"x","size":1.0}"#)
        #expect(bench.upstream.calls.map(\.path) == [path])
    }

    @Test(
        "an id that the provider does not know is no resource",
        arguments: ["openai://models/x", "openai://files/x", "openai://files/x/content", "openai://vector-stores/x"])
    func unknown(_ uri: String) async throws {
        let bench = try await ReadingBench()
        let legacy = await refusal { try await bench.client.readResource(uri) }
        #expect(legacy?.code == -32002 && legacy?.message.contains(uri) == true)
        let modern = try await ReadingBench(with: .init(revision: .v2026_07_28))
        #expect(await refusal { try await modern.client.readResource(uri) }?.code == -32602)
    }

    @Test(
        "what is no resource of ours is not asked for",
        arguments: [
            "openai://files/", "openai://files/a/b", "openai://other/x", "openai://vector-stores/a/b",
            "file:///etc/passwd",
            "openai://files?purpose=", "openai://FILES", "openai://models?x=1",
        ])
    func strangers(_ uri: String) async throws {
        let bench = try await ReadingBench(with: .init()) { _ in .text(#"{"id":"x"}"#) }
        #expect(await refusal { try await bench.client.readResource(uri) }?.code == -32002)
        #expect(bench.called.isEmpty)
    }

    @Test("ids that would leave the collection are refused", arguments: ["..", "."])
    func dots(_ id: String) async throws {
        let bench = try await ReadingBench(with: .init()) { _ in .text(#"{"id":"x"}"#) }
        #expect(await refusal { try await bench.client.readResource("openai://files/\(id)") }?.code == -32602)
        #expect(bench.called.isEmpty)
    }

    @Test("other errors come in the API's sentence, without the caller's key")
    func errors() async throws {
        let caller = Caller(id: "c", key: SecretString("sk-very-secret-key"), mayUseServerKey: false)
        let bench = try await ReadingBench(with: .init(caller: caller)) { _ in
            .text(
                #"{"error":{"message":"Key sk-very-secret-key may not do this.","code":"invalid_api_key"}}"#,
                status: 401)
        }
        for uri in ["openai://files", "openai://files/file-a", "openai://models"] {
            let refused = await refusal { try await bench.client.readResource(uri) }
            #expect(refused?.code == -32603, "\(uri)")
            #expect(refused?.message.hasPrefix("OpenAI API error: Key ") == true, "\(refused?.message ?? "")")
            #expect(refused?.message.contains("very-secret") == false)
        }
        #expect(bench.upstream.calls.allSatisfy { $0.caller == caller })
    }
}
