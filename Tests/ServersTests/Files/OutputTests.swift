import Gateway
import MCP
import Testing

@testable import Servers

@Suite struct OutputTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func output(_ path: String, inlineLimit: Int = 8) -> CallerOutput {
        Outputs(folder: path, inlineLimit: inlineLimit, now: { 1_700_000_000.25 }).of(.local)
    }

    private func kept(_ deposits: Deposits, inlineLimit: Int = 8) -> CallerOutput {
        Outputs(deposits: deposits, inlineLimit: inlineLimit, now: { 1_700_000_000.25 }).of(.local)
    }

    @Test("nested folders are made, and the name tells time and content")
    func names() throws {
        let output = output(folder.path + "/a//b/./c/")
        let saved = try output.save(Example.fileContent, prefix: "image")
        let path = folder.path + "/a/b/c/image-1700000000250-4c4b6a3b.png"
        #expect(saved.path == path)
        #expect(saved.mediaType == "image/png")
        #expect(saved.size == 8)
        #expect(saved.digest == Sample.png.digest)
        #expect(folder.read(path) == Example.fileContent)
        // The same again is the same file; other content at the same moment is another.
        #expect(try output.save(Example.fileContent, prefix: "image").path == path)
        _ = try output.save([1, 2, 3, 4], prefix: "image")
        #expect(
            folder.names(in: "a/b/c") == ["image-1700000000250-4c4b6a3b.png", "image-1700000000250-9f64a747.bin"])
    }

    @Test(
        "what is in a file counts more than what was said of it",
        arguments: [
            (Example.fileContent, "image/jpeg", "png"), ([1, 2, 3, 4], "image/webp", "bin"),
            ([1, 2, 3, 4], "audio/mpeg", "mp3"), (Array("a,b".utf8), nil, "txt"),
            ([1, 2, 3, 4], "x/y", "bin"),
            ([1, 2, 3, 4], nil, "bin"),
        ] as [([UInt8], String?, String)])
    func types(_ content: [UInt8], _ declared: String?, _ suffix: String) throws {
        let saved = try output(folder.path).save(content, prefix: "f", mediaType: declared)
        #expect(saved.path?.hasSuffix("." + suffix) == true)
        let deposits = Deposits(in: folder.path)
        #expect(try kept(deposits).save(content, prefix: "f", mediaType: declared).mediaType == saved.mediaType)
        #expect(deposits.list(for: .local)[0].name.hasSuffix("." + suffix))
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

    @Test("content that is larger than what is held of a file is read from it", arguments: [true, false])
    func largeInline(_ isKept: Bool) throws {
        let content = Example.fileContent + [UInt8](repeating: 7, count: GrowingFile.headSize)
        let output =
            isKept ? kept(Deposits(in: folder.path), inlineLimit: 1 << 20) : output(folder.path, inlineLimit: 1 << 20)
        let saved = try output.save(content, prefix: "f")
        guard case .image(let data, _)? = saved.content.last else {
            Issue.record("no image")
            return
        }
        #expect(data.utf8.count == (content.count + 2) / 3 * 4)
        #expect(data.hasPrefix("iVBORw0KGgoHBwcH"))
    }

    @Test("a folder that cannot be used is refused with a reason, and nothing stays")
    func unusable() throws {
        let file = try folder.write("file", [1])
        try folder.link("loop", to: "loop")
        for (path, reason) in [
            (file, "the output folder \(file) cannot be written (Not a directory)"),
            ("\(file)/below", "the folder \(file)/below cannot be made (Not a directory)"),
            (
                "\(folder.path)/loop",
                "the output folder \(folder.path)/loop cannot be used (Too many levels of symbolic links)"
            ),
            ("", "the output folder cannot be used (No such file or directory)"),
        ] {
            let error = #expect(throws: APIError.self) {
                try output(path).save(Example.fileContent, prefix: "f")
            }
            #expect(
                error?.message.contains("the provider answered, but \(reason); whoever runs") == true,
                "\(error?.message ?? "")")
        }
        #expect(folder.names(in: ".") == ["file", "loop"])
    }

    // MARK: Deposits

    @Test("over HTTP a file is kept for its caller, and no path is told")
    func deposits() throws {
        let deposits = Deposits(in: folder.path, surroundings: ManualClock().surroundings)
        let saved = try kept(deposits).save(Example.fileContent, prefix: "image")
        let deposit = try #require(deposits.list(for: .local).first)
        #expect(saved.sentence == "\(deposit.uri) (image/png, 8 bytes, sha256 \(Sample.png.digest))")
        #expect(deposit.uri.hasPrefix("openai://results/kept-"))
        #expect(deposit.name == "image-1700000000250-4c4b6a3b.png")
        #expect(
            saved.content == [
                .link(uri: deposit.uri, name: deposit.name, mimeType: "image/png", size: 8),
                .image(data: Sample.png.base64, mimeType: "image/png"),
            ])
        #expect(
            String(decoding: saved.json.encoded, as: UTF8.self) == """
                {"uri":"\(deposit.uri)","mime_type":"image/png","bytes":8,"sha256":"\(Sample.png.digest)",\
                "expires_at":1700003600}
                """)
        #expect(try deposits.open(deposit.uri, for: .local)?.file.read(0..<8) == Example.fileContent)
    }

    @Test("no room is told without a path")
    func full() throws {
        let deposits = Deposits(in: folder.path, limits: DepositLimits(bytes: 6, bytesPerCaller: 3))
        let error = #expect(throws: APIError.self) { try kept(deposits).save([1, 2, 3, 4], prefix: "f") }
        #expect(error?.message.contains("more than 3 bytes are not kept for one caller") == true)
        let nowhere = Deposits(in: "/dev/null/x")
        let other = #expect(throws: APIError.self) { try kept(nowhere).save([1], prefix: "f") }
        #expect(other?.message.contains("the file has no place") == true, "\(other?.message ?? "")")
    }

    // MARK: What comes in pieces

    private struct Broken: Error {}

    private static func stream(_ pieces: [[UInt8]], breaks: Bool = false) -> AnswerBody {
        let (stream, source) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        for piece in pieces { source.yield(piece) }
        if breaks { source.finish(throwing: Broken()) } else { source.finish() }
        return .stream(stream)
    }

    @Test("pieces become one file, whole", arguments: [true, false])
    func pieces(_ isKept: Bool) async throws {
        let deposits = Deposits(in: folder.path + "/d")
        let output = isKept ? kept(deposits) : output(folder.path + "/o")
        let body = Self.stream([[0x89, 0x50, 0x4E], [], [0x47, 0x0D], [0x0A, 0x1A, 0x0A]])
        let saved = try await output.save(body, prefix: "f", mediaType: nil, limit: 8)
        #expect(saved?.size == 8)
        #expect(saved?.digest == Sample.png.digest)
        #expect(saved?.mediaType == "image/png")
        #expect(saved?.head == Example.fileContent)
    }

    @Test("what breaks off, is too large or empty leaves nothing", arguments: [true, false])
    func cut(_ isKept: Bool) async throws {
        let deposits = Deposits(in: folder.path + "/d", limits: DepositLimits(bytes: 20))
        let output = isKept ? kept(deposits) : output(folder.path + "/o")
        await #expect(throws: Broken.self) {
            try await output.save(Self.stream([[1, 2]], breaks: true), prefix: "f", mediaType: nil, limit: 8)
        }
        let error = await #expect(throws: APIError.self) {
            try await output.save(
                Self.stream([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), prefix: "f", mediaType: nil, limit: 8)
        }
        #expect(error?.kind == .answerTooLarge)
        #expect(error?.message.contains("larger than the 8 bytes") == true)
        #expect(try await output.save(Self.stream([]), prefix: "f", mediaType: nil, limit: 8) == nil)
        #expect(try await output.save(.bytes([]), prefix: "f", mediaType: nil, limit: 8) == nil)
        #expect(deposits.list(for: .local).isEmpty)
        #expect(folder.names(in: "o").isEmpty)
        #expect(folder.names(in: "d").flatMap { folder.names(in: "d/" + $0) }.isEmpty)
        // Nor does it count: all the room is there for the next.
        if isKept {
            #expect(
                try await output.save(.bytes(.init(repeating: 1, count: 10)), prefix: "f", mediaType: nil, limit: 8)
                    != nil)
        }
    }
}

extension SavedFile {
    /// Where the file is in a folder; nil for a deposit.
    fileprivate var path: String? { if case .path(let path) = place { path } else { nil } }
}
