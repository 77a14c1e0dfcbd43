import Gateway
import Synchronization
import TestSupport
import Testing

@testable import Upstreams

@Suite(.timeLimit(.minutes(1))) struct FileFetcherTests {
    /// Fetches by plain HTTP from this machine, where the names of these tests lead.
    private func fetcher(timeout: Duration = .seconds(20)) -> FileFetcher {
        var policy = FetchPolicy(privateHosts: ["files.test", "other.test:1"])
        policy.schemes = ["http"]
        return FileFetcher(policy, timeout: timeout, version: "1") { host in
            [
                "inside.test": ["10.0.0.1"], "both.test": ["1.1.1.1", "10.0.0.1"], "files.test": ["127.0.0.1"],
                "other.test": ["127.0.0.1"],
            ][host, default: []].compactMap { IPAddress($0) }
        }
    }

    private func refusal(_ fetcher: FileFetcher, _ url: String, limit: Int = 1000) async -> String {
        do {
            _ = try await fetcher.fetch(url, limit: limit)
            Issue.record("fetched \(url)")
        } catch let failure as FileFailure {
            return failure.description
        } catch {
            Issue.record("\(error)")
        }
        return ""
    }

    @Test func aFileIsFetched() async throws {
        let fake = try await FakeProvider.start { _, _ in
            [.answer(200, [], "content", type: "text/plain; charset=utf-8")]
        }
        let url = "http://files.test:\(fake.port)/dir/report.txt?v=2#top"
        let file = try await fetcher().fetch(url, limit: 7)
        #expect(file.name == "report.txt")
        #expect(file.contentType == "text/plain")
        #expect(try file.content.bytes() == Array("content".utf8))
        let request = try #require(fake.requests.first)
        #expect(request.target == "/dir/report.txt?v=2")
        #expect(request.header("host") == "files.test:\(fake.port)")
        #expect(request.header("accept-encoding") == "identity")
        #expect(request.header("authorization") == nil)
    }

    // MARK: Where from

    @Test(arguments: [
        "http://127.0.0.1/x", "https://u:p@example.com/x", "file:///etc/passwd", "ftp://x/y", "/etc/passwd", "",
        "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/meta-data", "https://10.0.0.1/",
        "https://localhost/", "https://100.64.0.1/", "https://0.0.0.0/", "https://[::]/", "https://224.0.0.1/",
        "https://[fe80::1]/", "https://[fd00:ec2::254]/", "https://[::ffff:169.254.169.254]/",
        "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://127.1/", "https://2130706433/",
        "https://0x7f000001/", "https://0177.0.0.1/",
        "https://0/",
    ])
    func nothingOfThisMachineIsReached(_ url: String) async {
        #expect(await !refusal(FileFetcher(version: "1"), url).isEmpty)
    }

    @Test func aNameMustHavePublicAddressesOnly() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        for host in ["inside.test", "both.test", "other.test"] {
            #expect(await refusal(fetcher(), "http://\(host):\(fake.port)/").contains("not on the public internet"))
        }
        #expect(await refusal(fetcher(), "http://unknown.test/").contains("no host named"))
        #expect(fake.requests.isEmpty)
    }

    @Test(
        "what an operator may open, and what nobody may",
        arguments: [
            ("10.0.0.1", true), ("127.0.0.1", true), ("100.64.0.1", true), ("::1", true), ("fd12::1", true),
            ("::ffff:192.168.0.1", true), ("64:ff9b::a00:1", true),
            ("169.254.169.254", false), ("100.100.100.200", false), ("168.63.129.16", false), ("fe80::1", false),
            ("fd00:ec2::254", false), ("0.0.0.0", false), ("::", false), ("224.0.0.1", false), ("ff02::1", false),
            ("255.255.255.255", false), ("64:ff9b::a9fe:a9fe", false),
        ])
    func privateAddresses(_ text: String, _ canBeOpened: Bool) throws {
        let address = try #require(IPAddress(text))
        let place = try #require(ServerURL("https://files.test/x"))
        #expect(throws: FileFailure.self) { try FetchPolicy().check([address], of: place) }
        for policy in [FetchPolicy(allowsPrivate: true), FetchPolicy(privateHosts: ["files.test:443"])] {
            let isOpen = (try? policy.check([address], of: place)) != nil
            #expect(isOpen == canBeOpened)
        }
    }

    // MARK: Redirects

    @Test func redirectsAreCheckedAgain() async throws {
        let fake = try await FakeProvider.start { request, _ in
            switch request.target {
            case "/a/1": [.answer(302, ["Location: 2"])]
            case "/a/2": [.answer(301, ["Location: /3"])]
            case "/3": [.answer(307, ["Location: http://\(request.header("host") ?? "")/4"])]
            case "/4": [.answer(308, ["Location: ?a=b://c"])]
            case "/4?a=b://c": [.answer(303, ["Location: //\(request.header("host") ?? "")/5"])]
            case "/5": [.answer(200, [], "there")]
            case "/inside": [.answer(302, ["Location: http://inside.test/"])]
            case "/address": [.answer(302, ["Location: http://169.254.169.254/latest"])]
            case "/user": [.answer(302, ["Location: http://u:p@files.test/"])]
            case "/file": [.answer(302, ["Location: file:///etc/passwd"])]
            case "/data": [.answer(302, ["Location: data:text/plain,x"])]
            case "/ftp": [.answer(302, ["Location: ftp://files.test/"])]
            default: [.answer(302, ["Location: /loop"])]
            }
        }
        let base = "http://files.test:\(fake.port)"
        #expect(try await fetcher().fetch("\(base)/a/1", limit: 1000).content.bytes() == Array("there".utf8))
        for (path, reason) in [
            ("inside", "not on the public internet"), ("address", "never fetched"), ("user", "no user name"),
            ("file", "cannot be read"), ("data", "cannot be read"), ("ftp", "not 'ftp'"),
            ("loop", "redirects more than 5 times"),
        ] {
            let sentence = await refusal(fetcher(), "\(base)/\(path)")
            #expect(sentence.contains(reason), "\(sentence)")
        }
    }

    @Test func aSecureURLDoesNotLeadToAnInsecureOne() {
        #expect(throws: FileFailure.self) { try FetchPolicy().place("http://example.com/") }
    }

    @Test("a name that changes its address after the check is asked at the address that was checked")
    func rebinding() async throws {
        let fake = try await FakeProvider.start { request, _ in
            [request.target == "/again" ? .answer(302, ["Location: /"]) : .answer(200, [], "public")]
        }
        let lookups = Mutex(0)
        var policy = FetchPolicy(privateHosts: ["files.test"])
        policy.schemes = ["http"]
        let fetcher = FileFetcher(policy, timeout: .seconds(20), version: "1") { _ in
            let count = lookups.withLock { count in
                count += 1
                return count
            }
            return [IPAddress(count == 1 ? "127.0.0.1" : "169.254.169.254")].compactMap { $0 }
        }
        let base = "http://files.test:\(fake.port)"
        #expect(try await fetcher.fetch("\(base)/", limit: 1000).content.count == 6)
        #expect(lookups.withLock { $0 } == 1)
        lookups.withLock { $0 = 0 }
        #expect(await refusal(fetcher, "\(base)/again").contains("never fetched"))
        #expect(lookups.withLock { $0 } == 2)
        #expect(fake.requests.map { $0.target } == ["/", "/again"])
    }

    @Test("a host is asked at its next address where the first takes no connection")
    func severalAddresses() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer(200, [], "there")] }
        var policy = FetchPolicy(allowsPrivate: true)
        policy.schemes = ["http"]
        let fetcher = FileFetcher(policy, timeout: .seconds(20), version: "1") { _ in
            ["127.0.0.2", "127.0.0.1"].compactMap { IPAddress($0) }
        }
        #expect(try await fetcher.fetch("http://files.test:\(fake.port)/", limit: 1000).content.count == 5)
    }

    // MARK: Size and time

    @Test func sizeIsBounded() async throws {
        let fake = try await FakeProvider.start { request, _ in
            switch request.target {
            case "/fits": [.answer(200, [], String(repeating: "x", count: 1000))]
            case "/big": [.answer(200, [], String(repeating: "x", count: 1001))]
            case "/huge": [.send("HTTP/1.1 200 OK\r\nContent-Length: 5368709120\r\n\r\n"), .hang]
            case "/endless": [.streamHead] + (0..<100).map { _ in .chunk(String(repeating: "x", count: 100)) } + [.hang]
            case "/page": [.answer(404, [], String(repeating: "x", count: 2 << 20))]
            default: [.answer(404)]
            }
        }
        let base = "http://files.test:\(fake.port)"
        #expect(try await fetcher().fetch("\(base)/fits", limit: 1000).content.count == 1000)
        for path in ["big", "huge", "endless"] {
            #expect(await refusal(fetcher(), "\(base)/\(path)").contains("larger than the 1000 bytes"))
        }
        #expect(await refusal(fetcher(), "\(base)/missing").contains("status 404"))
        #expect(await !refusal(fetcher(), "\(base)/page").isEmpty)
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    @Test(
        "a length that is wrong either way is an error",
        arguments: [
            ([.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .close], "closed the connection"),
            ([.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nmore"), .close], "sent more than"),
            ([.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nmore"), .close], "is not HTTP"),
            ([.send("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nmore"), .close], "is not HTTP"),
            ([.streamHead, .chunk("half"), .close], "closed the connection"),
        ] as [([FakeProvider.Step], String)])
    func wrongLength(_ steps: [FakeProvider.Step], _ reason: String) async throws {
        let fake = try await FakeProvider.start { _, _ in steps }
        let sentence = await refusal(fetcher(), "http://files.test:\(fake.port)/")
        #expect(sentence.contains(reason), "\(sentence)")
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    @Test("what is compressed unasked is refused before it is read", arguments: ["gzip", "br", "deflate", "x, gzip"])
    func compressed(_ coding: String) async throws {
        let fake = try await FakeProvider.start { _, _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: 10\r\n\r\n"), .hang]
        }
        #expect(await refusal(fetcher(), "http://files.test:\(fake.port)/").contains("compressed (\(coding))"))
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    @Test("time is bounded, for silence, a slow drip and many redirects", arguments: ["/silent", "/drip", "/turns"])
    func time(_ path: String) async throws {
        let fake = try await FakeProvider.start { request, _ in
            switch request.target {
            case "/drip":
                [.streamHead]
                    + (0..<2000).flatMap { _ in [.wait(.milliseconds(20)), .chunk("x")] as [FakeProvider.Step] }
            case "/turns": [.wait(.milliseconds(200)), .answer(302, ["Location: /turns"])]
            default: [.hang]
            }
        }
        let sentence = await refusal(
            fetcher(timeout: .milliseconds(500)), "http://files.test:\(fake.port)\(path)", limit: 10_000)
        #expect(sentence.contains("did not arrive within 0.5 seconds"), "\(sentence)")
        await fake.waitUntilOpenConnections(atMost: 0)
    }

    @Test func cancellingEndsAFetch() async throws {
        let fake = try await FakeProvider.start { _, _ in [.streamHead, .chunk("x"), .hang] }
        let task = Task { try await fetcher().fetch("http://files.test:\(fake.port)/", limit: 1000) }
        while fake.requests.isEmpty { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await fake.waitUntilOpenConnections(atMost: 0)
    }
}
