import Gateway
import Testing

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
            roots: [folder.path + "/root", folder.path + "/caf\u{e9}", "/no/such/folder"], sizeLimit: 100, source: Web()
        )
    }

    /// A web with one page, one failure and one giant.
    private struct Web: FileSource {
        func fetch(_ url: String) async throws -> RemoteFile {
            switch url {
            case "https://host/pic.png?x=1":
                RemoteFile(name: "pic.png", contentType: "text/html", content: Example.fileContent)
            case "https://host/": RemoteFile(name: "", contentType: "text/csv", content: Array("a,b".utf8))
            case "https://host/large":
                RemoteFile(name: "x", contentType: nil, content: [UInt8](repeating: 1, count: 101))
            case "https://host/empty": RemoteFile(name: "x", contentType: nil, content: [])
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
            ("$/root/.hidden name", ".hidden name", "application/octet-stream", 3),
            // The content says more than the name.
            ("$/root/inner/cat.txt", "cat.txt", "image/png", 8),
            ("$/root/full", "full", "application/octet-stream", 100),
            ("data:text/csv;base64,YSxi", "file.csv", "text/csv", 3),
            ("data:text/csv;charset=utf-8;base64,YSxi", "file.csv", "text/csv", 3),
            ("data:;base64,YSxi", "file.bin", "application/octet-stream", 3),
            (Example.file, "file.png", "image/png", 8),
            ("https://host/pic.png?x=1", "pic.png", "image/png", 8),
            ("https://host/", "file.csv", "text/csv", 3),
        ])
    func readable(_ argument: String, _ name: String, _ type: String, _ size: Int) async throws {
        let file = try await bridge.read(placed(argument))
        #expect(file.name == name)
        #expect(file.mediaType == type)
        #expect(file.content.count == size)
    }

    @Test(
        "what may not, and why",
        arguments: [
            ("$/secret", "there is no such file in the folders this server may read (--root)"),
            ("$/rooted/secret", "there is no such file in the folders this server may read (--root)"),
            ("$/root/../secret", "there is no such file in the folders this server may read (--root)"),
            ("$/root/escape", "there is no such file in the folders this server may read (--root)"),
            ("$/root/up/secret", "there is no such file in the folders this server may read (--root)"),
            // Equal to a root as text, but another folder.
            ("$/cafe\u{301}/secret", "there is no such file in the folders this server may read (--root)"),
            ("/etc/passwd", "there is no such file in the folders this server may read (--root)"),
            ("$/root/missing", "there is no such file in the folders this server may read (--root)"),
            ("$/root/nowhere", "there is no such file in the folders this server may read (--root)"),
            ("$/root/a.txt\u{0}.png", "there is no such file in the folders this server may read (--root)"),
            ("", "there is no such file in the folders this server may read (--root)"),
            ("$/root/inner", "that is no regular file"),
            ("$/root/pipe", "that is no regular file"),
            ("$/root/empty", "the file is empty"),
            ("$/root/large", "the file is larger than 100 bytes"),
            ("http://host/pic.png", "plain http URLs are not fetched; use https or a path"),
            ("https://host/other", "the host does not know https://host/other"),
            ("https://host/large", "the file is larger than 100 bytes"),
            ("https://host/empty", "the file is empty"),
            ("data:text/plain;base64", "the data URI has no comma"),
            ("data:text/plain,hello", "the data URI is not base64"),
            ("data:,hello", "the data URI is not base64"),
            ("data:text/plain;base64,?", "the data URI's content is not well-formed Base64"),
            ("data:text/plain;base64,", "the file is empty"),
        ])
    func refused(_ argument: String, _ reason: String) async throws {
        let refusal = await #expect(throws: FileBridge.Refusal.self) { try await bridge.read(placed(argument)) }
        #expect(refusal?.message == reason)
    }

    @Test("without roots no local file, without a source no URL")
    func closed() async throws {
        let closed = FileBridge(roots: [], sizeLimit: 100, source: nil)
        for (argument, reason) in [("$/root/a.txt", "reads no local files"), ("https://host/", "fetches no URLs")] {
            let refusal = await #expect(throws: FileBridge.Refusal.self) { try await closed.read(placed(argument)) }
            #expect(refusal?.message.contains(reason) == true)
        }
        #expect(try await closed.read(Example.file).content == Example.fileContent)
    }

    @Test("the root of the file system as a root allows all")
    func everything() async throws {
        let open = FileBridge(roots: ["/"], sizeLimit: 100, source: nil)
        #expect(try await open.read(placed("$/secret")).content.count == 6)
    }

    private func placed(_ argument: String) -> String {
        argument.replacing("$", with: folder.path)
    }
}
