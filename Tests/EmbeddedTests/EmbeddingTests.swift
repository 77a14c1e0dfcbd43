import JSON
import Testing

@testable import Embedded

@Suite struct EmbeddingTests {
    private func vectors(_ members: [JSONValue.Member]) async throws -> [[Float]] {
        let base: [JSONValue.Member] =
            members.contains { $0.key == "model" } ? [] : [.init("model", "text-embedding-3-small")]
        let root = try await stillProvider().ask("POST", "/embeddings", .object(base + members)).root
        return try #require(root["data"]).elements.map { item in
            if let text = item["embedding"]?.string {
                let bytes = Base64.decode(text.utf8) ?? []
                return stride(from: 0, to: bytes.count, by: 4).map { start in
                    Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) })
                }
            }
            return item["embedding"]?.elements.map { Float($0.double ?? .nan) } ?? []
        }
    }

    private func dot(_ one: [Float], _ other: [Float]) -> Float { zip(one, other).reduce(0) { $0 + $1.0 * $1.1 } }

    @Test(
        arguments: [
            ("a cat sits on the mat", "two cats sitting on mats", "quarterly revenue grew by ten percent"),
            (
                "How do I install the server?", "Installation of servers is done with make install.",
                "The sky was a deep blue."
            ),
            ("delete a file from storage", "removing files: delete the stored file", "the weather in Paris"),
        ], [64, 256, 1536])
    func relatedTextsAreCloser(_ texts: (String, String, String), _ dimensions: Int) async throws {
        let found = try await vectors([
            .init("input", [.string(texts.0), .string(texts.1), .string(texts.2)]),
            .init("dimensions", .int(dimensions)),
        ])
        #expect(found.map(\.count) == [dimensions, dimensions, dimensions])
        #expect(dot(found[0], found[1]) > dot(found[0], found[2]) + 0.05)
        for vector in found { #expect(abs(dot(vector, vector) - 1) < 1e-4) }
    }

    @Test func formatsAgree() async throws {
        let floats = try await vectors([.init("input", "hello"), .init("dimensions", 32)])
        let packed = try await vectors([
            .init("input", "hello"), .init("dimensions", 32), .init("encoding_format", "base64"),
        ])
        #expect(floats == packed)
    }

    @Test(arguments: [
        ("text-embedding-3-small", 1536), ("text-embedding-3-large", 3072), ("text-embedding-ada-002", 1536),
    ])
    func sizes(_ model: String, _ size: Int) async throws {
        #expect(try await vectors([.init("model", .string(model)), .init("input", "x")]).map(\.count) == [size])
    }

    @Test(
        arguments: [
            ("x", 1), (["x", "y"], 2), ([1, 2, 3], 1), ([[1, 2], [3]], 2), (["?!", "日本"], 2),
        ] as [(JSONValue, Int)])
    func inputs(_ input: JSONValue, _ count: Int) async throws {
        let found = try await vectors([.init("input", input)])
        #expect(found.count == count)
        for vector in found { #expect(abs(dot(vector, vector) - 1) < 1e-4) }
    }

    @Test func limits() async throws {
        let provider = stillProvider()
        let many = JSONValue.array(Array(repeating: "x", count: 2049))
        let reply = try await provider.ask("POST", "/embeddings", ["model": "offline", "input": many])
        #expect(try reply.root[["error", "code"]]?.string == "array_above_max_length")
        let long = JSONValue.string(String(repeating: "word ", count: 9000))
        let other = try await provider.ask("POST", "/embeddings", ["model": "offline", "input": long])
        #expect(try other.root[["error", "code"]]?.string == "context_length_exceeded")
    }
}
