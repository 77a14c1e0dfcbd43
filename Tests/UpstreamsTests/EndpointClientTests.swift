import Gateway
import TestSupport
import Testing

@testable import Upstreams

/// Requests to HTTP endpoints that are no provider, over real sockets.
@Suite(.timeLimit(.minutes(1))) struct EndpointClientTests {
    private static let client = EndpointClient(version: "1.2.3")

    @Test func aRequestGoesOutAsItIs() async throws {
        let fake = try await FakeProvider.start { _, number in
            [.answer(number == 0 ? 200 : 404, [], "{\"n\":\(number)}")]
        }
        let place = "http://127.0.0.1:\(fake.port)"
        let first = try await Self.client.send(
            OutboundRequest("PUT", "\(place)/a%2Fb?q=1", headers: Headers([("X-Key", "k")]), body: Array("[1]".utf8)))
        let second = try await Self.client.send(OutboundRequest("GET", place))
        #expect(first.status == 200 && second.status == 404)
        let requests = fake.requests
        #expect(requests.map(\.method) == ["PUT", "GET"] && requests.map(\.target) == ["/a%2Fb?q=1", "/"])
        #expect(requests[0].text == "[1]" && requests[0].header("x-key") == "k")
        #expect(requests[0].header("host") == "127.0.0.1:\(fake.port)")
        #expect(requests[0].header("user-agent") == "openai-mcp/1.2.3" && requests[1].header("x-key") == nil)
    }

    @Test func redirectsAreNotFollowed() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer(302, ["Location: http://127.0.0.1:1/"])] }
        let answer = try await Self.client.send(OutboundRequest("GET", "http://127.0.0.1:\(fake.port)/"))
        #expect(answer.status == 302 && fake.requests.count == 1)
    }

    @Test func timeAndSizeAreBounded() async throws {
        let silent = try await FakeProvider.start { _, _ in [.hang] }
        let large = try await FakeProvider.start { _, _ in [.answer(200, [], String(repeating: "x", count: 5_000))] }
        await #expect {
            try await Self.client.send(
                OutboundRequest("GET", "http://127.0.0.1:\(silent.port)/", timeout: .milliseconds(50)))
        } throws: { ($0 as? UpstreamFailure)?.kind == .timeout }
        await #expect {
            try await Self.client.send(
                OutboundRequest("GET", "http://127.0.0.1:\(large.port)/", maxSize: 1_000))
        } throws: { ($0 as? UpstreamFailure)?.kind == .tooLarge }
    }

    @Test(arguments: [
        "example.com", "ftp://example.com/", "https://user@example.com/", "https:///x", "http://127.0.0.1:1/a b",
    ])
    func whatIsNoPlaceIsNotAsked(_ url: String) async {
        await #expect { try await Self.client.send(OutboundRequest("GET", url)) } throws: {
            ($0 as? UpstreamFailure)?.mayHaveBeenSent == false
        }
    }
}
