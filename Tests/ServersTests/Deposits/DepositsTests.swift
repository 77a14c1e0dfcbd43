import Gateway
import Testing

@testable import Servers

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct DepositsTests {
    private let folder: TemporaryFolder
    private let clock = ManualClock()

    private static let alice = Caller(id: "alice", mayUseServerKey: true)
    private static let bob = Caller(id: "bob", mayUseServerKey: true)

    init() throws { folder = try TemporaryFolder() }

    private func deposits(_ limits: DepositLimits = DepositLimits()) -> Deposits {
        Deposits(in: folder.path, limits: limits, surroundings: clock.surroundings)
    }

    /// Names of the files of all deposits there.
    private var files: [String] { folder.names(in: ".").flatMap { folder.names(in: $0) } }

    @discardableResult private func put(
        _ bytes: [UInt8], _ kind: Deposit.Kind = .result, name: String? = nil, type: String? = nil,
        in deposits: Deposits, for caller: Caller = alice
    ) async throws -> Deposit {
        let incoming = try deposits.begin(kind, for: caller, name: name, mediaType: type)
        for byte in bytes { try await incoming.append([byte]) }
        return try await incoming.finish()
    }

    @Test("pieces become a file that only the owner of the process can read")
    func writing() async throws {
        let deposits = deposits()
        #expect(files.isEmpty && folder.names(in: ".").isEmpty)
        let deposit = try await put(Example.fileContent, in: deposits)
        #expect(deposit.size == 8)
        #expect(deposit.digest == Sample.png.digest)
        #expect(deposit.mediaType == "image/png")
        #expect(deposit.name == "file.png")
        #expect(deposit.expires == 1_700_003_600)
        #expect(deposit.id.utf8.count > 20)
        #expect(files == [deposit.id])
        let place = folder.names(in: ".")[0]
        #expect(folder.mode(of: place) == 0o700)
        #expect(folder.mode(of: "\(place)/\(deposit.id)") == 0o600)
        deposits.removeAll()
        #expect(folder.names(in: ".").isEmpty)
        #expect(deposits.find(deposit.id, for: Self.alice) == nil)
        // It can go on, as a server does that is started twice in one process.
        #expect(try await put([1], in: deposits).size == 1)
    }

    @Test(
        "names that others chose are names only",
        arguments: [
            ("a.png", "a.png"), ("../../etc/passwd", "passwd"), ("..", "file.bin"), ("", "file.bin"), ("/", "file.bin"),
            ("C:\\x\\y.txt", "y.txt"), ("a\r\nX-Evil: 1", "aX-Evil: 1"), ("a\u{0}b\u{7f}c", "abc"), ("ü.pdf", "ü.pdf"),
        ])
    func names(_ given: String, _ name: String) async throws {
        let deposits = deposits()
        let deposit = try await put([1, 2], name: given, in: deposits)
        #expect(deposit.name == name)
        #expect(files == [deposit.id])
        #expect(deposits.list(for: Self.alice) == [deposit])
    }

    @Test(
        "a type that could end a header is not believed",
        arguments: [
            ("text/csv", nil, "text/csv"), ("text/csv\r\nx: y", nil, "application/octet-stream"),
            ("csv", "a.csv", "text/csv"),
            ("a/b/c", nil, "application/octet-stream"), (nil, "a.json", "application/json"),
        ] as [(String?, String?, String)])
    func types(_ given: String?, _ name: String?, _ type: String) async throws {
        #expect(try await put([1, 2], name: name, type: given, in: deposits()).mediaType == type)
    }

    @Test("nobody else has it, whatever they name", arguments: [Deposit.Kind.result, .upload])
    func isolation(_ kind: Deposit.Kind) async throws {
        let deposits = deposits()
        let deposit = try await put([1], kind, in: deposits)
        for name in [deposit.uri, deposit.id] {
            #expect(deposits.find(name, for: Self.bob) == nil)
            #expect(try deposits.open(name, for: Self.bob) == nil)
            #expect(try await deposits.upload(name, for: Self.bob) == nil)
            #expect(try await deposits.read(name, for: Self.bob) == nil)
        }
        #expect(deposits.list(for: Self.bob).isEmpty)
        #expect(deposits.find(deposit.uri, for: Self.alice) == deposit)
        for name in ["", "upload://", "openai://results/", "openai://results/../\(deposit.id)", "x"] {
            #expect(try await deposits.upload(name, for: Self.alice) == nil)
        }
    }

    @Test("an upload is used once, a result as often as one likes")
    func uses() async throws {
        let deposits = deposits()
        let upload = try await put([1, 2, 3], .upload, name: "a.csv", in: deposits)
        let result = try await put([4], in: deposits)
        #expect(deposits.list(for: Self.alice) == [result])
        #expect(try await deposits.read(upload.uri, for: Self.alice) == nil)
        let used = try #require(try await deposits.upload(upload.uri, for: Self.alice))
        #expect((used.name, used.mediaType, used.content.count) == ("a.csv", "text/csv", 3))
        // It is gone from the disk, and readable for whoever has it open.
        #expect(files == [result.id])
        #expect(try used.content.slice(1..<3).bytes() == [2, 3])
        #expect(try await deposits.upload(upload.uri, for: Self.alice) == nil)
        for _ in 0..<2 { #expect(try await deposits.upload(result.uri, for: Self.alice)?.content.count == 1) }
        #expect(try await deposits.read(result.uri, for: Self.alice)?.1 == [4])
        await #expect(throws: Deposits.Refusal.self) { try await deposits.read(result.uri, for: Self.alice, limit: 0) }
    }

    @Test("a tool takes an upload or a result for a file, once and again")
    func arguments() async throws {
        let bench = try await Workbench(
            #"{"data":[{"b64_json":"\#(Sample.png.base64)"}]}"#, with: .init(keepsOutputs: true))
        let incoming = try bench.deposits.begin(.upload, for: .local, name: "../in.png")
        try await incoming.append(Example.fileContent)
        let upload = try await incoming.finish()
        let edit = { (uri: String) in try await bench.call("image-edit", #"{"prompt":"x","image":"\#(uri)"}"#) }
        let first = try await edit(upload.uri)
        #expect(!first.isError, "\(first.texts)")
        guard case .multipart(let parts)? = bench.upstream.calls.last?.body,
            let part = parts.first(where: { $0.filename != nil })
        else {
            Issue.record("no form was sent")
            return
        }
        #expect((part.filename, part.contentType) == ("in.png", "image/png"))
        #expect(try part.content.bytes() == Example.fileContent)
        let second = try await edit(upload.uri)
        #expect(second.isError && second.texts[0].contains("was used or has expired"), "\(second.texts)")
        let made = try #require(first.structured?["data"]?[0]?["b64_json"]?["uri"]?.string)
        for _ in 0..<2 {
            let outcome = try await edit(made)
            #expect(!outcome.isError, "\(outcome.texts)")
        }
    }

    @Test("one of two who use an upload at the same time gets it")
    func races() async throws {
        let deposits = deposits()
        let upload = try await put([1], .upload, in: deposits)
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 { group.addTask { try await deposits.upload(upload.uri, for: Self.alice) != nil } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(winners == 1)
    }

    @Test("what has expired is not found, and is swept from the disk")
    func expiry() async throws {
        let deposits = deposits(DepositLimits(lifetime: .seconds(100)))
        let deposit = try await put([1], in: deposits)
        try await clock.pass(99)
        #expect(deposits.find(deposit.id, for: Self.alice) != nil)
        try await clock.pass(1)
        #expect(deposits.find(deposit.id, for: Self.alice) == nil)
        #expect(files == [deposit.id])
        try await clock.pass(5)
        try await eventually { files.isEmpty }
    }

    @Test("who has too much loses its oldest, from the disk as well")
    func bounds() async throws {
        let deposits = deposits(DepositLimits(bytes: 100, bytesPerCaller: 4, countPerCaller: 3))
        let other = try await put([1, 2, 3, 4], in: deposits, for: Self.bob)
        let first = try await put([1, 2], in: deposits)
        let second = try await put([3, 4], in: deposits)
        let third = try await put([5], in: deposits)
        #expect(deposits.list(for: Self.alice) == [third, second])
        #expect(try deposits.open(first.uri, for: Self.alice) == nil)
        #expect(files.sorted() == [other.id, second.id, third.id].sorted())
        let refusal = await #expect(throws: Deposits.Refusal.self) { try await put([1, 2, 3, 4, 5], in: deposits) }
        #expect(refusal?.isFull == true)
        #expect(files == [other.id])
    }

    @Test("what is not finished leaves nothing")
    func unfinished() async throws {
        let deposits = deposits(DepositLimits(bytes: 8))
        let incoming = try deposits.begin(.upload, for: Self.alice)
        try await incoming.append([1, 2, 3])
        #expect(files.count == 1)
        incoming.abandon()
        #expect(files.isEmpty)
        await #expect(throws: Deposits.Refusal.self) { try await incoming.finish() }
        do {
            let dropped = try deposits.begin(.upload, for: Self.alice)
            try await dropped.append([1, 2, 3])
        }
        #expect(files.isEmpty)
        // Nor do its bytes count any more.
        #expect(try await put([1, 2, 3, 4], in: deposits).size == 4)
    }

    @Test("folders that a crash left are removed, those in use are not")
    func leftovers() async throws {
        let one = deposits()
        let kept = try await put([1], in: one)
        try folder.makeFolder("openai-mcp-deposits-crashed")
        try folder.write("openai-mcp-deposits-crashed/kept-1", [1])
        try folder.makeFolder("somebody-else")
        let two = deposits()
        try await put([2], in: two)
        let names = folder.names(in: ".")
        #expect(names.count == 3 && names.contains("somebody-else") && !names.contains("openai-mcp-deposits-crashed"))
        #expect(try one.open(kept.uri, for: Self.alice) != nil)
    }
}

extension TemporaryFolder {
    /// The permissions of something below the folder.
    fileprivate func mode(of name: String) -> mode_t? {
        var status = stat()
        return stat("\(path)/\(name)", &status) == 0 ? status.st_mode & 0o777 : nil
    }
}
