import TestSupport
import Testing

@testable import Gateway

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files that stay open while they are sent.
@Suite struct OpenFileTests {
    private let folder: TemporaryFolder
    private let content = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }

    init() throws {
        folder = try TemporaryFolder()
        try folder.makeFolder("root")
        try folder.makeFolder("elsewhere")
        try folder.write("root/file", content)
        try folder.write("elsewhere/file", Array("secret".utf8))
    }

    private func open(_ name: String = "root/file") throws -> OpenFile {
        try OpenFile(resolved: "\(folder.path)/\(name)")
    }

    @Test("any stretch can be read, as often as wanted", arguments: [0..<1000, 0..<0, 10..<20, 999..<1000])
    func stretches(_ range: Range<Int>) throws {
        let file = try open()
        #expect(file.size == 1000)
        for _ in 1...2 { #expect(try file.read(range) == Array(content[range])) }
    }

    @Test("what was opened is read, whatever becomes of the path")
    func aPathThatGoesElsewhere() throws {
        let file = try open()
        try folder.move("elsewhere/file", to: "root/file")
        #expect(try file.read(0..<1000) == content)
    }

    @Test("a file that grows or shrinks is not read on", arguments: [999, 1001, 0, 5000])
    func anotherSize(_ size: Int) throws {
        let file = try open()
        try folder.resize("root/file", to: size)
        let failure = #expect(throws: FileFailure.self) { try file.read(0..<1000) }
        #expect(failure?.description.contains("changed its size") == true)
        #expect(throws: FileFailure.self) { try file.read(0..<1) }
    }

    @Test("a folder that was swapped for a link after the check leads nowhere")
    func aSwappedFolder() throws {
        try folder.move("root", to: "old")
        try folder.link("root", to: "elsewhere")
        let failure = #expect(throws: FileFailure.self) { try open() }
        #expect(failure?.description == "the file was moved while it was opened")
    }

    @Test("a file that was swapped for a link is not followed")
    func aSwappedFile() throws {
        try folder.remove("root/file")
        try folder.link("root/file", to: "../elsewhere/file")
        #expect(throws: FileFailure.self) { try open() }
    }

    @Test("only regular files", arguments: ["root", "pipe", "/dev/zero", "/dev/null"])
    func otherThings(_ name: String) throws {
        try folder.makePipe("pipe")
        let path = name.hasPrefix("/") ? name : "\(folder.path)/\(name)"
        let failure = #expect(throws: FileFailure.self) { try OpenFile(resolved: path) }
        #expect(failure?.description == "that is no regular file")
        // Devices may be open elsewhere in this process.
        if !name.hasPrefix("/") { #expect(holders(of: path) == 0) }
    }

    @Test("it is closed with its last holder, and where it is refused")
    func closing() throws {
        let path = "\(folder.path)/root/file"
        var file: OpenFile? = try open()
        #expect(holders(of: path) == 1)
        withExtendedLifetime(file) {}
        file = nil
        #expect(holders(of: path) == 0)
        try folder.move("root", to: "old")
        try folder.link("root", to: "old")
        #expect(throws: FileFailure.self) { try open() }
        #expect(holders(of: "\(folder.path)/old/file") == 0)
    }

    @Test("a temporary file has no name, and holds what was appended")
    func temporary() throws {
        var file = try TemporaryFile()
        for _ in 1...3 { try file.append(content) }
        #expect(file.size == 3000)
        let opened = try file.finish()
        #expect(try opened.read(0..<3000) == content + content + content)
    }

    @Test("a slice is a window onto the same file")
    func slices() throws {
        for whole in [FileContent.file(try open()), .bytes(content)] {
            #expect(whole.count == 1000)
            let slice = whole.slice(100..<900)
            #expect(slice.count == 800)
            #expect(try slice.bytes() == Array(content[100..<900]))
            #expect(try slice.slice(700..<5000).bytes() == Array(content[800..<900]))
            #expect(try slice.slice(0..<0).bytes().isEmpty)
        }
    }

    /// Descriptors of this process that lead to a path.
    private func holders(of path: String) -> Int {
        (0..<1024).filter { descriptor in
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
            return count > 0 && String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) == path
        }.count
    }
}
