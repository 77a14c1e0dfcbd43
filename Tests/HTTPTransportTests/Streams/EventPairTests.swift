import JSON
import MCP
import Testing

@testable import HTTPTransport

/// The pair of paths of 2024-11-05.
@Suite struct EventPairTests {
    private static let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#

    private static func configure(_ configuration: inout HTTPConfiguration) {
        configuration.servesSSE = true
        configuration.drainTime = .milliseconds(50)
    }

    private func open(
        _ http: Harness, _ headers: [(String, String)] = []
    ) async throws -> (RawConnection, String) {
        let socket = try await RawConnection.open(http.port)
        try await socket.send("GET", "/sse", [("accept", "text/event-stream")] + headers)
        #expect(try await socket.waits(for: "event: endpoint\ndata: /messages?session="))
        let path = try #require(socket.text.split(whereSeparator: \.isNewline).first { $0.contains("/messages?") })
        return (socket, String(path.dropFirst(6)))
    }

    @Test func itIsOffUnlessAskedFor() async throws {
        try await Harness.run { http in
            for path in ["/sse", "/alpha/sse", "/messages?session=x"] {
                let answer = try await http.send(.GET, path, [("accept", "text/event-stream")])
                #expect(answer.status == 404)
            }
        }
    }

    @Test func aConversationGoesOverTheStream() async throws {
        try await Harness.run(Self.configure) { http in
            let (socket, path) = try await open(http)
            for (body, sign) in [
                (Message.initialize("2024-11-05"), #""protocolVersion":"2024-11-05""#),
                (Message.call("progress", id: 4, token: "t"), #""id":4"#), (Self.ping, #""id":1,"result":{}"#),
            ] {
                let accepted = try await http.post(body, to: path)
                #expect(accepted.status == 202)
                #expect(accepted.body.isEmpty)
                #expect(try await socket.waits(for: sign), "\(body)")
            }
            #expect(socket.events.compactMap { $0["params"]?["progress"]?.int } == [1, 2, 3])
            #expect(try await http.post("{", to: path).status == 202)
            #expect(try await socket.waits(for: "-32700"))
            #expect(try await http.post(Message.initialized, to: path).status == 202)
        }
    }

    @Test func itIsItsCallersAlone() async throws {
        try await Harness.run(Self.configure) { http in
            let key = ("x-api-key", "sk-1")
            let (socket, path) = try await open(http, [key])
            #expect(try await http.post(Message.call("who"), [key], to: path).status == 202)
            #expect(try await socket.waits(for: "sk-1 false"))
            for headers in [[], [("x-api-key", "sk-2")]] {
                #expect(try await http.post(Self.ping, headers, to: path).status == 404)
            }
            for path in ["/messages", "/messages?session=", "/messages?session=nobody", path + "x"] {
                #expect(try await http.post(Self.ping, [key], to: path).status == 404)
            }
        }
    }

    @Test func wrongRequestsAreRefused() async throws {
        try await Harness.run(Self.configure) { http in
            let (_, path) = try await open(http)
            #expect(try await http.send(.POST, "/sse", body: Self.ping).status == 405)
            #expect(try await http.send(.GET, path).status == 405)
            #expect(try await http.send(.GET, "/sse", [("accept", "text/html")]).status == 406)
            let typed = try await http.send(.POST, path, [("content-type", "text/plain")], body: Self.ping)
            #expect(typed.status == 415)
            #expect(try await http.send(.GET, "/sse", [("host", "evil.example")]).status == 403)
            #expect(
                try await http.send(.POST, path, [("origin", "http://evil.example")], body: Self.ping).status == 403)
        }
    }

    @Test(arguments: [true, false])
    func itEndsWithItsStream(half: Bool) async throws {
        try await Harness.run(Self.configure) { http in
            let (socket, path) = try await open(http)
            #expect(try await http.post(Message.call("sleep", #"{"ms":20000}"#), to: path).status == 202)
            #expect(try await http.witness.waits(for: "sleeping"))
            if half { try await socket.closeWriting() } else { try await socket.close() }
            #expect(try await http.witness.waits(for: "cancelled"))
            for _ in 0..<500 where try await http.post(Self.ping, to: path).status != 404 {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await http.post(Self.ping, to: path).status == 404)
        }
    }

    @Test func itEndsInGoodOrderWhenTheServerDoes() async throws {
        try await Harness.run({ $0.servesSSE = true }) { http in
            let (socket, _) = try await open(http)
            await http.group.triggerGracefulShutdown()
            #expect(try await socket.waitsForEndOfStream())
            #expect(socket.events.isEmpty)
        }
    }

    /// More at once than there are places is refused; nobody may be kept waiting on an event loop.
    @Test(.timeLimit(.minutes(1))) func aFloodOfCallsIsRefused() async throws {
        try await Harness.run(Self.configure) { http in
            let (socket, path) = try await open(http)
            #expect(try await http.post(Message.initialize("2025-03-26"), to: path).status == 202)
            let calls = (1...600).map { Message.call("sleep", #"{"ms":20000}"#, id: $0) }
            #expect(try await http.post("[\(calls.joined(separator: ","))]", to: path).status == 202)
            #expect(try await http.post(Message.call("echo", id: 1000), to: path).status == 202)
            #expect(try await socket.waits(for: #""id":1000,"error":{"code":-32603"#))
            #expect(try await http.post(Self.ping, to: path).status == 202)
            #expect(try await socket.waits(for: #""id":1,"result":{}"#))
            #expect(try await http.post(Message.list).status == 200)
        }
    }

    @Test func aClientThatDoesNotReadIsLeft() async throws {
        try await Harness.run({
            Self.configure(&$0)
            $0.requestTimeout = .seconds(3)
        }) { http in
            let deaf = try await RawConnection.open(http.port, reads: false)
            try await deaf.send("GET", "/sse", [("accept", "text/event-stream")])
            try await deaf.startReading()
            #expect(try await deaf.waits(for: "/messages?session="))
            try await deaf.stopReading()
            let path = try #require(deaf.text.split(whereSeparator: \.isNewline).first { $0.contains("/messages?") })
            let flood = Message.call("flood", #"{"steps":5000}"#, token: "f")
            #expect(try await http.post(flood, to: String(path.dropFirst(6))).status == 202)
            #expect(try await http.witness.waits(for: "flood cancelled", seconds: 10))
        }
    }
}
