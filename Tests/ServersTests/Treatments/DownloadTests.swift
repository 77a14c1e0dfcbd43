import Catalogue
import Gateway
import JSON
import MCP
import Testing

@testable import Servers

/// Answers that are files.
@Suite struct DownloadTests {
    private let folder: TemporaryFolder
    private static let endpoint = Endpoint(
        "file-content", .get, "/files/{file_id}/content", "Get content.", .reads, as: .saveFile,
        [.string("file_id", "The file.", .required)])

    init() throws { folder = try TemporaryFolder() }

    private struct Broken: Error {}

    private func run(
        _ pieces: [String], type: String? = "text/csv", breaks: Bool = false, limit: Int = 1 << 20,
        deposits: Deposits? = nil
    ) async throws -> (ToolResult, Call?) {
        let upstream = ScriptedUpstream { _ in
            let (stream, source) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
            for piece in pieces { source.yield(Array(piece.utf8)) }
            source.finish(
                throwing: breaks ? UpstreamFailure(.reset, mayHaveBeenSent: true, "the connection was lost") : nil)
            let headers = type.map { [(name: "Content-Type", value: $0)] } ?? []
            return Answer(status: 200, headers: Headers(headers), body: .stream(stream))
        }
        var environment = ToolEnvironment(
            upstream: upstream, defaults: CallDefaults(),
            files: FileBridge(roots: [], sizeLimit: 0, source: nil),
            output: deposits.map { Outputs(deposits: $0, inlineLimit: 100, now: { 1 }) }
                ?? Outputs(folder: folder.path + "/out", inlineLimit: 100, now: { 1 }),
            handles: Handles())
        environment.downloadLimit = limit
        let tool = EndpointTool.tool(of: Self.endpoint, Senders(environment))
        let call = ToolCall(
            arguments: try JSONDocument(#"{"file_id":"file-1"}"#).root, principal: Caller.local,
            client: ClientDescription(revision: .v2025_11_25))
        return (try await tool.run(call), upstream.calls.first)
    }

    @Test("the answer is asked for in pieces and written as it comes")
    func saves() async throws {
        let (result, call) = try await run(["a,b\n", "1,", "2\n"])
        #expect(call?.answerForm == .chunks)
        #expect(call?.streams == false)
        let view = try JSONDocument(result.structured ?? []).root
        let path = try #require(view["file"]?["path"]?.string)
        #expect(path.hasPrefix(folder.path + "/out/file-content-1000-") && path.hasSuffix(".csv"))
        #expect(folder.read(path).map { String(decoding: $0, as: UTF8.self) } == "a,b\n1,2\n")
        #expect(view["file"]?["bytes"]?.int == 8)
        #expect(view["preview"]?.string == "a,b\n1,2\n")
        #expect(view["is_whole"]?.bool == true)
    }

    @Test("of a long text the beginning is shown")
    func preview() async throws {
        let (result, _) = try await run((0..<3_000).map { _ in String(repeating: "é", count: 50) })
        let view = try JSONDocument(result.structured ?? []).root
        #expect(view["file"]?["bytes"]?.int == 300_000)
        #expect(view["preview"]?.string == String(repeating: "é", count: 1_000))
        #expect(view["is_whole"]?.bool == false)
    }

    @Test("over HTTP it is a deposit with a link")
    func kept() async throws {
        let deposits = Deposits(in: folder.path)
        let (result, _) = try await run(["a,b\n"], deposits: deposits)
        let deposit = try #require(deposits.list(for: .local).first)
        #expect(result.content.contains(deposit.link))
        #expect(!String(decoding: result.structured ?? [], as: UTF8.self).contains(folder.path))
        #expect(
            result.content.allSatisfy { if case .text(let text) = $0 { !text.contains(folder.path) } else { true } })
    }

    @Test(
        "a cut, empty or too large download is an error and leaves no file",
        arguments: [
            (["a"], true, 100, "the connection was lost"), ([], false, 100, "without content"),
            (["abc", "def"], false, 5, "larger than the 5 bytes that this server downloads"),
        ] as [([String], Bool, Int, String)])
    func faults(_ pieces: [String], _ breaks: Bool, _ limit: Int, _ sentence: String) async throws {
        let (result, _) = try await run(pieces, breaks: breaks, limit: limit)
        guard result.isError, case .text(let text) = result.content[0] else {
            Issue.record("no error")
            return
        }
        #expect(text.contains(sentence), "\(text)")
        #expect(folder.names(in: "out").isEmpty)
    }
}
