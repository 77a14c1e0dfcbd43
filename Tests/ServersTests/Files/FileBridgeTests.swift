import Gateway
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@testable import Servers

@Suite struct FileBridgeTests {
    private let folder: TemporaryFolder
    private let bridge: FileBridge

    /// `root` may be read; `secret` beside it and `rooted`, whose name begins alike, may not.
    init() throws {
        folder = try TemporaryFolder()
        for name in ["root", "root/inner", "rooted", "caf\u{e9}", "cafe\u{301}"] { try folder.makeFolder(name) }
        try folder.write("root/a.txt", Array("hello".utf8))
        try folder.write("root/.hidden name", Array("dot".utf8))
        try folder.write("root/inner/cat.txt", Example.fileContent)
        try folder.write("root/empty", [])
        // A name that is well-formed Base64 of a PDF.
        try folder.write("root/JVBERi0x", [65])
        try folder.write("root/large", [UInt8](repeating: 1, count: 101))
        try folder.write("root/full", [UInt8](repeating: 1, count: 100))
        try folder.write("secret", Array("secret".utf8))
        try folder.write("rooted/secret", Array("secret".utf8))
        try folder.write("cafe\u{301}/secret", Array("secret".utf8))
        try folder.makePipe("root/pipe")
        try folder.link("root/inside", to: "a.txt")
        try folder.link("root/escape", to: "../secret")
        try folder.link("root/up", to: "..")
        try folder.link("root/nowhere", to: "missing")
        bridge = FileBridge(
            roots: [folder.path + "/root", folder.path + "/caf\u{e9}", "/no/such/folder"], sizeLimit: 100,
            source: Web(),
            uploads: { id, caller in
                guard caller == .local, id == "one" || id == "large" else { return nil }
                let content = [UInt8](repeating: 65, count: id == "one" ? 2 : 101)
                return .init(name: "\(id).txt", mediaType: "text/plain", content: .bytes(content))
            })
    }

    /// A web with one page, one failure and one giant.
    private struct Web: FileSource {
        func fetch(_ url: String, limit: Int) async throws -> RemoteFile {
            switch url {
            case "https://host/pic.png?x=1":
                RemoteFile(name: "pic.png", contentType: "text/html", content: .bytes(Example.fileContent))
            case "HTTPS://host/": RemoteFile(name: "", contentType: "text/csv", content: .bytes(Array("a,b".utf8)))
            case "https://host/name":
                RemoteFile(name: "a/..\\b\"\r\n\u{0}.csv", contentType: "text/x\r\ny: z", content: .bytes([65]))
            case "https://host/limit":
                throw FileFailure("asked for \(limit) bytes")
            case "https://host/large":
                RemoteFile(name: "x", contentType: nil, content: .bytes([UInt8](repeating: 1, count: 101)))
            case "https://host/empty": RemoteFile(name: "x", contentType: nil, content: .bytes([]))
            default: throw FileFailure("the host does not know \(url)")
            }
        }
    }

    @Test(
        "what may be read",
        arguments: [
            ("$/root/a.txt", "a.txt", "text/plain", 5),
            ("file://$/root/a.txt", "a.txt", "text/plain", 5),
            ("$/root/./inner/../a.txt", "a.txt", "text/plain", 5),
            ("$/root//a.txt", "a.txt", "text/plain", 5),
            ("$/root/up/root/a.txt", "a.txt", "text/plain", 5),
            ("$/root/inside", "a.txt", "text/plain", 5),
            ("file://localhost$/root/%61.txt", "a.txt", "text/plain", 5),
            ("a.txt", "a.txt", "text/plain", 5),
            ("inner/../a.txt", "a.txt", "text/plain", 5),
            ("$/root/.hidden name", ".hidden name", "text/plain", 3),
            // The content says more than the name.
            ("$/root/inner/cat.txt", "cat.txt", "image/png", 8),
            ("$/root/full", "full", "application/octet-stream", 100),
            ("data:text/csv;base64,YSxi", "file.csv", "text/csv", 3),
            ("data:text/csv;charset=utf-8;base64,YSxi", "file.csv", "text/csv", 3),
            ("data:text/csv;base64,\r\n YS\txi\n", "file.csv", "text/csv", 3),
            ("data:;base64,YSxi", "file.txt", "text/plain", 3),
            ("data:;base64,AAEC", "file.bin", "application/octet-stream", 3),
            // What is no PNG is not sent as one.
            ("data:image/png;base64,YSxi", "file.txt", "text/plain", 3),
            // Base64 that begins as a file does, where no file has that name.
            ("iVBORw0KGgo=", "file.png", "image/png", 8),
            ("iVBO Rw0K\nGgo=", "file.png", "image/png", 8),
            ("/9j/AAAA", "file.jpg", "image/jpeg", 6),
            ("JVBERi0x", "JVBERi0x", "text/plain", 1),
            (Example.file, "file.png", "image/png", 8),
            ("https://host/pic.png?x=1", "pic.png", "image/png", 8),
            ("HTTPS://host/", "file.csv", "text/csv", 3),
            ("https://host/name", "b\".csv", "text/csv", 1),
            ("upload://one", "one.txt", "text/plain", 2),
        ])
    func readable(_ argument: String, _ name: String, _ type: String, _ size: Int) async throws {
        let file = try await bridge.read(placed(argument), for: .local)
        #expect(file.name == name)
        #expect(file.mediaType == type)
        #expect(file.content.count == size)
    }

    @Test(
        "what may not, and why",
        arguments: [
            ("$/secret", "there is no such file in the folders this server may read (--files)"),
            ("$/rooted/secret", "there is no such file in the folders this server may read (--files)"),
            ("$/root/../secret", "there is no such file in the folders this server may read (--files)"),
            ("$/root/escape", "there is no such file in the folders this server may read (--files)"),
            ("$/root/up/secret", "there is no such file in the folders this server may read (--files)"),
            // Equal to a root as text, but another folder.
            ("$/cafe\u{301}/secret", "there is no such file in the folders this server may read (--files)"),
            ("/etc/passwd", "there is no such file in the folders this server may read (--files)"),
            ("$/root/missing", "there is no such file in the folders this server may read (--files)"),
            ("$/root/nowhere", "there is no such file in the folders this server may read (--files)"),
            ("$/root/a.txt\u{0}.png", "there is no such file in the folders this server may read (--files)"),
            ("", "there is no such file in the folders this server may read (--files)"),
            ("..", "there is no such file in the folders this server may read (--files)"),
            ("../secret", "there is no such file in the folders this server may read (--files)"),
            ("file://$/root/%2e%2e/secret", "there is no such file in the folders this server may read (--files)"),
            ("file://host/root/a.txt", "there is no such file in the folders this server may read (--files)"),
            // Well-formed Base64, but of nothing that is known.
            ("YSxi", "there is no such file in the folders this server may read (--files)"),
            ("$/root/inner", "that is no regular file"),
            ("$/root/pipe", "that is no regular file"),
            ("$/root/empty", "the file is empty"),
            ("$/root/large", "the file is larger than 100 bytes"),
            ("http://host/pic.png", "plain http URLs are not fetched; use https or a path"),
            ("https://host/other", "the host does not know https://host/other"),
            ("https://host/large", "the file is larger than 100 bytes"),
            ("https://host/empty", "the file is empty"),
            ("https://host/limit", "asked for 100 bytes"),
            ("upload://two", "there is no such upload, or it was used or has expired; upload the file again"),
            ("upload://large", "the file is larger than 100 bytes"),
            ("data:text/plain;base64", "the data URI has no comma"),
            ("data:text/plain,hello", "the data URI is not base64"),
            ("data:,hello", "the data URI is not base64"),
            ("data:text/plain;base64,?", "the data URI's content is not well-formed Base64"),
            ("data:text/plain;base64,", "the file is empty"),
        ])
    func refused(_ argument: String, _ reason: String) async throws {
        let refusal = await #expect(throws: FileBridge.Refusal.self) {
            try await bridge.read(placed(argument), for: .local)
        }
        #expect(refusal?.message == reason)
    }

    @Test("without roots no local file, without a source no URL")
    func closed() async throws {
        let closed = FileBridge(roots: [], sizeLimit: 100, source: nil)
        for (argument, reason) in [("$/root/a.txt", "reads no local files"), ("https://host/", "fetches no URLs")] {
            let refusal = await #expect(throws: FileBridge.Refusal.self) {
                try await closed.read(placed(argument), for: .local)
            }
            #expect(refusal?.message.contains(reason) == true)
        }
        #expect(try await closed.read(Example.file, for: .local).content.bytes() == Example.fileContent)
    }

    @Test("the root of the file system as a root allows all")
    func everything() async throws {
        let open = FileBridge(roots: ["/"], sizeLimit: 100, source: nil)
        #expect(try await open.read(placed("$/secret"), for: .local).content.count == 6)
    }

    @Test("an upload belongs to its caller")
    func uploads() async throws {
        let other = Caller(id: "other", mayUseServerKey: false)
        await #expect(throws: FileBridge.Refusal.self) { try await bridge.read("upload://one", for: other) }
    }

    @Test(
        "the limit of the way and the operator's both hold",
        arguments: [
            (nil, 4, 5, false), (nil, 5, 5, true), (4, 5, 5, false), (5, 4, 5, false), (5, 5, 5, true),
        ] as [(Int?, Int, Int, Bool)])
    func limits(_ operators: Int?, _ way: Int, _ size: Int, _ fits: Bool) async throws {
        let path = try folder.write("root/sized", [UInt8](repeating: 65, count: size))
        let bridge = FileBridge(roots: [folder.path], sizeLimit: operators, source: nil)
        let file = try? await bridge.read(path, for: .local, limit: way)
        #expect((file != nil) == fits)
    }

    @Test(
        "types that may come from a URL",
        arguments: [
            (["image/*"], true), (["image/png"], true), (["*/*"], true), (["audio/*", "text/html"], false),
        ])
    func urlTypes(_ types: [String], _ isTaken: Bool) async throws {
        let bridge = FileBridge(roots: [], sizeLimit: 100, source: Web(), urlTypes: types)
        let file = try? await bridge.read("https://host/pic.png?x=1", for: .local)
        #expect((file != nil) == isTaken)
    }

    @Test("long text of the alphabet is never a path, and must be well-formed")
    func certainBase64() async throws {
        let closed = FileBridge(roots: ["/"], sizeLimit: nil, source: nil)
        let text = String(repeating: "AAAA", count: 1024)
        #expect(try await closed.read(text, for: .local).content.count == 3072)
        let refusal = await #expect(throws: FileBridge.Refusal.self) { try await closed.read(text + "A", for: .local) }
        #expect(refusal?.message == "that is not well-formed Base64")
    }

    @Test("a large file is not read, a small one is", arguments: [(65_536, true), (65_537, false)])
    func whereContentIs(_ size: Int, _ isInMemory: Bool) async throws {
        let path = try folder.resize("root/some", to: size)
        let open = FileBridge(roots: [folder.path], sizeLimit: nil, source: nil)
        let file = try await open.read(path, for: .local)
        if case .bytes = file.content { #expect(isInMemory) } else { #expect(!isInMemory) }
        #expect(file.content.count == size)
    }

    @Test("a file of five gigabytes is too large for a form, and costs nothing to refuse")
    func veryLarge() async throws {
        let path = try folder.resize("root/huge", to: 5 << 30)
        let open = FileBridge(roots: [folder.path], sizeLimit: nil, source: nil)
        let refusal = await #expect(throws: FileBridge.Refusal.self) { try await open.read(path, for: .local) }
        #expect(refusal?.message == "the file is larger than \(512 << 20) bytes")
        #expect(try await open.read(path, for: .local, limit: 8 << 30).content.count == 5 << 30)
    }

    @Test(
        "devices and what the system makes up are not read",
        arguments: [
            ("/dev/zero", "that is no regular file"), ("/proc/self/environ", "the file is empty"),
            ("/proc/self/fd/0", nil),
        ] as [(String, String?)])
    func system(_ path: String, _ reason: String?) async throws {
        let open = FileBridge(roots: ["/"], sizeLimit: nil, source: nil)
        let refusal = await #expect(throws: FileBridge.Refusal.self) { try await open.read(path, for: .local) }
        if let reason { #expect(refusal?.message == reason) }
    }

    @Test("an unreadable file", .enabled(if: geteuid() != 0, "the superuser reads all"))
    func unreadable() async throws {
        let path = try folder.write("root/closed", [1])
        chmod(path, 0)
        let refusal = await #expect(throws: FileBridge.Refusal.self) { try await bridge.read(path, for: .local) }
        #expect(refusal?.message.contains("cannot be read") == true)
    }

    @Test("a folder that is swapped for a link while files are read never shows what lies outside")
    func swapping() async throws {
        try folder.makeFolder("outside")
        try folder.write("outside/cat.txt", Array("secret".utf8))
        let swapper = Task.detached { [folder] in
            while !Task.isCancelled {
                try folder.move("root/inner", to: "aside")
                try folder.link("root/inner", to: "../outside")
                await Task.yield()
                try folder.remove("root/inner")
                try folder.move("aside", to: "root/inner")
                await Task.yield()
            }
        }
        var seen = 0
        for _ in 0..<2000 {
            guard let file = try? await bridge.read(placed("$/root/inner/cat.txt"), for: .local) else { continue }
            #expect(try file.content.bytes() == Example.fileContent)
            seen += 1
        }
        swapper.cancel()
        try await swapper.value
        #expect(seen > 0)
    }

    private func placed(_ argument: String) -> String {
        argument.replacing("$", with: folder.path)
    }
}
