import JSON
import MCP
import Testing

@Suite struct ForwardTreatmentTests {
    @Test(
        "JSON as it came, on one line and without nulls",
        arguments: [
            (200, #"{ "id": "m", "n": 1.50, "x": null }"#, #"{"id":"m","n":1.50}"#, #"{"id":"m","n":1.50}"#),
            (200, #"[ {"id": "m"}, null ]"#, #"[{"id":"m"},null]"#, #"{"answer":[{"id":"m"},null]}"#),
            (200, "7", "7", #"{"answer":7}"#),
            (204, "", "Done.", #"{"status":"done"}"#),
            (200, " \r\n", "Done.", #"{"status":"done"}"#),
        ])
    func texts(_ status: Int, _ body: String, _ text: String, _ structured: String) async throws {
        let outcome = try await Workbench(body, status: status).call("model-list")
        #expect(outcome.texts == [text])
        #expect(outcome.structuredText == structured)
        #expect(!outcome.isError)
    }

    @Test("a client without structured content gets the text alone")
    func oldRevision() async throws {
        let outcome = try await Workbench(#"{"id":"m"}"#, with: .init(revision: .v2025_03_26)).call("model-list")
        #expect(outcome.texts == [#"{"id":"m"}"#])
        #expect(outcome.structured == nil)
    }
}
