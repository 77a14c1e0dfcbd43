import JSON
import Testing

@Suite struct EmbeddingTreatmentTests {
    private static let body = #"""
        {"data": [{"index":0,"embedding":[0.10,-2e-3,1]}, {"index":1,"embedding":[1,2,3]}], "model": "m", "x": null}
        """#

    @Test("vectors go to a file and a sentence says where")
    func summary() async throws {
        let bench = try await Workbench(Self.body)
        let outcome = try await bench.call("embedding-create", #"{"input": ["a", "b"]}"#)
        let path = bench.folder.path + "/out/deep/embeddings-1700000000000-03196f20.json"
        let digest = "03196f201e2aaef94e99aac56b0b3b4c742fa9d9fc26e7fb8d955399661ce8d0"
        #expect(
            outcome.texts == [
                "2 vectors of 3 numbers by m, saved as \(path) (application/json, 93 bytes, sha256 \(digest)). Name an encoding_format to have the numbers printed."
            ])
        #expect(
            outcome.structuredText == """
                {"model":"m","count":2,"dimensions":3,"file":{"path":"\(path)","mime_type":"application/json","bytes":93,\
                "sha256":"\(digest)"}}
                """)
        let written = try #require(bench.folder.read(path))
        #expect(
            String(decoding: written, as: UTF8.self)
                == #"{"data":[{"index":0,"embedding":[0.10,-2e-3,1]},{"index":1,"embedding":[1,2,3]}],"model":"m"}"#)
    }

    @Test("whoever names an encoding gets the numbers, and no file is written", arguments: ["float", "base64"])
    func printed(_ format: String) async throws {
        let bench = try await Workbench(Self.body)
        let outcome = try await bench.call("embedding-create", #"{"input": "a", "encoding_format": "\#(format)"}"#)
        #expect(outcome.texts[0].contains("[0.10,-2e-3,1]"))
        #expect(outcome.structured?["data"]?.count == 2)
        #expect(bench.folder.names(in: "out/deep").isEmpty)
    }

    @Test("one vector is one vector")
    func one() async throws {
        let bench = try await Workbench(#"{"data":[{"embedding":[1]}]}"#)
        let outcome = try await bench.call("embedding-create", #"{"input": "a"}"#)
        #expect(outcome.texts[0].hasPrefix("1 vector of 1 numbers by the model, saved as "))
    }
}
