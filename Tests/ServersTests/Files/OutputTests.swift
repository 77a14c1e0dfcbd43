import MCP
import Testing

@testable import Servers

@Suite struct OutputFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func output(_ path: String, inlineLimit: Int = 8) -> OutputFolder {
        OutputFolder(path, inlineLimit: inlineLimit, now: { 1_700_000_000.25 })
    }

    @Test("nested folders are made, and the name tells time and content")
    func names() throws {
        let output = output(folder.path + "/a//b/./c/")
        let saved = try output.save(Example.fileContent, prefix: "image")
        #expect(saved.path == folder.path + "/a/b/c/image-1700000000250-4c4b6a3b.png")
        #expect(saved.mediaType == "image/png")
        #expect(saved.size == 8)
        #expect(saved.digest == Sample.png.digest)
        #expect(folder.read(saved.path) == Example.fileContent)
        // The same again is the same file; other content at the same moment is another.
        #expect(try output.save(Example.fileContent, prefix: "image").path == saved.path)
        _ = try output.save([1, 2, 3, 4], prefix: "image")
        #expect(
            folder.names(in: "a/b/c") == ["image-1700000000250-4c4b6a3b.png", "image-1700000000250-9f64a747.bin"])
    }

    @Test(
        "what is in a file counts more than what was said of it",
        arguments: [
            (Example.fileContent, "image/jpeg", "png"), ([1, 2, 3, 4], "image/webp", "webp"),
            ([1, 2, 3, 4], "x/y", "bin"),
            ([1, 2, 3, 4], nil, "bin"),
        ] as [([UInt8], String?, String)])
    func types(_ content: [UInt8], _ declared: String?, _ suffix: String) throws {
        let saved = try output(folder.path).save(content, prefix: "f", mediaType: declared)
        #expect(saved.path.hasSuffix("." + suffix))
    }

    @Test("images and sound also come as content where they are small")
    func inline() throws {
        let png = Content.image(data: Sample.png.base64, mimeType: "image/png")
        #expect(try output(folder.path).save(Example.fileContent, prefix: "f").content == [png])
        #expect(try output(folder.path, inlineLimit: 7).save(Example.fileContent, prefix: "f").content.isEmpty)
        let sound = try output(folder.path).save([1, 2, 3, 4], prefix: "f", mediaType: "audio/mpeg")
        #expect(sound.content == [.audio(data: Sample.raw.base64, mimeType: "audio/mpeg")])
        #expect(try output(folder.path).save([1, 2, 3, 4], prefix: "f", mediaType: "text/csv").content.isEmpty)
    }

    @Test("a folder that cannot be used is refused with a reason")
    func unusable() throws {
        let file = try folder.write("file", [1])
        try folder.link("loop", to: "loop")
        for (path, reason) in [
            (file, "\(file)/f-1700000000250-4c4b6a3b.png cannot be written (Not a directory)"),
            ("\(file)/below", "the folder \(file)/below cannot be made (Not a directory)"),
            ("\(folder.path)/loop", "the output folder cannot be used (Too many levels of symbolic links)"),
            ("", "the output folder cannot be used (No such file or directory)"),
        ] {
            let refusal = #expect(throws: FileBridge.Refusal.self) {
                try output(path).save(Example.fileContent, prefix: "f")
            }
            #expect(refusal?.message == reason)
        }
    }
}
