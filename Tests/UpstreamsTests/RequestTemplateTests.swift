import Gateway
import Testing

@testable import Upstreams

/// The bytes of a request.
@Suite struct RequestTemplateTests {
    private func template() throws -> RequestTemplate {
        try RequestTemplate(targetPrefix: "/v1", fields: Headers([("Host", "h"), ("Accept", "a")]))
    }

    @Test func bytes() throws {
        func text(_ method: String, _ path: String, _ headers: [(String, String)] = [], _ body: [[UInt8]]? = nil) throws
            -> String
        {
            String(
                buffer: try template().request(
                    method, path, headers: Headers(headers.map { (name: $0.0, value: $0.1) }),
                    body: body.map { $0.map { .bytes($0) } }
                ).start)
        }
        #expect(try text("GET", "/x?y") == "GET /v1/x?y HTTP/1.1\r\nHost: h\r\nAccept: a\r\n\r\n")
        #expect(
            try text("POST", "/x") == "POST /v1/x HTTP/1.1\r\nHost: h\r\nAccept: a\r\nContent-Length: 0\r\n\r\n")
        #expect(
            try text("POST", "/x", [("K", "v")], [Array("ab".utf8), Array("c".utf8)])
                == "POST /v1/x HTTP/1.1\r\nHost: h\r\nAccept: a\r\nK: v\r\nContent-Length: 3\r\n\r\nabc")
        #expect(try text("GET", "/x", [("aCCept", "b")]) == "GET /v1/x HTTP/1.1\r\nHost: h\r\naCCept: b\r\n\r\n")
    }

    @Test func aLongBodyComesInSteps() throws {
        let body = [[UInt8](repeating: 1, count: 100_000), [], [UInt8](repeating: 2, count: 10)]
        let request = try template().request("POST", "/", body: body.map { .bytes($0) })
        #expect(String(buffer: request.start).hasSuffix("Content-Length: 100010\r\n\r\n"))
        var upload = try #require(request.rest)
        var pieces: [[UInt8]] = []
        while case .write(let piece) = upload.next() { pieces.append(Array(piece.readableBytesView)) }
        #expect(pieces.map { $0.count } == [65536, 34464, 10])
        #expect(pieces.flatMap { $0 } == body.flatMap { $0 })
    }

    @Test(arguments: [
        ("/a b", "k", "v"), ("/ü", "k", "v"), ("/a\r\nX: y", "k", "v"), ("/", "k", "secret\r\nX: y"),
        ("/", "k", "secret\ny"), ("/", "k", "secret\u{0}"), ("/", "k\r\n", "secret"), ("/", "", "secret"),
        ("/", "k:", "secret"), ("/", "k k", "secret"), ("/", "Content-Length", "1"), ("/", "transfer-encoding", "x"),
    ])
    func refused(_ path: String, _ name: String, _ value: String) throws {
        do {
            _ = try template().request("GET", path, headers: Headers([(name, value)]))
            Issue.record("taken")
        } catch let invalid as RequestTemplate.Invalid {
            #expect(!invalid.description.contains("secret"))
        }
        guard name != "k" || value != "v" else { return }
        #expect(throws: RequestTemplate.Invalid.self) {
            try RequestTemplate(targetPrefix: "", fields: Headers([(name, value)]))
        }
    }
}
