import JSON
import MCP
import Testing

@testable import HTTPTransport

/// The stream of its own that a session has until 2025-11-25.
@Suite struct SessionStreamTests {
    private static let events = ("accept", "text/event-stream")

    @Test func itTellsOfListsAndOfWhatIsFollowed() async throws {
        try await Conformance.run { http, server in
            let session = try await http.session()
            let socket = try await open(http, session)
            #expect(try await Conformance.waits(for: 1, on: server))
            let uri = "test://watched-resource"
            server.changes.publish(.resource(uri))
            server.changes.publish(.tools)
            #expect(try await socket.waits(for: "notifications/tools/list_changed"))
            #expect(try await http.post(Self.subscribe(uri), session).status == 200)
            server.changes.publish(.resource(uri))
            server.changes.publish(.prompts)
            #expect(try await socket.waits(for: "notifications/prompts/list_changed"))
            #expect(
                socket.events.map { $0["method"]?.string } == [
                    "notifications/tools/list_changed", "notifications/resources/updated",
                    "notifications/prompts/list_changed",
                ])
        }
    }

    @Test func aSecondOneTakesThePlaceOfTheFirst() async throws {
        try await Conformance.run { http, server in
            let session = try await http.session()
            let first = try await open(http, session)
            #expect(try await Conformance.waits(for: 1, on: server))
            let second = try await open(http, session)
            #expect(try await first.waitsForEndOfStream())
            #expect(try await Conformance.waits(for: 1, on: server))
            server.changes.publish(.tools)
            #expect(try await second.waits(for: "notifications/tools/list_changed"))
            #expect(first.events.isEmpty)
        }
    }

    @Test func eachSessionHasItsOwn() async throws {
        try await Conformance.run { http, server in
            let sessions = [try await http.session(), try await http.session(revision: "2025-03-26")]
            var sockets: [RawConnection] = []
            for session in sessions { sockets.append(try await open(http, session)) }
            #expect(try await Conformance.waits(for: 2, on: server))
            #expect(try await http.post(Self.subscribe("test://a"), sessions[1]).status == 200)
            server.changes.publish(.resource("test://a"))
            #expect(try await sockets[1].waits(for: "notifications/resources/updated"))
            #expect(sockets[0].events.isEmpty)
        }
    }

    @Test func itIsRefusedWhereThereIsNoSessionOrNoReader() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session()
            #expect(try await http.send(.GET, "/mcp", [Self.events]).status == 405)
            let stateless = [Self.events, ("mcp-protocol-version", "2026-07-28")]
            #expect(try await http.send(.GET, "/mcp", stateless).status == 405)
            let bare = session.filter { $0.0 != "accept" }
            for accept in ["application/json", "text/html"] {
                #expect(try await http.send(.GET, "/mcp", bare + [("accept", accept)]).status == 406)
            }
            let other = [Self.events, ("mcp-session-id", "x")]
            #expect(try await http.send(.GET, "/mcp", other).status == 404)
            #expect(try await http.send(.GET, "/mcp", session + [("x-api-key", "sk-other")]).status == 404)
        }
    }

    @Test func itEndsWithItsSession() async throws {
        try await Conformance.run { http, server in
            let session = try await http.session()
            let socket = try await open(http, session)
            #expect(try await Conformance.waits(for: 1, on: server))
            #expect(try await http.send(.DELETE, "/mcp", session).status == 204)
            #expect(try await socket.waitsForEndOfStream())
            #expect(try await Conformance.waits(for: 0, on: server))
            #expect(socket.events.isEmpty)
            #expect(try await http.send(.GET, "/mcp", session).status == 404)
        }
    }

    @Test func itEndsInGoodOrderWhenTheServerDoes() async throws {
        try await Conformance.run { http, server in
            let socket = try await open(http, try await http.session())
            #expect(try await Conformance.waits(for: 1, on: server))
            await http.group.triggerGracefulShutdown()
            #expect(try await socket.waitsForEndOfStream())
            #expect(socket.events.isEmpty)
        }
    }

    @Test(arguments: [true, false])
    func itEndsWithItsConnection(half: Bool) async throws {
        try await Conformance.run { http, server in
            let socket = try await open(http, try await http.session())
            #expect(try await Conformance.waits(for: 1, on: server))
            if half { try await socket.closeWriting() } else { try await socket.close() }
            #expect(try await Conformance.waits(for: 0, on: server))
        }
    }

    @Test func itIsKeptAlive() async throws {
        try await Conformance.run({ $0.keepAliveInterval = .milliseconds(40) }) { http, _ in
            let socket = try await open(http, try await http.session())
            let comment = ": keep-alive\n\n"
            for _ in 0..<500 where socket.text.split(separator: comment).count < 4 {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(socket.text.split(separator: comment).count >= 4)
        }
    }

    private static func subscribe(_ uri: String) -> String {
        #"{"jsonrpc":"2.0","id":4,"method":"resources/subscribe","params":{"uri":"\#(uri)"}}"#
    }

    private func open(_ http: Harness, _ session: [(String, String)]) async throws -> RawConnection {
        let socket = try await RawConnection.open(http.port)
        try await socket.send("GET", "/mcp", session.filter { $0.0 != "accept" } + [Self.events])
        #expect(try await socket.waits(for: "Content-Type: text/event-stream"))
        return socket
    }
}
