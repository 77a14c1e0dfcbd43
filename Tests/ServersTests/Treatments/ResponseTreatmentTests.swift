import JSON
import Testing

@Suite struct ResponseTreatmentTests {
    @Test(
        "the texts of a response",
        arguments: [
            (
                #""output":[{"type":"reasoning"},{"type":"message","content":[{"text":"One"},{"refusal":"No."},{"text":""}]}]"#,
                ["One", "No."]
            ),
            (
                #""output":[{"type":"function_call","name":"f","arguments":"{}","id":null}]"#,
                [#"{"type":"function_call","name":"f","arguments":"{}"}"#]
            ),
            (#""status":"in_progress","output":[]"#, ["Status: in_progress."]),
            (
                #""status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"type":"reasoning"}]"#,
                ["Status: incomplete (max_output_tokens)."]
            ),
            (#""output":[{"type":"image_generation_call","result":null}],"status":"queued""#, ["Status: queued."]),
        ])
    func texts(_ body: String, _ expected: [String]) async throws {
        let outcome = try await Workbench("{\(body)}").call("response-create", #"{"input": "hi"}"#)
        #expect(outcome.texts == expected)
        #expect(!outcome.isError)
    }

    @Test("a response that failed is an error and says why")
    func failed() async throws {
        let body = #"{"status":"failed","error":{"code":"server_error","message":"It broke"},"output":[]}"#
        let outcome = try await Workbench(body).call("response-create", #"{"input": "hi"}"#)
        #expect(outcome.isError)
        #expect(outcome.texts == ["Status: failed (It broke)."])
        #expect(outcome.structured?["error"]?["code"]?.string == "server_error")
    }

    @Test("images that a response made are saved, and nothing else is taken for one")
    func images() async throws {
        let note = String(repeating: "long ", count: 20)
        let bench = try await Workbench(
            #"""
            {"metadata": {"result": "\#(note)"}, "output": [
              {"type": "other_call", "result": "\#(note)"},
              {"type": "image_generation_call", "id": "i1", "result": "\#(Sample.png.base64)"},
              {"type": "image_generation_call", "id": "i2", "result": "\#(Sample.largePNG.base64)"},
              {"type": "message", "content": [{"type": "output_text", "text": "Done", "logprobs": null}]}]}
            """#)
        let outcome = try await bench.call("response-create", #"{"input": "draw"}"#)
        #expect(outcome.types == ["text", "image", "text", "text"])
        #expect(outcome.result["content"]?[1]?["data"]?.string == Sample.png.base64)
        #expect(outcome.texts[1].contains("(image/png, 2008 bytes, sha256 \(Sample.largePNG.digest))"))
        let output = outcome.structured?["output"]
        #expect(output?[0]?["result"]?.string == note)
        #expect(output?[1]?["result"]?["sha256"]?.string == Sample.png.digest)
        #expect(output?[2]?["result"]?["bytes"]?.int == 2008)
        #expect(outcome.structured?["metadata"]?["result"]?.string == note)
        let path = try #require(output?[2]?["result"]?["path"]?.string)
        #expect(bench.folder.read(path) == Base64.decode(Sample.largePNG.base64.utf8))
    }
}
