import Gateway
import JSON
import MCP
import Testing

@testable import Servers

@Suite struct StoredResultTests {
    private let folder: TemporaryFolder
    private let deposits: Deposits

    init() throws {
        folder = try TemporaryFolder()
        deposits = Deposits(in: folder.path)
    }

    private func store(_ bytes: [UInt8], _ type: String = "text/plain", _ kind: Deposit.Kind = .result) async throws
        -> Deposit
    {
        let incoming = try deposits.begin(kind, for: .local, mediaType: type)
        try await incoming.append(bytes)
        return try await incoming.finish()
    }

    private func piece(
        _ handle: String, _ offset: Int = 0, _ fields: String? = nil, for caller: Caller = .local
    ) async throws -> ToolResult {
        try await StoredResult(deposits, limit: 1_100).piece(
            of: handle, from: offset, try fields.map { try JSONDocument($0).root }, for: caller)
    }

    private func view(_ result: ToolResult) throws -> JSONView { try JSONDocument(result.structured ?? []).root }

    @Test(
        "pieces give the whole, and no character is cut",
        arguments: [
            String(repeating: "a€😀\"\\\n\u{1}", count: 400), String(repeating: "\u{1}", count: 3_000), "short", "",
            String(repeating: "👨‍👩‍👧", count: 300), "a" + String(repeating: "\u{301}", count: 4_000),
        ])
    func pieces(_ text: String) async throws {
        let deposit = try await store(Array(text.utf8))
        var (whole, offset): ([UInt8], Int?) = ([], 0)
        while let place = offset {
            let result = try await piece(deposit.uri, place)
            #expect(result.structured?.count ?? 0 <= 1_100)
            let view = try view(result)
            #expect(view["offset"]?.int == place)
            #expect(view["bytes"]?.int == text.utf8.count)
            whole += Array(try #require(view["text"]?.string).utf8)
            offset = view["next_offset"]?.int
            if let offset { #expect(offset > place) }
        }
        #expect(whole == Array(text.utf8))
    }

    @Test("an offset within a character goes on at the next", arguments: [(1, 1), (2, 4), (3, 4), (4, 4), (5, 8)])
    func offsets(_ offset: Int, _ start: Int) async throws {
        let deposit = try await store(Array("a€😀b".utf8))
        #expect(try view(try await piece(deposit.id, offset))["offset"]?.int == start)
    }

    @Test("fields choose, and what is chosen is read in pieces too")
    func fields() async throws {
        let items = (0..<100).map { #"{"id":"item-\#($0)","text":"\#(String(repeating: "x", count: 50))"}"# }
        let deposit = try await store(
            Array(#"{"data":[\#(items.joined(separator: ","))],"n":1,"has_more":true}"#.utf8), "application/json")
        #expect(
            try view(try await piece(deposit.uri, 0, #"["n"]"#)).raw.elementsEqual(#"{"n":1,"has_more":true}"#.utf8))
        let first = try await piece(deposit.uri, 0, #"["data.id"]"#)
        let next = try #require(try view(first)["next_offset"]?.int)
        let second = try await piece(deposit.uri, next, #"["data.id"]"#)
        let text = (try view(first)["text"]?.string ?? "") + (try view(second)["text"]?.string ?? "")
        #expect(text.hasPrefix(#"{"data":[{"id":"item-0"},{"id":"item-1"},"#))
        #expect(!text.contains("xxx"))
        let last = try await piece(
            deposit.uri, try #require(try view(second)["next_offset"]?.int ?? next), #"["data.id"]"#)
        #expect(!last.isError)
    }

    @Test("what cannot be read is refused with what to do")
    func refusals() async throws {
        let text = try await store(Array("abc".utf8))
        let list = try await store(Array("[1]".utf8), "application/json")
        let broken = try await store(Array("{".utf8), "application/json")
        let picture = try await store(Example.fileContent)
        let upload = try await store([1], "text/plain", .upload)
        for (deposit, offset, fields, sentence) in [
            (text, 3, nil, "past the end; there are 3 bytes"), (text, 0, #"["a"]"#, "this is text/plain of 3 bytes"),
            (list, 0, #"["a"]"#, "this is a list"), (broken, 0, #"["a"]"#, "this is none"),
        ] as [(Deposit, Int, String?, String)] {
            let fault = await #expect(throws: ArgumentFault.self) { try await piece(deposit.uri, offset, fields) }
            #expect(fault?.message.contains(sentence) == true, "\(fault?.message ?? "")")
        }
        for (handle, caller, sentence) in [
            (picture.uri, Caller.local, "This is image/png of 8 bytes and no text"),
            (text.uri, Caller(id: "bob", mayUseServerKey: false), "There is no result"),
            ("kept-none", .local, "There is no result"),
            (upload.uri, .local, "There is no result"),
        ] {
            let result = try await piece(handle, for: caller)
            guard result.isError, case .text(let text) = result.content[0] else {
                Issue.record("\(handle) was read")
                continue
            }
            #expect(text.contains(sentence), "\(text)")
        }
    }

    @Test(
        "result-get says what it takes",
        arguments: [
            (#"{"handle":"kept-1","offset":-1}"#, "\"offset\" is not a whole number"),
            (#"{"handle":"kept-1","offset":"x"}"#, "\"offset\" is not a whole number"),
            (#"{"handle":"kept-1","fields":"x"}"#, "\"fields\" is not a list"),
            (#"{"handle":"kept-1","fields":[1]}"#, "\"fields\" is not a list"),
            (#"{"handle":"kept-1","page":1}"#, "takes \"handle\", \"offset\" and \"fields\""),
        ])
    func arguments(_ arguments: String, _ sentence: String) async throws {
        let outcome = try await Workbench("{}").call("result-get", arguments)
        #expect(outcome.isError)
        #expect(outcome.texts[0].contains(sentence), "\(outcome.texts)")
    }
}
