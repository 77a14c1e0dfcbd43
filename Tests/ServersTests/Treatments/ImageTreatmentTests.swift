import JSON
import Testing

@Suite struct ImageTreatmentTests {
    private static let prompt = #"{"prompt": "a dot"}"#

    @Test("images are written to files that the result names")
    func files() async throws {
        let bench = try await Workbench(
            #"{"data":[{"b64_json":"\#(Sample.png.base64)","revised_prompt":"a"},{"b64_json":"\#(Sample.largePNG.base64)"}]}"#
        )
        let outcome = try await bench.call("image-generate", Self.prompt)
        let folder = bench.folder.path + "/out/deep"
        let small = "\(folder)/image-1700000000000-4c4b6a3b.png"
        let large = "\(folder)/image-1700000000000-3e42873f.png"
        #expect(
            outcome.texts == [
                "Image 1 saved as \(small) (image/png, 8 bytes, sha256 \(Sample.png.digest)).",
                "Image 2 saved as \(large) (image/png, 2008 bytes, sha256 \(Sample.largePNG.digest)).",
            ])
        #expect(bench.folder.read(small) == Example.fileContent)
        #expect(bench.folder.read(large) == Example.fileContent + [UInt8](repeating: 0, count: 2000))
        // Only the small one also comes as content.
        #expect(outcome.types == ["text", "image", "text"])
        #expect(outcome.result["content"]?[1]?["data"]?.string == Sample.png.base64)
        #expect(outcome.result["content"]?[1]?["mimeType"]?.string == "image/png")
        #expect(
            outcome.structuredText == """
                {"data":[{"b64_json":{"path":"\(small)","mime_type":"image/png","bytes":8,"sha256":"\(Sample.png.digest)"},\
                "revised_prompt":"a"},{"b64_json":{"path":"\(large)","mime_type":"image/png","bytes":2008,\
                "sha256":"\(Sample.largePNG.digest)"}}]}
                """)
    }

    @Test(
        "one image, by data or by address",
        arguments: [
            (
                #""data":[{"b64_json":"\#(Sample.gif.base64)"}],"output_format":"png""#,
                "image-1700000000000-610f5ae4.gif (image/gif"
            ),
            (
                #""data":[{"b64_json":"\#(Sample.svg.base64)"}],"output_format":"svg""#,
                "image-1700000000000-d4dc5666.svg (image/svg+xml"
            ),
            (#""data":[{"url":"https://host/a.png","b64_json":null}]"#, "Image: https://host/a.png"),
            (
                #""data":[{"url":"data:image/png;base64,\#(Sample.png.base64)"}]"#,
                "image-1700000000000-4c4b6a3b.png (image/png"
            ),
            (#""data":[{}]"#, "The provider answered without an image."),
        ])
    func kinds(_ body: String, _ text: String) async throws {
        let outcome = try await Workbench("{\(body)}").call("image-generate", Self.prompt)
        #expect(outcome.texts.count == 1 && outcome.texts[0].contains(text), "\(outcome.texts)")
        #expect(!outcome.structuredText.contains("base64"))
    }

    @Test(
        "data that cannot be read or written is an error with a reason",
        arguments: [
            ("AAA", nil, "malformed_answer", "holds data that is not Base64"),
            (
                Sample.png.base64, "/dev/null/out", "server_error",
                "the folder /dev/null/out cannot be made (Not a directory); whoever runs this server must give it"
            ),
        ] as [(String, String?, String, String)])
    func faults(_ data: String, _ output: String?, _ kind: String, _ sentence: String) async throws {
        let bench = try await Workbench(#"{"data":[{"b64_json":"\#(data)"}]}"#, with: .init(output: output))
        let outcome = try await bench.call("image-generate", Self.prompt)
        #expect(outcome.isError)
        #expect(outcome.structured?["kind"]?.string == kind)
        #expect(outcome.texts[0].contains(sentence), "\(outcome.texts)")
    }
}
