import Gateway
import TestSupport
import Testing

@testable import Upstreams

@Suite(.timeLimit(.minutes(1))) struct FileFetcherTests {
    /// Lets the loopback address and plain HTTP through, so that a test can serve files.
    private func fetcher(limit: Int = 1000, timeout: Duration = .seconds(5)) -> FileFetcher {
        var guardrails = FileFetcher.Guardrails()
        guardrails.schemes = ["http"]
        guardrails.allows = { $0.isLoopback }
        guardrails.resolve = { host in
            ["inside.test": ["10.0.0.1"], "both.test": ["127.0.0.1", "10.0.0.1"], "files.test": ["127.0.0.1"]][
                host, default: []
            ]
            .compactMap { IPAddress($0) }
        }
        return FileFetcher(
            limit: limit, timeout: timeout, version: "1", proxies: ProxySettings(), authorityFile: nil,
            guardrails: guardrails)
    }

    private func refusal(_ fetcher: FileFetcher, _ url: String) async -> String {
        do {
            _ = try await fetcher.fetch(url)
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
        let file = try await fetcher().fetch("http://files.test:\(fake.port)/dir/report.txt?v=2#top")
        #expect(file.name == "report.txt")
        #expect(file.contentType == "text/plain")
        #expect(String(decoding: file.content, as: UTF8.self) == "content")
        let request = try #require(fake.requests.first)
        #expect(request.target == "/dir/report.txt?v=2")
        #expect(request.header("host") == "files.test:\(fake.port)")
        #expect(request.header("authorization") == nil)
    }

    @Test(arguments: [
        "http://127.0.0.1/x", "https://u:p@example.com/x", "file:///etc/passwd", "ftp://x/y", "/etc/passwd", "",
        "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/meta-data", "https://10.0.0.1/",
        "https://localhost/",
        "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://127.1/", "https://2130706433/",
        "https://0x7f000001/",
        "https://0/",
    ])
    func nothingOfThisMachineIsReached(_ url: String) async {
        #expect(await !refusal(FileFetcher(version: "1"), url).isEmpty)
    }

    @Test func aNameMustHavePublicAddressesOnly() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer()] }
        for host in ["inside.test", "both.test"] {
            #expect(await refusal(fetcher(), "http://\(host):\(fake.port)/").contains("not on the public internet"))
        }
        #expect(await refusal(fetcher(), "http://unknown.test/").contains("no host named"))
        #expect(fake.requests.isEmpty)
    }

    @Test func redirectsAreCheckedAgain() async throws {
        let fake = try await FakeProvider.start { request, _ in
            switch request.target {
            case "/a/1": [.answer(302, ["Location: 2"])]
            case "/a/2": [.answer(301, ["Location: /3"])]
            case "/3":
                [
                    .answer(
                        307,
                        ["Location: http://files.test:\(request.header("host")?.split(separator: ":").last ?? "")/4"])
                ]
            case "/4": [.answer(200, [], "there")]
            case "/inside": [.answer(302, ["Location: http://inside.test/"])]
            case "/file": [.answer(302, ["Location: file:///etc/passwd"])]
            default: [.answer(302, ["Location: /loop"])]
            }
        }
        let base = "http://files.test:\(fake.port)"
        #expect(try await fetcher().fetch("\(base)/a/1").content == Array("there".utf8))
        #expect(await refusal(fetcher(), "\(base)/inside").contains("not on the public internet"))
        #expect(await refusal(fetcher(), "\(base)/file").contains("cannot be read"))
        #expect(await refusal(fetcher(), "\(base)/loop").contains("redirects more than 3 times"))
    }

    @Test func sizeAndTimeAreBounded() async throws {
        let fake = try await FakeProvider.start { request, _ in
            switch request.target {
            case "/big": [.answer(200, [], String(repeating: "x", count: 1001))]
            case "/endless": [.streamHead] + (0..<100).map { _ in .chunk(String(repeating: "x", count: 100)) } + [.hang]
            case "/missing": [.answer(404)]
            default: [.hang]
            }
        }
        let base = "http://files.test:\(fake.port)"
        #expect(await refusal(fetcher(), "\(base)/big").contains("larger than the 1000 bytes"))
        #expect(await refusal(fetcher(), "\(base)/endless").contains("larger than the 1000 bytes"))
        #expect(await refusal(fetcher(), "\(base)/missing").contains("status 404"))
        #expect(await refusal(fetcher(timeout: .milliseconds(200)), "\(base)/slow").contains("in time") == false)
        #expect(await refusal(fetcher(timeout: .milliseconds(200)), "\(base)/slow").contains("within 0.2 s"))
        await fake.waitUntilOpenConnections(atMost: 0)
    }
}
