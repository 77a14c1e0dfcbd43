import JSON
import Testing

@testable import Servers

@Suite struct JSONPreviewTests {
    private static let stored: JSONValue = ["uri": "openai://results/x", "bytes": 1]
    /// What a preview has besides the members of the object: `stored` and an empty `left_out`.
    private static let frame = #"{"stored":{"uri":"openai://results/x","bytes":1},"left_out":[]}"#.utf8.count

    private func preview(_ json: String, _ limit: Int) throws -> (JSONView, JSONPreview) {
        let preview = JSONPreview(of: try JSONDocument(json).root, limit: limit, stored: Self.stored)
        let view = try JSONDocument(preview.bytes).root
        #expect(view["stored"]?["uri"]?.string == "openai://results/x")
        #expect(view["left_out"]?.elements.compactMap(\.string) == preview.leftOut)
        return (view, preview)
    }

    private static let list =
        #"{"object":"list","data":["#
        + (0..<240).map { #"{"id":"item-\#($0)","n":\#($0)}"# }.joined(separator: ",") + #"],"has_more":true}"#

    @Test("of a list the first items stay, whole, and the small members", arguments: [400, 700, 1_000, 3_000, 5_000])
    func lists(_ limit: Int) throws {
        let (view, preview) = try preview(Self.list, limit)
        #expect(preview.bytes.count <= limit)
        #expect(view["object"]?.string == "list")
        #expect(view["has_more"]?.bool == true)
        let data = try #require(view["data"])
        #expect(preview.leftOut == ["data: \(data.count) of 240 items shown"])
        for (position, item) in data.elements.enumerated() { #expect(item["n"]?.int == position) }
        // The room is used: another item would not have fitted.
        #expect(limit - preview.bytes.count < 120)
    }

    @Test(
        "each size gives valid JSON within it",
        arguments: [
            list, #"{"text":"\#(String(repeating: "aé€😀\\n\\\"\\u0001", count: 300))","n":1}"#,
            #"{"a":{"b":{"c":[[[1,2,3],[4,5,6]],"\#(String(repeating: "x", count: 900))"]}},"d":[]}"#,
            "{" + (0..<300).map { #""key\#($0)":\#($0)"# }.joined(separator: ",") + "}",
            #"{"\#(String(repeating: "k", count: 2000))":1,"b":2}"#,
            #"{"n":1\#(String(repeating: "0", count: 2000)),"b":true}"#,
            #"{"stored":"\#(String(repeating: "s", count: 2000))","left_out":3,"b":true}"#,
        ])
    func valid(_ json: String) throws {
        for limit in Self.frame + 30..<json.utf8.count where limit % 7 == 0 {
            let (view, preview) = try preview(json, limit)
            #expect(preview.bytes.count <= limit, "\(limit)")
            #expect(!preview.leftOut.isEmpty)
            #expect(String(validating: preview.bytes, as: UTF8.self) != nil)
            #expect(Set(view.members.map(\.key)).count == view.count)
        }
    }

    @Test("of a text the beginning stays, and no character is cut", arguments: 40..<70)
    func texts(_ extra: Int) throws {
        let family = "👨‍👩‍👧"
        let text = String(repeating: family, count: 100)
        let (view, preview) = try preview(#"{"text":"\#(text)"}"#, Self.frame + extra + 40)
        let shown = try #require(view["text"]?.string)
        #expect(shown.hasSuffix("…"))
        #expect(shown.dropLast().allSatisfy { String($0) == family })
        let size = shown.utf8.count - "…".utf8.count
        #expect(preview.leftOut == ["text: \(size) of \(text.utf8.count) bytes shown"])
    }

    @Test("large members share what small ones do not need")
    func objects() throws {
        let long = String(repeating: "x", count: 5_000)
        let (view, preview) = try preview(
            #"{"id":"1","first":"\#(long)","usage":{"n":3},"second":"\#(long)","empty":null}"#, 2_000)
        #expect(view.members.map(\.key) == ["id", "first", "usage", "second", "empty", "stored", "left_out"])
        #expect(view["usage"]?["n"]?.int == 3)
        let sizes = ["first", "second"].compactMap { view[$0]?.string?.count }
        #expect(sizes.count == 2 && sizes[0] - sizes[1] <= 1 && sizes[1] > 700, "\(sizes)")
        #expect(preview.leftOut.count == 2)
    }

    @Test("paths tell where something is missing")
    func paths() throws {
        let long = String(repeating: "x", count: 5_000)
        let (view, preview) = try preview(
            #"{"output":[{"id":"m","content":[{"text":"\#(long)"}]},{"id":"n"}]}"#, 1_000)
        #expect(view["output"]?[0]?["id"]?.string == "m")
        #expect(preview.leftOut.count == 2)
        #expect(preview.leftOut[0].hasPrefix("output.0.content.0.text: "))
        #expect(preview.leftOut[1] == "output: 1 of 2 items shown")
    }

    @Test("members too many to share are shown as far as they fit")
    func crowded() throws {
        let json = "{" + (0..<300).map { #""key\#($0)":\#($0)"# }.joined(separator: ",") + "}"
        let (view, preview) = try preview(json, 500)
        #expect(view["key0"]?.int == 0)
        #expect(preview.leftOut == ["\(view.count - 2) of 300 members shown"])
        #expect(view.count > 20)
    }

    @Test("without room for anything, it still says where the whole is")
    func nothing() throws {
        let (view, preview) = try preview(Self.list, 10)
        #expect(view.count == 2)
        #expect(preview.leftOut == ["nothing of it is shown"])
    }
}
