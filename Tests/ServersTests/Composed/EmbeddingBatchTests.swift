import Gateway
import JSON
import Testing
import Vectors

@testable import Servers

/// Many texts into vectors: order, limits, failures of single texts, where they are kept.
@Suite struct EmbeddingBatchTests {
    private static let servers = Workbench.Options(servers: ["embeddings"], inlineLimit: 100)

    private func rows(_ bench: Workbench, _ outcome: Outcome, _ number: Int = 0) throws -> [EmbeddingRow] {
        let file = try #require(bench.folder.read(outcome.at("files.\(number).path")?.string ?? ""))
        var reader = VectorFileReader(.jsonl)
        return try reader.read(file) + reader.finish()
    }

    @Test("texts become lines of a file in their order, whatever form the numbers have", arguments: [true, false])
    func file(_ isBase64: Bool) async throws {
        let bench = try await Workbench(with: Self.servers, EmbeddingUpstream.script(isBase64: isBase64))
        let outcome = try await bench.call("embedding-batch", #"{"texts":["b","a","d"],"keys":["x","y","z"]}"#)
        #expect(outcome.at("count")?.int == 3 && outcome.at("dimensions")?.int == 4, "\(outcome.texts)")
        #expect(outcome.at("model")?.string == "text-embedding-3-small" && outcome.at("failed")?.int == 0)
        #expect(outcome.at("usage.total_tokens")?.int == 3 && outcome.at("requests")?.int == 1)
        let rows = try rows(bench, outcome)
        #expect(rows.map(\.key) == ["x", "y", "z"] && rows.map(\.text) == ["b", "a", "d"])
        #expect(rows.map(\.vector) == ["b", "a", "d"].map { EmbeddingUpstream.vector($0, dimensions: 4) })
        #expect(bench.upstream.calls[0].member("encoding_format")?.string == "base64")
    }

    @Test("more texts than a request takes go into several, with progress, and keep their order")
    func many() async throws {
        let texts = (0..<5_000).map { "\($0)" }
        let bench = try await Workbench(with: Self.servers, EmbeddingUpstream.script())
        let (outcome, reports) = try await bench.callListening(
            "embedding-batch", JSONValue.object([.init("texts", .array(texts.map { .string($0) }))]).text)
        #expect(bench.upstream.calls.allSatisfy { ($0.member("input")?.count ?? 0) <= 2_048 })
        #expect(outcome.at("requests")?.int == 3 && outcome.at("count")?.int == 5_000)
        #expect(outcome.at("files")?.count == 2)
        let all = try rows(bench, outcome, 0) + rows(bench, outcome, 1)
        #expect(all.map(\.text) == texts)
        #expect(reports.last == .init(progress: 3, message: "3 of 3"))
    }

    @Test("a text that is refused costs only itself its vector")
    func partly() async throws {
        let bench = try await Workbench(with: Self.servers, EmbeddingUpstream.script { $0 == "bad" })
        let texts = (0..<40).map { $0 == 17 ? "bad" : $0 == 3 ? "" : "t\($0)" }
        let outcome = try await bench.call(
            "embedding-batch", JSONValue.object([.init("texts", .array(texts.map { .string($0) }))]).text)
        #expect(!outcome.isError && outcome.at("count")?.int == 38 && outcome.at("failed")?.int == 2)
        let failures = outcome.at("failures").map { Array($0.elements) } ?? []
        #expect(failures.map { $0["indexes"]?.elements.map(\.int) } == [[3], [17]])
        #expect(failures[0]["error"]?["message"]?.string?.contains("is empty") == true)
        #expect(failures[1]["error"]?["message"]?.string?.contains("too long") == true)
        #expect(bench.upstream.calls.count < 15)
        #expect(try rows(bench, outcome).map(\.text) == texts.filter { $0 != "bad" && !$0.isEmpty })
    }

    @Test(
        "an error that means every text ends the work",
        arguments: [
            (401, #"{"error":{"message":"bad key","code":"invalid_api_key"}}"#),
            (400, #"{"error":{"message":"no such size","param":"dimensions","type":"invalid_request_error"}}"#),
        ])
    func fails(_ status: Int, _ body: String) async throws {
        let bench = try await Workbench(body, status: status, with: Self.servers)
        let texts = JSONValue.array((0..<20_000).map { .string("\($0)") })
        let outcome = try await bench.call("embedding-batch", JSONValue.object([.init("texts", texts)]).text)
        #expect(outcome.isError && bench.upstream.calls.count <= 8, "\(bench.upstream.calls.count)")
        #expect(outcome.at("status")?.int == status)
    }

    @Test(
        "texts are read from a file by its name or type",
        arguments: [
            ("a.jsonl", "{\"id\":\"k\",\"text\":\"one\"}\n\"two\"\n"), ("a.csv", "key,text\nk,one\n,two\n"),
            ("a.txt", "one\r\n\n two\n"),
        ])
    func readsFiles(_ name: String, _ content: String) async throws {
        let bench = try await Workbench(with: Self.servers, EmbeddingUpstream.script())
        try bench.folder.write(name, Array(content.utf8))
        let outcome = try await bench.call("embedding-batch", #"{"file":"\#(name)"}"#)
        #expect(outcome.at("count")?.int == 2, "\(outcome.texts)")
        let texts = try rows(bench, outcome).map { $0.text?.filter { $0 != " " } }
        #expect(texts == ["one", "two"])
    }

    @Test("a set takes rows by key, and only rows like those it has")
    func store() async throws {
        let bench = try await Workbench(with: Self.servers, EmbeddingUpstream.script())
        let first = try await bench.call("embedding-batch", #"{"texts":["a","b","a"],"store":"s","dimensions":8}"#)
        #expect(first.at("set.count")?.int == 2 && first.at("set.dimensions")?.int == 8, "\(first.texts)")
        #expect(first.at("files") == nil)
        // The second time the model is asked for vectors of the same length.
        let second = try await bench.call("embedding-batch", #"{"texts":["c"],"keys":["mine"],"store":"s"}"#)
        #expect(second.at("set.count")?.int == 3 && bench.upstream.calls.last?.member("dimensions")?.int == 8)
        let other = try await bench.call("embedding-batch", #"{"texts":["c"],"store":"s","model":"m2"}"#)
        #expect(other.isError && other.texts[0].contains("8 dimensions by text-embedding-3-small"))
        #expect(bench.upstream.calls.count == 2)

        let list = try await bench.call("embedding-set-list")
        #expect(list.at("data.0.name")?.string == "s" && list.at("data")?.count == 1)
        let deleted = try await bench.call("embedding-set-delete", #"{"name":["s","t"]}"#)
        #expect(deleted.structured?["results"]?.elements.map { $0["ok"]?.bool } == [true, false])
        #expect(try await bench.call("embedding-set-list").at("data")?.count == 0)
    }

    @Test("a set that is full says so")
    func full() async throws {
        var options = Self.servers
        options.adjust = { $0.vectorSets = MemoryVectorSets(limits: VectorLimits(rowsPerSet: 1, bytesPerCaller: 999)) }
        let bench = try await Workbench(with: options, EmbeddingUpstream.script())
        let outcome = try await bench.call("embedding-batch", #"{"texts":["a","b"],"store":"s"}"#)
        #expect(outcome.isError && outcome.texts[0].contains("at most 1 rows"), "\(outcome.texts)")
    }

    @Test("a caller's sets are its own")
    func callers() async throws {
        let sets = MemoryVectorSets()
        var (mine, yours) = (Self.servers, Self.servers)
        mine.adjust = { $0.vectorSets = sets }
        yours.adjust = { $0.vectorSets = sets }
        yours.caller = Caller(id: "you", mayUseServerKey: true)
        let first = try await Workbench(with: mine, EmbeddingUpstream.script())
        _ = try await first.call("embedding-batch", #"{"texts":["a"],"store":"s"}"#)
        let second = try await Workbench(with: yours, EmbeddingUpstream.script())
        #expect(try await second.call("embedding-set-list").at("data")?.count == 0)
        let search = try await second.call("embedding-search", #"{"query":"a","set":"s"}"#)
        #expect(search.isError && search.texts[0].contains("no set of yours"))
    }

    @Test(
        "what cannot be embedded is refused",
        arguments: [
            ("{}", "nothing to embed"), (#"{"texts":["a"],"file":"x"}"#, "cannot be combined"),
            (#"{"texts":["a"],"keys":["x","y"]}"#, "one for each"), (#"{"file":"none.csv"}"#, "no such file"),
            (#"{"file":"bad.csv"}"#, "`file`: line 1"), (#"{"texts":[]}"#, "at least 1"),
        ])
    func refused(_ arguments: String, _ reason: String) async throws {
        let bench = try await Workbench("{}", with: Self.servers)
        try bench.folder.write("bad.csv", Array("one,two\n1,2\n".utf8))
        let outcome = try await bench.call("embedding-batch", arguments)
        #expect(outcome.isError && outcome.texts[0].contains(reason), "\(outcome.texts)")
        #expect(bench.upstream.calls.isEmpty)
    }
}
