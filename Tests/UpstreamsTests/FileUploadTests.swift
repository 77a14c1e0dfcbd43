import Gateway
import TestSupport
import Testing

@testable import Upstreams

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files that go out while they are read.
@Suite(.timeLimit(.minutes(3))) struct FileUploadTests {
    private let folder: TemporaryFolder
    private let content = (0..<700_003).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    init() throws { folder = try TemporaryFolder() }

    private func form(_ content: FileContent) -> Call {
        Call(upload, body: .multipart([Part("purpose", content: [65]), Part("file", filename: "f", content: content)]))
    }

    private func file(_ content: [UInt8]) throws -> OpenFile {
        try OpenFile(resolved: try folder.write("file", content))
    }

    @Test("a file arrives whole, with its length told beforehand", arguments: [1, 65_536, 262_144, 262_145, 700_003])
    func whole(_ size: Int) async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        let file = try file(Array(content[..<size]))
        let upstream = try makeUpstream(fake)
        // Twice, on the same connection: it is in good order after the first.
        for _ in 1...2 { #expect(try await upstream.send(form(.file(file))).status == 200) }
        let requests = fake.requests
        #expect(requests.map { $0.connection } == [0, 0])
        for request in requests {
            #expect(request.header("content-length") == "\(request.body.count)")
            let type = try #require(request.header("content-type"))
            let boundary = try #require(type.split(separator: "=").last)
            let head =
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nA\r\n--\(boundary)\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"
            #expect(request.body == Array(head.utf8) + content[..<size] + Array("\r\n--\(boundary)--\r\n".utf8))
        }
    }

    @Test("a stretch of a file is a part of its own")
    func stretch() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        let part = FileContent.file(try file(content)).slice(300_000..<600_000)
        _ = try await makeUpstream(fake).send(form(part))
        let body = try #require(fake.requests.first?.body)
        #expect(body.firstRange(of: content[300_000..<600_000]) != nil)
        #expect(body.count < 301_000)
    }

    @Test("a retry sends the file again from its start")
    func retry() async throws {
        let fake = try await FakeProvider.start { _, number in [.answer(number < 2 ? 503 : 200)] }
        let surroundings = Surroundings(sleep: { _ in }, random: { 0 }, now: { 0 })
        let pipeline = Pipeline([Retry(in: surroundings)], upstream: try makeUpstream(fake))
        let answer = try await pipeline.send(form(.file(try file(content))))
        #expect(answer.status == 200)
        #expect(fake.requests.count == 3)
        for request in fake.requests { #expect(request.body.firstRange(of: content) != nil) }
    }

    @Test("a file that changes its size while it is sent ends the call and says so", arguments: [500_000, 2_000_000])
    func changed(_ size: Int) async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        let file = try file(content)
        try folder.resize("file", to: size)
        let failure = await failureOf { _ = try await makeUpstream(fake).send(form(.file(file))) }
        #expect(failure?.kind == .file)
        #expect(failure?.mayHaveBeenSent == false)
        #expect(failure?.message.contains("changed its size") == true, "\(failure?.message ?? "")")
        // Half a request is none.
        #expect(fake.requests.isEmpty)
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    @Test(
        "an answer in the middle of an upload is read and reported",
        arguments: [401, 413], [true, false])
    func earlyAnswer(_ status: Int, _ closes: Bool) async throws {
        let fake = try await FakeProvider.start(atHead: true) { _, _ in
            // Closing with the rest of the upload unread resets the connection.
            [.answer(status, [], "{\"error\":{\"message\":\"No\"}}")] + (closes ? [.close] : [])
        }
        let large = try OpenFile(resolved: try folder.resize("large", to: 200 << 20))
        let upstream = try makeUpstream(fake)
        for content in [FileContent.file(large), .bytes([UInt8](repeating: 1, count: 20 << 20))] {
            let answer = try await upstream.send(form(content))
            #expect(answer.status == status)
            #expect(try await textOf(answer).contains("No"))
        }
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    @Test("a cancelled upload reads no further")
    func cancelled() async throws {
        let fake = try await FakeProvider.start(atHead: true) { _, _ in [.hang] }
        let large = try OpenFile(resolved: try folder.resize("large", to: 4 << 30))
        let upstream = try makeUpstream(fake)
        let task = Task { try await upstream.send(form(.file(large))) }
        while fake.requests.isEmpty { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    /// In a process of its own, whose memory no other test fills.
    @Test("a large file goes out in bounded memory")
    func boundedMemory() async throws {
        let child = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            try await Self.sendLargeFile()
        }
        print(String(decoding: child?.standardOutputContent ?? [], as: UTF8.self), terminator: "")
    }

    /// `LARGE_UPLOAD` is another size in bytes; five gigabytes are for a run by hand.
    private static func sendLargeFile() async throws {
        let size = getenv("LARGE_UPLOAD").flatMap { Int(String(cString: $0)) } ?? 256 << 20
        let folder = try TemporaryFolder()
        let path = try folder.resize("large", to: size)
        let provider = try await CountingProvider.start { residentMemory() }
        let upstream = try HTTPUpstream(
            Provider(name: "x", baseURL: "http://127.0.0.1:\(provider.port)/v1"), version: "1")
        let file = try OpenFile(resolved: path)
        let call = Call(upload, body: .multipart([Part("f", filename: "f", content: .file(file))]))
        let (before, clock) = (residentMemory(), ContinuousClock())
        let start = clock.now
        #expect(try await upstream.send(call).status == 200)
        let growth = (provider.peak - before) >> 20
        print("\(size >> 20) MiB sent in \(clock.now - start), memory grew by \(growth) MiB")
        fflush(nil)
        #expect(provider.bytes > size && provider.bytes < size + 1000)
        #expect(growth < 32, "\(growth) MiB")
    }
}

/// Memory of this process in bytes.
private func residentMemory() -> Int {
    let text = SharedFacts.file("/proc/self/statm").map { String(decoding: $0, as: UTF8.self) } ?? ""
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
}
