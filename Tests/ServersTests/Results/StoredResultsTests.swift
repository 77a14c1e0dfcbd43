import Gateway
import JSON
import MCP
import Testing

@testable import Servers

@Suite struct StoredResultsTests {
    private let folder: TemporaryFolder
    private let deposits: Deposits

    init() throws {
        folder = try TemporaryFolder()
        deposits = Deposits(in: folder.path)
    }

    private func store(_ bytes: [UInt8], _ kind: Deposit.Kind = .result, type: String? = nil) async throws -> Deposit {
        let incoming = try deposits.begin(kind, for: .local, mediaType: type)
        try await incoming.append(bytes)
        return try await incoming.finish()
    }

    @Test("a caller lists and reads its results as resources, and nobody else does")
    func resources() async throws {
        let source = StoredResults(deposits)
        let text = try await store(Array("häuser".utf8), type: "text/csv")
        let picture = try await store(Example.fileContent)
        let broken = try await store([0x61, 0xFF], type: "text/csv")
        let upload = try await store([1], .upload)
        let page = try await source.list(from: nil, for: Caller.local)
        #expect(page.resources.map(\.uri) == [broken.uri, picture.uri, text.uri])
        #expect(page.resources[1] == Resource(uri: picture.uri, name: "file.png", mimeType: "image/png", size: 8))
        for (deposit, body) in [
            (text, .text("häuser")), (picture, .blob(Example.fileContent)), (broken, .blob([0x61, 0xFF])),
        ] as [(Deposit, ResourceContents.Body)] {
            #expect(
                try await source.read(deposit.uri, for: Caller.local)
                    == [ResourceContents(uri: deposit.uri, mimeType: deposit.mediaType, body)])
        }
        let bob = Caller(id: "bob", mayUseServerKey: true)
        #expect(try await source.list(from: nil, for: bob).resources.isEmpty)
        for (uri, caller) in [
            (text.uri, bob), (upload.uri, .local), (text.id, .local), ("openai://results/none", .local),
            ("openai://models/\(text.id)", .local),
        ] {
            #expect(try await source.read(uri, for: caller) == nil)
        }
    }

    @Test("the link of a large result leads to the whole")
    func links() async throws {
        let body = #"{"object":"list","data":["\#(String(repeating: "x", count: 5_000))"]}"#
        let bench = try await Workbench(body, with: .init(maxResultSize: 2_000))
        let outcome = try await bench.call("model-list")
        let link = try #require(outcome.result["content"]?.elements.first { $0["type"]?.string == "resource_link" })
        let contents = try await bench.client.readResource(try #require(link["uri"]?.string))
        #expect(contents["contents"]?[0]?["text"]?.string == body)
        let kept = try await bench.client.listResources().filter { $0["uri"]?.string?.contains("/results/") == true }
        #expect(kept.count == 1)
    }
}
