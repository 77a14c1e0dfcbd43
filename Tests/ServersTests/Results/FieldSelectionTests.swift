import JSON
import Testing

@testable import Servers

@Suite struct FieldSelectionTests {
    static let body = #"{"object":"list","data":[{"id":"a","x":{"y":1,"z":2}},{"id":"b","x":null}],"has_more":true}"#

    @Test(arguments: [
        (#"["data.id"]"#, #"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#),
        (#"["data[].id"]"#, #"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#),
        (#"["data.*.x.y","object"]"#, #"{"object":"list","data":[{"x":{"y":1}},{}],"has_more":true}"#),
        (#"["data"]"#, #"{"data":[{"id":"a","x":{"y":1,"z":2}},{"id":"b"}],"has_more":true}"#),
        (#"["data.x","data.x.y"]"#, #"{"data":[{"x":{"y":1,"z":2}},{}],"has_more":true}"#),
        (#"["nothing"]"#, #"{"has_more":true}"#),
    ])
    func selects(_ paths: String, _ expected: String) throws {
        let selection = try #require(FieldSelection(JSONDocument(paths).root))
        var writer = JSONWriter()
        let body = try JSONDocument(Self.body).root
        writer.object { selection.write(body, to: &$0) }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test func noPathSelectsAll() throws {
        let empty = try JSONDocument(#"[""]"#).root
        for paths in [nil, empty] {
            if case _? = FieldSelection(paths) { Issue.record("something is selected") }
        }
    }
}
