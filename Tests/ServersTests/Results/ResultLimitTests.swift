import Gateway
import JSON
import MCP
import Testing

@testable import Servers

@Suite struct ResultLimitTests {
    private let folder: TemporaryFolder
    private let deposits: Deposits

    init() throws {
        folder = try TemporaryFolder()
        deposits = Deposits(in: folder.path)
    }

    private func bounded(_ result: ToolResult, _ limit: Int = 2_000) async throws -> ToolResult {
        try await ResultLimit(limit, deposits: deposits).bounded(result, for: .local)
    }

    private func json(_ size: Int) -> [UInt8] { Array(#"{"a":"\#(String(repeating: "x", count: size - 8))"}"#.utf8) }

    private func text(_ json: [UInt8]) -> Content { .text(String(decoding: json, as: UTF8.self)) }

    /// Bytes of all texts.
    private func size(_ result: ToolResult) -> Int {
        result.content.reduce(0) { if case .text(let text) = $1 { $0 + text.utf8.count } else { $0 } }
    }

    @Test(
        "what fits is left alone, to the byte",
        arguments: [
            (2_000, 0), (1_000, 1_000), (0, 2_000), (1_999, 1),
        ])
    func fits(_ texts: Int, _ structured: Int) async throws {
        let result = ToolResult(
            [.text(String(repeating: "y", count: texts))],
            structured: structured > 0 ? Array(repeating: 0x20, count: structured) : nil)
        #expect(try await bounded(result).content == result.content)
        // The same twice counts once.
        let json = json(2_000)
        #expect(try await bounded(ToolResult([text(json)], structured: json)).structured == json)
        // Pictures do not count.
        let picture = Content.image(data: String(repeating: "A", count: 9_000), mimeType: "image/png")
        #expect(try await bounded(ToolResult([picture])).content == [picture])
        #expect(deposits.list(for: .local).isEmpty)
    }

    @Test("JSON that comes as text too is stored once, and cut alike")
    func once() async throws {
        let json = json(2_001)
        let picture = Content.image(data: "AAAA", mimeType: "image/png")
        let result = try await bounded(
            ToolResult([text(json), picture], structured: json, isError: true, meta: [.init("m", 1)]))
        let deposit = try #require(deposits.list(for: .local).first)
        #expect(deposits.list(for: .local).count == 1)
        #expect((deposit.size, deposit.mediaType) == (2_001, "application/json"))
        #expect(deposit.name.hasPrefix("result-") && deposit.name.hasSuffix(".json"))
        #expect(try await deposits.read(deposit.uri, for: .local)?.1 == json)
        let structured = try #require(result.structured)
        let view = try JSONDocument(structured).root
        #expect(view["stored"]?["uri"]?.string == deposit.uri)
        #expect(view["stored"]?["bytes"]?.int == 2_001)
        #expect(view["stored"]?["sha256"]?.string == deposit.digest)
        let shown = try #require(view["a"]?.string).utf8.count - 3
        #expect(view["left_out"]?[0]?.string == "a: \(shown) of 1993 bytes shown")
        #expect(result.content.count == 4)
        #expect(result.content[0] == text(structured))
        guard case .text(let sentence) = result.content[1] else { return }
        #expect(sentence.contains("a: \(shown) of 1993 bytes shown") && sentence.contains("All 2001 bytes"))
        #expect(sentence.contains("for 60 minutes as \(deposit.uri); read on with result-get"))
        #expect(
            result.content[2] == .link(uri: deposit.uri, name: deposit.name, mimeType: "application/json", size: 2_001))
        #expect(result.content[3] == picture)
        #expect(result.isError && result.meta.count == 1)
        #expect(size(result) <= 2_000)
    }

    @Test(
        "of text and JSON that differ, the small one stays whole",
        arguments: [
            (100, 3_000, false, true), (3_000, 100, true, false), (3_000, 3_000, true, true),
            (1_000, 1_001, true, true),
            (100_000, 0, true, false),
        ])
    func parts(_ textSize: Int, _ jsonSize: Int, _ cutsText: Bool, _ cutsJSON: Bool) async throws {
        let texts = String(repeating: "é", count: textSize / 2)
        let json = jsonSize > 0 ? json(jsonSize) : nil
        let result = try await bounded(ToolResult([.text(texts)], structured: json))
        #expect(size(result) + (result.structured?.count ?? 0) <= 2_000)
        #expect(deposits.list(for: .local).count == (cutsText ? 1 : 0) + (cutsJSON ? 1 : 0))
        guard case .text(let shown) = result.content[0] else { return }
        #expect((shown == texts) == !cutsText)
        #expect((result.structured == json) == !cutsJSON)
        if let structured = result.structured { #expect(throws: Never.self) { try JSONDocument(structured) } }
        for deposit in deposits.list(for: .local) {
            let whole = try await deposits.read(deposit.uri, for: .local)?.1
            #expect(whole == (deposit.mediaType == "text/plain" ? Array(texts.utf8) : json))
            #expect(result.content.contains(deposit.link))
        }
        if cutsText {
            #expect(shown.allSatisfy { $0 == "é" })
            guard case .text(let sentence) = result.content[1] else { return }
            #expect(sentence.contains("\(shown.utf8.count) of \(textSize) bytes of text shown"))
        }
    }

    @Test("several texts are one, and each is in what is stored")
    func several() async throws {
        let texts = (0..<5).map { String(repeating: "\($0)", count: 900) }
        let result = try await bounded(ToolResult(texts.map { .text($0) }))
        let deposit = try #require(deposits.list(for: .local).first)
        #expect(try await deposits.read(deposit.uri, for: .local)?.1 == Array(texts.joined(separator: "\n\n").utf8))
        #expect(size(result) <= 2_000)
    }

    @Test("where there is no room to store it, it is answered whole")
    func unstored() async throws {
        let json = json(9_000)
        let limit = ResultLimit(2_000, deposits: Deposits(in: folder.path, limits: DepositLimits(bytes: 10)))
        let result = try await limit.bounded(ToolResult([text(json)], structured: json), for: .local)
        #expect(result.structured == json)
    }

    @Test("tools keep to it, whatever makes their result, and result-get reads on")
    func tools() async throws {
        let items = (0..<240).map { #"{"id":"model-\#($0)","object":"model","owned_by":"somebody"}"# }
        let bench = try await Workbench(
            #"{"object":"list","data":[\#(items.joined(separator: ","))]}"#, with: .init(maxResultSize: 3_000))
        let outcome = try await bench.call("model-list")
        #expect(outcome.types == ["text", "text", "resource_link"])
        let shown = try #require(outcome.structured?["data"]?.count)
        #expect(outcome.structured?["left_out"]?[0]?.string == "data: \(shown) of 240 items shown")
        let uri = try #require(outcome.structured?["stored"]?["uri"]?.string)
        // The whole, piece by piece.
        var (whole, offset): (String, Int?) = ("", 0)
        var pieces = 0
        while let place = offset {
            let piece = try await bench.call("result-get", #"{"handle":"\#(uri)","offset":\#(place)}"#)
            #expect(piece.structuredText.utf8.count <= 3_000)
            #expect(piece.texts[0] == piece.structured?["text"]?.string)
            whole += piece.texts[0]
            offset = piece.structured?["next_offset"]?.int
            pieces += 1
        }
        #expect(pieces > 4)
        #expect(try JSONDocument(whole).root["data"]?.count == 240)
        #expect(whole.utf8.count == outcome.structured?["stored"]?["bytes"]?.int)
        // A composed tool's or a slow one's result goes the same way: through the shell.
        let chosen = try await bench.call("result-get", #"{"handle":"\#(uri)","fields":["object"]}"#)
        #expect(chosen.structuredText == #"{"object":"list"}"#)
    }
}
