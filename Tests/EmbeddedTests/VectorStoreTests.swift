import Gateway
import JSON
import Testing

@testable import Embedded

@Suite struct VectorStoreTests {
    let provider = stillProvider()

    private func store(_ body: JSONValue = [:]) async throws -> String {
        let made = try await provider.ask("POST", "/vector_stores", body)
        #expect(made.status == 200, "\(made.text)")
        return try made.root["id"]?.string ?? ""
    }

    private func search(_ store: String, _ body: JSONValue) async throws -> [JSONView] {
        let reply = try await provider.ask("POST", "/vector_stores/\(store)/search", body)
        #expect(reply.status == 200, "\(reply.text)")
        return try reply.root["data"]?.elements.map { $0 } ?? []
    }

    @Test func theRightFileIsFound() async throws {
        let cats = try await provider.upload("Cats purr when they are content.", as: "cats.txt")
        let ships = try await provider.upload("# Ships\n\nA ship sails on the sea.", as: "ships.md")
        let id = try await store(["name": "Facts", "file_ids": [.string(cats), .string(ships)]])
        let shown = try await provider.ask("GET", "/vector_stores/\(id)").root
        #expect(shown[["file_counts", "completed"]]?.int == 2 && shown["name"]?.string == "Facts")
        let found = try await search(id, ["query": "Where does a ship sail?"])
        #expect(found.first?["file_id"]?.string == ships)
        #expect(found.first?[["content", "0", "text"]]?.string == "# Ships\n\nA ship sails on the sea.")
        let score = try #require(found.first?["score"]?.double)
        #expect(score > 0.2 && score <= 1)
        #expect(found.map { $0["score"]?.double ?? 0 } == found.map { $0["score"]?.double ?? 0 }.sorted(by: >))
        #expect(try await search(id, ["query": "ship", "max_num_results": 1]).count == 1)
        let strict: JSONValue = ["query": "ship", "ranking_options": ["score_threshold": 0.99]]
        #expect(try await search(id, strict).isEmpty)
        #expect(try await search(id, ["query": ["content cats", "ship"], "max_num_results": 2]).count == 2)
    }

    @Test func chunksAreCutAsAsked() async throws {
        let text = (0..<400).map { "word\($0)" }.joined(separator: " ")
        let file = try await provider.upload(text, as: "long.txt")
        let id = try await store()
        let made = try await provider.ask(
            "POST", "/vector_stores/\(id)/files",
            [
                "file_id": .string(file),
                "chunking_strategy": [
                    "type": "static", "static": ["max_chunk_size_tokens": 100, "chunk_overlap_tokens": 20],
                ],
            ])
        #expect(try made.root[["chunking_strategy", "static", "max_chunk_size_tokens"]]?.int == 100)
        let found = try await search(id, ["query": "word250", "max_num_results": 50])
        #expect(found.count > 5)
        #expect(found.first?[["content", "0", "text"]]?.string?.contains("word250 ") == true)
        for result in found {
            #expect(Pieces.count(result[["content", "0", "text"]]?.string ?? "") <= 100)
        }
        let content = try await provider.ask("GET", "/vector_stores/\(id)/files/\(file)/content").root
        #expect(content[["data", "0", "text"]]?.string == text)
    }

    @Test(
        arguments: [
            (["type": "eq", "key": "year", "value": 2024], ["b"]),
            (["type": "ne", "key": "year", "value": 2024], ["a", "c"]),
            (["type": "gt", "key": "year", "value": 2020], ["a", "b"]),
            (["type": "gte", "key": "year", "value": 2024.0], ["a", "b"]),
            (["type": "lt", "key": "year", "value": 2025], ["b"]),
            (["type": "lte", "key": "name", "value": 5], []),
            (["type": "in", "key": "name", "value": ["a", "c"]], ["a", "c"]),
            (["type": "nin", "key": "name", "value": ["a", "c"]], ["b"]),
            (["type": "eq", "key": "draft", "value": true], ["c"]),
            (["type": "eq", "key": "year", "value": "2024"], []),
            (
                [
                    "type": "and",
                    "filters": [
                        ["type": "gt", "key": "year", "value": 1],
                        ["type": "or", "filters": [["type": "eq", "key": "name", "value": "b"]]],
                    ],
                ], ["b"]
            ),
            (["type": "or", "filters": []], []),
        ] as [(JSONValue, [String])])
    func filters(_ filter: JSONValue, _ names: [String]) async throws {
        let id = try await store()
        let attributes: [(String, JSONValue)] = [
            ("a", ["name": "a", "year": 2025]), ("b", ["name": "b", "year": 2024]),
            ("c", ["name": "c", "draft": true]),
        ]
        for (name, attributes) in attributes {
            let file = try await provider.upload("Cats purr.", as: "\(name).txt")
            _ = try await provider.ask(
                "POST", "/vector_stores/\(id)/files", ["file_id": .string(file), "attributes": attributes])
        }
        let found = try await search(id, ["query": "cats", "filters": filter])
        #expect(found.map { $0[["attributes", "name"]]?.string } == names)
    }

    @Test(
        arguments: [
            ("a.pdf", "%PDF-1.7", "unsupported_file"), ("a.docx", "text", "unsupported_file"),
            ("a.txt", "", "invalid_file"), ("a.txt", " \n ", "invalid_file"), ("a.txt", "a\u{0}b", "invalid_file"),
            ("noending", "%PDF-1.7", "unsupported_file"), ("a.html", "<script>only()</script>", "invalid_file"),
            ("a.txt", "text", nil), ("a.CSV", "a,b\n1,2", nil), ("a.json", "{\"a\": 1}", nil),
            ("noending", "text", nil),
            ("a.html", "<p>text</p>", nil),
        ] as [(String, String, String?)])
    func kindsOfFiles(_ name: String, _ text: String, _ fault: String?) async throws {
        let file = try await provider.upload(text, as: name)
        let id = try await store(["file_ids": [.string(file)]])
        let shown = try await provider.ask("GET", "/vector_stores/\(id)/files/\(file)").root
        #expect(shown["status"]?.string == (fault == nil ? "completed" : "failed"))
        #expect(shown[["last_error", "code"]]?.string == fault)
        let state: [(name: String, value: String)] = [("filter", "failed")]
        let failed = try await provider.ask("GET", "/vector_stores/\(id)/files", query: state).root["data"]
        #expect(failed?.count == (fault == nil ? 0 : 1))
    }

    @Test(arguments: [
        ("<p>One &amp; two</p><p>three</p>", "One & two\nthree\n"),
        ("<title>T</title><style>p{}</style>x<!-- no <b> -->y", "T\nxy"),
        ("a<br>b <b>c</b><i>d</i>", "a\nb cd"), ("5 < 6 &#65;&#x42; &unknown;", "5 < 6 AB &unknown;"),
        ("<a title='x > y'>z</a>", "z"), ("<SCRIPT>x</ScRiPt >y", "y"), ("<script>never ends", ""), ("a < ", "a < "),
        ("<p", ""), ("&", "&"),
    ])
    func markup(_ html: String, _ text: String) { #expect(Markup.text(of: html) == text) }

    @Test func filesOfAStore() async throws {
        let id = try await store()
        var files: [String] = []
        for name in ["a", "b"] { files.append(try await provider.upload("Cats purr.", as: name + ".txt")) }
        let path = "/vector_stores/\(id)/files"
        for file in files { _ = try await provider.ask("POST", path, ["file_id": .string(file)]) }
        _ = try await provider.ask("POST", path, ["file_id": .string(files[1])])
        let list = try await provider.ask("GET", path).root["data"]?.elements.map { $0["id"]?.string }
        #expect(list == [files[1], files[0]], "a file that is added twice is there once")
        let before = try await provider.ask("GET", path, query: [("before", files[0])]).root["data"]
        #expect(before?.elements.map { $0["id"]?.string } == [files[1]])
        let changed = try await provider.ask("POST", "\(path)/\(files[0])", ["attributes": ["a": 1, "b": true]])
        #expect(try changed.root[["attributes", "b"]]?.bool == true)
        #expect(try await provider.ask("DELETE", "\(path)/\(files[0])").root["deleted"]?.bool == true)
        #expect(try await provider.ask("GET", "\(path)/\(files[0])").status == 404)
        #expect(try await provider.ask("GET", "/files/\(files[0])").status == 200, "the uploaded file stays")
        #expect(try await provider.ask("DELETE", "/files/\(files[1])").status == 200)
        #expect(try await provider.ask("GET", path).root["data"]?.count == 0, "a deleted file goes from the store")
    }

    @Test func batchesAreComplete() async throws {
        let id = try await store()
        let good = try await provider.upload("Cats purr.", as: "a.txt")
        let bad = try await provider.upload("x", as: "a.zip")
        let path = "/vector_stores/\(id)/file_batches"
        let made = try await provider.ask(
            "POST", path, ["file_ids": [.string(good), .string(bad)], "attributes": ["k": "v"]]
        ).root
        let batch = try #require(made["id"]?.string)
        #expect(made["status"]?.string == "completed" && made[["file_counts", "failed"]]?.int == 1)
        #expect(try await provider.ask("GET", "\(path)/\(batch)/files").root["data"]?.count == 2)
        #expect(try await provider.ask("POST", "\(path)/\(batch)/cancel").root["status"]?.string == "completed")
        let own = try await provider.ask(
            "POST", path, ["files": [["file_id": .string(good), "attributes": ["k": "w"]]], "attributes": ["k": "x"]])
        #expect(try own.root[["file_counts", "total"]]?.int == 1)
        #expect(try await search(id, ["query": "cats"]).first?[["attributes", "k"]]?.string == "w")
        #expect(try await provider.ask("GET", "\(path)/vsfb_0").status == 404)
    }

    @Test func aStoreIsChangedAndDeleted() async throws {
        let id = try await store(["name": "a", "metadata": ["k": "v"]])
        let changed = try await provider.ask(
            "POST", "/vector_stores/\(id)",
            ["name": .null, "expires_after": ["anchor": "last_active_at", "days": 2]]
        ).root
        #expect(changed["name"]?.string == "" && changed[["metadata", "k"]]?.string == "v")
        #expect(changed["expires_at"]?.int == 1_795_219_200 + 2 * 86_400)
        #expect(try await provider.ask("GET", "/vector_stores").root["data"]?.count == 1)
        #expect(try await provider.ask(as: "another", "GET", "/vector_stores/\(id)") == 404)
        #expect(try await provider.ask("DELETE", "/vector_stores/\(id)").root["deleted"]?.bool == true)
        #expect(try await provider.ask("POST", "/vector_stores/\(id)/search", ["query": "x"]).status == 404)
    }

    @Test func anUnusedStoreExpires() async throws {
        let clock = Clock()
        let provider = EmbeddedProvider(
            surroundings: Surroundings(sleep: { _ in }, random: { 0.5 }, now: { clock.now }))
        let made = try await provider.ask(
            "POST", "/vector_stores", ["expires_after": ["anchor": "last_active_at", "days": 1]])
        let path = "/vector_stores/\(try #require(try made.root["id"]?.string))"
        clock.pass(86_000)
        #expect(try await provider.ask("POST", "\(path)/search", ["query": "x"]).status == 200)
        clock.pass(86_000)
        #expect(try await provider.ask("GET", path).root["status"]?.string == "completed")
        clock.pass(1_000)
        #expect(try await provider.ask("GET", path).root["status"]?.string == "expired")
        #expect(try await provider.ask("POST", "\(path)/search", ["query": "x"]).status == 400)
        clock.pass(86_400)
        #expect(try await provider.ask("GET", path).status == 404)
    }

    @Test func memoryIsBounded() async throws {
        let provider = EmbeddedProvider(fileLimits: FileLimits(stores: 20_000))
        let file = try await provider.upload(String(repeating: "cats and dogs ", count: 1_500), as: "a.txt")
        let reply = try await provider.ask("POST", "/vector_stores", ["file_ids": [.string(file)]])
        #expect(reply.status == 413)
        #expect(try await provider.ask("GET", "/vector_stores").root["data"]?.count == 0)
    }

    @Test(
        arguments: [
            ("", ["file_ids": ["file-0"]], 404, "file_ids"),
            ("", ["expires_after": ["days": 1]], 400, "expires_after.anchor"),
            ("", ["metadata": ["a": 1]], 400, "metadata.a"),
            (
                "", ["chunking_strategy": ["type": "static", "static": ["max_chunk_size_tokens": 99]]], 400,
                "chunking_strategy.static.max_chunk_size_tokens"
            ),
            (
                "",
                [
                    "chunking_strategy": [
                        "type": "static", "static": ["max_chunk_size_tokens": 100, "chunk_overlap_tokens": 51],
                    ]
                ], 400, "chunking_strategy.static.chunk_overlap_tokens"
            ),
            ("/files", ["file_id": "file-0"], 404, "file_id"), ("/files", [:], 400, "file_id"),
            ("/files/file-0", ["attributes": [:]], 404, nil), ("/files/file-0", [:], 400, "attributes"),
            ("/file_batches", [:], 400, "file_ids"), ("/file_batches", ["file_ids": []], 400, "file_ids"),
            ("/file_batches", ["file_ids": ["file-0"]], 404, "file_ids[0]"),
            ("/search", [:], 400, "query"), ("/search", ["query": 1], 400, "query"),
            ("/search", ["query": "x", "max_num_results": 51], 400, "max_num_results"),
            ("/search", ["query": "x", "filters": ["type": "like"]], 400, "filters.type"),
            ("/search", ["query": "x", "filters": ["type": "eq", "key": "a"]], 400, "filters.value"),
            (
                "/search", ["query": "x", "ranking_options": ["score_threshold": 2]], 400,
                "ranking_options.score_threshold"
            ),
        ] as [(String, JSONValue, Int, String?)])
    func badInput(_ path: String, _ body: JSONValue, _ status: Int, _ param: String?) async throws {
        let id = path.isEmpty ? "" : "/" + (try await store())
        let reply = try await provider.ask("POST", "/vector_stores\(id)\(path)", body)
        #expect(reply.status == status, "\(reply.text)")
        #expect(try reply.root[["error", "param"]]?.string == param)
    }
}
