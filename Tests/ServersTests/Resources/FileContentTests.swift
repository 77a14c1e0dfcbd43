import Gateway
import JSON
import MCP
import Testing

@testable import Servers

@Suite struct FileContentTests {
    private static func bench(
        _ content: [UInt8], name: String, size: Int? = nil, limit: Int = 1_000
    ) async throws -> ReadingBench {
        try await ReadingBench(with: .init(servers: ["files"], maxResultSize: limit)) { call in
            switch call.endpoint.name {
            case "file-get": .text(#"{"id":"file-a","filename":"\#(name)","bytes":\#(size ?? content.count)}"#)
            case "file-content":
                Answer(
                    status: 200, headers: Headers([("content-type", "application/octet-stream")]),
                    body: .bytes(content))
            default: ReadingBench.missing
            }
        }
    }

    @Test(
        "text stays text, other bytes are Base64; the type is told by content, then by name",
        arguments: [
            (Array("{\"a\": 1}\n{}".utf8), "x.jsonl", "application/jsonl", true),
            (Array("Grüße\tan\nalle".utf8), "noname", "text/plain", true),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], "x.txt", "image/png", false),
            ([0, 1, 2], "x.bin", "application/octet-stream", false),
            ([0xFF, 0xFE], "odd", "application/octet-stream", false),
            ([], "empty.txt", "text/plain", true),
        ] as [([UInt8], String, String, Bool)])
    func contents(_ bytes: [UInt8], _ name: String, _ type: String, _ isText: Bool) async throws {
        let bench = try await Self.bench(bytes, name: name)
        let contents = try #require(
            try await bench.client.readResource("openai://files/file-a/content")["contents"]?[0])
        #expect(contents["mimeType"]?.string == type)
        #expect(contents["text"]?.string == (isText ? String(decoding: bytes, as: UTF8.self) : nil))
        #expect(contents["blob"]?.string.flatMap { Base64.decode($0.utf8) } == (isText ? nil : bytes))
        #expect(contents["uri"]?.string == "openai://files/file-a/content")
    }

    @Test("what is too large is not fetched, and the error says how to save it")
    func large() async throws {
        let bench = try await Self.bench([], name: "big", size: 5_000_000)
        let refused = await refusal { try await bench.client.readResource("openai://files/file-a/content") }
        #expect(refused?.code == -32602)
        #expect(
            refused?.message
                == "The file has 5000000 bytes and a resource at most 1000; save it with the tool file-content and file_id \"file-a\"."
        )
        #expect(bench.called == ["file-get"])
    }

    @Test("a file that is larger than the provider says is refused as well")
    func larger() async throws {
        let bench = try await Self.bench(Array(repeating: 65, count: 1001), name: "x", size: 1)
        let refused = await refusal { try await bench.client.readResource("openai://files/file-a/content") }
        #expect(refused?.message.hasPrefix("The file has 1001 bytes") == true)
    }

    @Test("that a file may not be downloaded is said in the API's words")
    func forbidden() async throws {
        let bench = try await ReadingBench(with: .init(servers: ["files"])) { call in
            call.endpoint.name == "file-get"
                ? .text(#"{"id":"file-a","bytes":1}"#)
                : .text(#"{"error":{"message":"Not allowed to download files of purpose: assistants"}}"#, status: 400)
        }
        let refused = await refusal { try await bench.client.readResource("openai://files/file-a/content") }
        #expect(refused?.code == -32603)
        #expect(refused?.message.contains("Not allowed to download files of purpose: assistants") == true)
    }
}
