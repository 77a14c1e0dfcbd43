import JSON
import MCP
import Testing

@testable import HTTPTransport

@Suite struct PlainRouteTests {
    private struct Broken: Error {}

    private static let routes = [
        PlainRoute("POST", "/v1") { request in
            PlainResponse(
                status: 201, headers: [("content-type", "text/plain"), ("x-twice", "1"), ("x-twice", "2")],
                body: .bytes(
                    Array("\(request.path) \(request.query) \(request.header("x-in") ?? "-") ".utf8) + request.body))
        },
        PlainRoute("GET", "/v1/stream") { _ in
            let (stream, source) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
            for word in ["one ", "two ", "three"] { source.yield(Array(word.utf8)) }
            source.finish()
            return PlainResponse(status: 200, body: .stream(stream))
        },
        PlainRoute("GET", "/v1/broken") { _ in
            let (stream, source) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
            source.yield(Array("one ".utf8))
            source.finish(throwing: Broken())
            return PlainResponse(status: 200, body: .stream(stream))
        },
        PlainRoute("GET", "/v1/fails") { _ in throw Broken() },
    ]

    @Test func furtherRoutesAreServed() async throws {
        try await Harness.run(routes: Self.routes) { server in
            let answer = try await server.send(.POST, "/v1/a%20b?x=1&y=%41", [("X-In", "in")], body: "body")
            #expect(answer.status == 201)
            #expect(answer.body == #"/v1/a%20b [(name: "x", value: "1"), (name: "y", value: "A")] in body"#)
            #expect(answer.headers["x-twice"] == ["1", "2"])
            #expect(try await server.send(.GET, "/v1/stream").body == "one two three")
            #expect(try await server.send(.GET, "/v1/fails").status == 500)
            await #expect(throws: (any Error).self) { try await server.send(.GET, "/v1/broken") }
            let wrong = try await server.send(.PUT, "/v1/x")
            #expect(wrong.status == 405)
            #expect(wrong.headers.first(name: "allow") == "POST, OPTIONS")
            #expect(try await server.send(.GET, "/v1/stream", [("origin", "http://evil.example")]).status == 403)
            #expect(try await server.send(.OPTIONS, "/v1/x", [("origin", "http://localhost")]).status == 204)
        }
    }

    @Test func aClientThatLeavesCancelsItsRoute() async throws {
        let witness = Witness()
        let route = PlainRoute("GET", "/wait") { _ in
            witness.note("waiting")
            do { try await Task.sleep(for: .seconds(10)) } catch { witness.note("cancelled") }
            return PlainResponse(status: 200, body: .bytes([]))
        }
        try await Harness.run(routes: [route]) { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.write("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try await witness.waits(for: "waiting"))
            try await socket.close()
            #expect(try await witness.waits(for: "cancelled"))
        }
    }
}
