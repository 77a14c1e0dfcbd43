import Gateway
import JSON
import Testing

@testable import Servers

/// Likeness and search over texts, vectors, sets and files.
@Suite struct EmbeddingSearchTests {
    private static let servers = Workbench.Options(servers: ["embeddings"])

    private func bench() async throws -> Workbench {
        try await Workbench(with: Self.servers, EmbeddingUpstream.script())
    }

    // MARK: Similarity

    @Test(
        "two vectors have one score",
        arguments: [("cosine", 0.6), ("dot", 3), ("euclidean", 4.472136)])
    func pair(_ metric: String, _ score: Double) async throws {
        let bench = try await Workbench("{}", with: Self.servers)
        let outcome = try await bench.call(
            "embedding-similarity", #"{"vectors":[[1,0],[3,4]],"metric":"\#(metric)"}"#)
        #expect(abs((outcome.at("score")?.double ?? .nan) - score) < 1e-5, "\(outcome.texts)")
        #expect(outcome.at("matrix") == nil && outcome.at("usage") == nil && bench.upstream.calls.isEmpty)
    }

    @Test("texts, vectors and rows of a set are compared with each other")
    func matrix() async throws {
        let bench = try await bench()
        _ = try await bench.call("embedding-batch", #"{"texts":["a","b"],"keys":["ka","kb"],"store":"s"}"#)
        let outcome = try await bench.call(
            "embedding-similarity", #"{"texts":["a"],"vectors":[[0,0,2,0]],"set":"s","keys":["kb","ka"]}"#)
        #expect(
            outcome.at("items").map { String(decoding: $0.raw, as: UTF8.self) }
                == #"[{"vector":0},{"key":"kb"},{"key":"ka"},{"text":"a"}]"#)
        let rows = outcome.at("matrix")?.elements.map { $0.elements.compactMap(\.double) }
        #expect(rows == [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]])
        #expect(outcome.at("model")?.string == "text-embedding-3-small" && outcome.at("usage.total_tokens")?.int == 1)
    }

    @Test(
        "what cannot be compared is refused",
        arguments: [
            ("{}", "There are 0 to compare"), (#"{"vectors":[[1]]}"#, "There is 1 to compare"),
            (#"{"vectors":[[1,2],[1,2,3]]}"#, "3 numbers where 2 are expected"),
            (#"{"keys":["a","b"]}"#, "give `set`"), (#"{"set":"none","keys":["a"]}"#, "no set of yours"),
            (#"{"set":"s","keys":["a","zzz"]}"#, "no row 'zzz'"), (#"{"vectors":[[1e99],[1]]}"#, "`vectors[0]`"),
            (#"{"set":"s","keys":["a"],"texts":["x"],"model":"other"}"#, "leave `model` and `dimensions` out"),
            (#"{"texts":["a",""]}"#, "Text 2 is empty"),
        ])
    func incomparable(_ arguments: String, _ reason: String) async throws {
        let bench = try await bench()
        _ = try await bench.call("embedding-batch", #"{"texts":["a"],"keys":["a"],"store":"s"}"#)
        let outcome = try await bench.call("embedding-similarity", arguments)
        #expect(outcome.isError && outcome.texts[0].contains(reason), "\(outcome.texts)")
        #expect(bench.upstream.calls.count == 1)
    }

    // MARK: Search

    private func hits(_ outcome: Outcome) -> [String] {
        outcome.structured?["data"]?.elements.map {
            "\($0["index"]?.int ?? -1) \($0["key"]?.string ?? "-") \($0["text"]?.string ?? "-")"
        } ?? []
    }

    @Test("the closest of some texts come first, with index and score")
    func texts() async throws {
        let bench = try await bench()
        let outcome = try await bench.call(
            "embedding-search", #"{"query":"a","texts":["b","a","ab","c"],"top_k":2}"#)
        #expect(hits(outcome) == ["1 - a", "2 - ab"], "\(outcome.texts)")
        #expect(outcome.at("data.0.score")?.double == 1 && outcome.at("searched")?.int == 4)
        #expect(outcome.at("usage.total_tokens")?.int == 5)
        let strict = try await bench.call(
            "embedding-search", #"{"query":"a","texts":["b","a","ab","c"],"threshold":0.9}"#)
        #expect(hits(strict) == ["1 - a"])
        let far = try await bench.call(
            "embedding-search", #"{"query":"a","texts":["bb","b","a"],"metric":"euclidean","threshold":2}"#)
        #expect(hits(far) == ["2 - a", "1 - b"])
    }

    @Test("a set is searched with the model and the length that made it")
    func set() async throws {
        let bench = try await bench()
        _ = try await bench.call(
            "embedding-batch",
            #"{"texts":["a","b","d"],"keys":["ka","kb","kd"],"store":"s","model":"text-embedding-3-large","dimensions":16}"#
        )
        let outcome = try await bench.call("embedding-search", #"{"query":"b","set":"s","top_k":1}"#)
        #expect(hits(outcome) == ["1 kb b"] && outcome.at("searched")?.int == 3, "\(outcome.texts)")
        let query = try #require(bench.upstream.calls.last)
        #expect(query.member("model")?.string == "text-embedding-3-large" && query.member("dimensions")?.int == 16)
        let vector = try await bench.call("embedding-search", #"{"vector":[1,2,3],"set":"s"}"#)
        #expect(vector.isError && vector.texts[0].contains("3 dimensions and the rows have 16"))
        let model = try await bench.call("embedding-search", #"{"query":"b","set":"s","model":"x"}"#)
        #expect(model.isError && model.texts[0].contains("leave `model`"))
    }

    @Test("a set of many pages is read to its end")
    func pages() async throws {
        let sets = MemoryVectorSets()
        var options = Self.servers
        options.adjust = { $0.vectorSets = sets }
        // More than the 8 MiB of a page.
        var rows = try VectorRows(dimensions: 1024)
        for row in 0..<3_000 {
            var vector = [UInt8](repeating: 0, count: 4096)
            vector[(row % 1024) * 4 + 3] = 0x3F
            try rows.append(key: "k\(row)", text: "", vector: vector)
        }
        try await sets.append(rows, to: "big", model: "m", caller: Caller.local.id, at: 0)
        let bench = try await Workbench("{}", with: options)
        let wanted = (0..<1024).map { $0 == 5 ? "1" : "0" }.joined(separator: ",")
        let outcome = try await bench.call("embedding-search", #"{"vector":[\#(wanted)],"set":"big","top_k":3}"#)
        #expect(hits(outcome) == ["5 k5 -", "1029 k1029 -", "2053 k2053 -"], "\(outcome.texts)")
        #expect(outcome.at("searched")?.int == 3_000)
    }

    @Test(
        "a file of vectors costs only the query; one of texts is embedded",
        arguments: [
            ("v.jsonl", "{\"id\":\"x\",\"embedding\":[0,1,0,0]}\n{\"id\":\"y\",\"embedding\":[0,0,1,0]}\n", 1),
            ("v.csv", "id,e0,e1,e2,e3\nx,0,1,0,0\ny,0,0,1,0\n", 1), ("t.csv", "id,text\nx,a\ny,b\n", 3),
            ("m.jsonl", "{\"id\":\"x\",\"embedding\":[0,1,0,0]}\n{\"id\":\"y\",\"text\":\"b\"}\n", 2),
        ])
    func files(_ name: String, _ content: String, _ embedded: Int) async throws {
        let bench = try await bench()
        try bench.folder.write(name, Array(content.utf8))
        let outcome = try await bench.call("embedding-search", #"{"query":"b","file":"\#(name)","top_k":1}"#)
        #expect(outcome.at("data.0.key")?.string == "y" && outcome.at("data")?.count == 1, "\(outcome.texts)")
        #expect(bench.upstream.calls.reduce(0) { $0 + ($1.member("input")?.count ?? 0) } == embedded)
        #expect(outcome.at("usage.total_tokens")?.int == embedded)
    }

    @Test("what the batch wrote can be searched")
    func roundTrip() async throws {
        var options = Self.servers
        let folder = try TemporaryFolder()
        options.output = folder.path
        options.adjust = { $0.files = FileBridge(roots: [folder.path], sizeLimit: nil, source: nil) }
        let bench = try await Workbench(with: options, EmbeddingUpstream.script())
        let batch = try await bench.call("embedding-batch", #"{"texts":["a","b"]}"#)
        let path = try #require(batch.at("files.0.path")?.string)
        let outcome = try await bench.call("embedding-search", #"{"query":"b","file":"\#(path)"}"#)
        #expect(hits(outcome) == ["1 - b", "0 - a"], "\(outcome.texts)")
    }

    @Test(
        "what cannot be searched is refused",
        arguments: [
            (#"{"texts":["a"]}"#, "nothing to look for"), (#"{"query":"a"}"#, "what to search"),
            (#"{"query":"a","texts":["b"],"set":"s"}"#, "what to search"),
            (#"{"query":"a","vector":[1],"texts":["b"]}"#, "cannot be combined"),
            (#"{"vector":[0,0,0,0],"texts":["b"]}"#, "all zeros"),
            (#"{"query":"a","file":"bad.jsonl"}"#, "line 2"), (#"{"query":"a","texts":["b",""]}"#, "Text 2 is empty"),
        ])
    func refused(_ arguments: String, _ reason: String) async throws {
        let bench = try await bench()
        try bench.folder.write("bad.jsonl", Array("[1,0,0,0]\n[1,0]\n".utf8))
        let outcome = try await bench.call("embedding-search", arguments)
        #expect(outcome.isError && outcome.texts[0].contains(reason), "\(outcome.texts)")
    }
}
