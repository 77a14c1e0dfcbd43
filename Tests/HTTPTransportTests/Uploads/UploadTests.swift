import AsyncHTTPClient
import JSON
import NIOCore
import Testing

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(2))) struct UploadTests {
    private static let png = [("content-type", "image/png")]

    private static func form(_ parts: [(head: String, content: String)], end: String = "--B--\r\n") -> String {
        parts.map { "--B\r\n\($0.head)\r\n\r\n\($0.content)\r\n" }.joined() + end
    }

    private static let formType = [("content-type", "multipart/form-data; boundary=B")]
    private static let file =
        #"Content-Disposition: form-data; name="file"; filename="a.txt""# + "\r\nContent-Type: text/plain"

    // MARK: What is taken

    @Test("a file is taken for its caller, and told what stands for it")
    func takes() async throws {
        let sink = MemorySink()
        try await Harness.run(uploads: sink) { server in
            let answer = try await server.send(
                .POST, "/uploads", Self.png + [("x-filename", "caf%C3%A9.png"), ("x-api-key", "k1")], body: "bytes")
            #expect(answer.status == 201)
            #expect(answer.type == "application/json")
            #expect(
                answer.body
                    == #"{"uri":"upload://1","bytes":5,"sha256":"abc","mime_type":"image/png","name":"café.png","expires_at":1700003600}"#
            )
            _ = try await server.send(.POST, "/uploads", Self.png + [("x-api-key", "k2")], body: "other")
        }
        #expect(sink.kept.map { String(decoding: $0.content, as: UTF8.self) } == ["bytes", "other"])
        #expect(sink.kept[0].head == UploadHead(name: "café.png", mediaType: "image/png"))
        #expect(sink.kept[0].caller.hasPrefix("key-") && sink.kept[0].caller != sink.kept[1].caller)
        #expect(sink.abandoned == 0)
    }

    @Test(
        "its name and type come in headers or in a form",
        arguments: [
            ([("content-type", "text/csv; charset=utf-8")], "x", UploadHead(mediaType: "text/csv")),
            (
                [("content-type", "TEXT/CSV"), ("content-disposition", #"attachment; filename="../a.csv""#)], "x",
                UploadHead(name: "../a.csv", mediaType: "text/csv")
            ),
            (png + [("x-filename", "100%")], "x", UploadHead(name: "100%", mediaType: "image/png")),
            (formType, form([(file, "x")]), UploadHead(name: "a.txt", mediaType: "text/plain")),
            (
                formType, form([(#"Content-Disposition: form-data; name="purpose""#, "batch"), (file, "x")]),
                UploadHead(name: "a.txt", mediaType: "text/plain")
            ),
            (
                [("content-type", #"Multipart/Form-Data; boundary="B""#)],
                form([(file.replacing("text/plain", with: "nonsense"), "x"), ("X: y", "after")]),
                UploadHead(name: "a.txt")
            ),
        ] as [([(String, String)], String, UploadHead)])
    func heads(_ headers: [(String, String)], _ body: String, _ head: UploadHead) async throws {
        let sink = MemorySink()
        try await Harness.run(uploads: sink) { server in
            let answer = try await server.send(.POST, "/uploads", headers, body: body)
            #expect(answer.status == 201, "\(answer.body)")
        }
        #expect(sink.kept.map(\.head) == [head])
        #expect(sink.kept.map(\.content) == [Array("x".utf8)])
    }

    @Test("chunks without a length are taken, and a client that asks first is told to go on")
    func chunked() async throws {
        let sink = MemorySink()
        try await Harness.run(uploads: sink) { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.write(
                "POST /uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n"
                    + "Expect: 100-continue\r\n\r\n")
            #expect(try await socket.waits(for: "100 Continue"))
            try await socket.write("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
            #expect(try await socket.waits(for: "201 Created"))
        }
        #expect(sink.kept.map(\.content) == [Array("abcde".utf8)])
    }

    @Test("the limit of a message does not hold, that of an upload does, to the byte")
    func limits() async throws {
        let sink = MemorySink()
        try await Harness.run(
            {
                $0.bodyLimit = 10
                $0.uploadLimit = 1_000
            }, uploads: sink
        ) { server in
            let (fits, large) = (String(repeating: "x", count: 1_000), String(repeating: "x", count: 1_001))
            #expect(try await server.send(.POST, "/uploads", Self.png, body: fits).status == 201)
            #expect(
                try await server.send(.POST, "/uploads", Self.formType, body: Self.form([(Self.file, fits)])).status
                    == 201)
            for (headers, body) in [(Self.png, large), (Self.formType, Self.form([(Self.file, large)]))] {
                let answer = try await server.send(.POST, "/uploads", headers, body: body)
                #expect(answer.status == 413)
                #expect(answer.json?["error"]?["message"]?.string?.contains("1000 bytes at most") == true)
            }
            // Whoever does not say how much comes is stopped on the way.
            let socket = try await RawConnection.open(server.port)
            try await socket.write(
                "POST /uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3e9\r\n\(large)\r\n")
            #expect(try await socket.waits(for: " 413 "))
            #expect(try await socket.waitsForEnd())
        }
        #expect(sink.kept.count == 2)
    }

    // MARK: What is not

    @Test(
        "errors are JSON that says what to do",
        arguments: [
            ([], "x", 415, "Say what the file is in Content-Type"),
            ([("content-type", "png")], "x", 415, "Content-Type"),
            ([("content-type", "application/x-www-form-urlencoded")], "x", 415, "A form of this type has no file"),
            ([("content-type", "multipart/mixed; boundary=B")], "x", 415, "only multipart/form-data"),
            ([("content-type", "multipart/form-data")], "x", 415, "needs a boundary"),
            (png + [("content-encoding", "gzip")], "x", 415, "without Content-Encoding"),
            (png, "", 400, "The body is empty"), (formType, form([]), 400, "The form has no file"),
            (formType, form([(#"Content-Disposition: form-data; name="a""#, "x")]), 400, "The form has no file"),
            (formType, form([(file, "")]), 400, "The file is empty"),
            (formType, form([(file, "x"), (file, "y")]), 400, "Send one file"),
            (formType, form([(file, "x")], end: ""), 400, "ends before its last boundary"),
            (formType, form([(file, "x")], end: "--Bad\r\n"), 400, "The form cannot be read"),
            (png + [("origin", "http://evil.example")], "x", 403, "Origin"),
            (png + [("host", "evil.example")], "x", 403, "Host"),
            (png + [("x-api-key", "a"), ("authorization", "Bearer b")], "x", 400, "two different provider keys"),
        ] as [([(String, String)], String, Int, String)])
    func refusals(_ headers: [(String, String)], _ body: String, _ status: Int, _ sentence: String) async throws {
        let sink = MemorySink()
        try await Harness.run(uploads: sink) { server in
            let answer = try await server.send(.POST, "/uploads", headers, body: body)
            #expect(answer.status == status)
            #expect(answer.type == "application/json")
            #expect(answer.json?["error"]?["message"]?.string?.contains(sentence) == true, "\(answer.body)")
            #expect(answer.json?["jsonrpc"] == nil)
        }
        #expect(sink.kept.isEmpty)
    }

    @Test("a request without a body is asked for its length")
    func length() async throws {
        try await Harness.run(uploads: MemorySink()) { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.write("POST /uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n\r\n")
            #expect(try await socket.waits(for: "411 Length Required"))
            #expect(try await socket.waits(for: "with Content-Length or in chunks"))
        }
    }

    @Test("who may not call may not upload, and only POST is taken")
    func access() async throws {
        let sink = MemorySink()
        let digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
        try await Harness.run({ $0.callers.tokens = try? CallerTokens(parsing: "alice \(digest)") }, uploads: sink) {
            server in
            #expect(try await server.send(.POST, "/uploads", Self.png, body: "x").status == 401)
            let known = Self.png + [("authorization", "Bearer foo")]
            #expect(try await server.send(.POST, "/uploads", known, body: "x").status == 201)
            #expect(try await server.send(.GET, "/uploads").status == 405)
            let preflight = try await server.send(
                .OPTIONS, "/uploads", [("origin", "http://localhost"), ("access-control-request-method", "POST")])
            #expect(preflight.status == 204)
            #expect(preflight.headers.first(name: "access-control-allow-headers")?.contains("x-filename") == true)
        }
        #expect(sink.kept.map(\.caller) == ["alice"])
        try await Harness.run { server in
            let answer = try await server.send(.POST, "/uploads", Self.png, body: "x")
            #expect(answer.status == 404)
        }
    }

    @Test("what the sink refuses is told")
    func full() async throws {
        try await Harness.run(uploads: MemorySink(refusing: UploadRefused(status: 507, "No room."))) { server in
            let answer = try await server.send(.POST, "/uploads", Self.png, body: "x")
            #expect(answer.status == 507)
            #expect(answer.body == #"{"error":{"message":"No room."}}"#)
        }
    }

    @Test("there are not too many at once")
    func crowd() async throws {
        let sink = MemorySink()
        try await Harness.run({ $0.maxUploads = 1 }, uploads: sink) { server in
            sink.hold()
            async let first = server.send(.POST, "/uploads", Self.png, body: "x")
            for _ in 0..<500 where sink.taken == 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(try await server.send(.POST, "/uploads", Self.png, body: "y").status == 503)
            sink.letGo()
            #expect(try await first.status == 201)
            #expect(try await server.send(.POST, "/uploads", Self.png, body: "y").status == 201)
        }
    }

    // MARK: What stops on the way

    @Test(
        "half an upload leaves nothing",
        arguments: [
            "Content-Length: 100\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
            "Transfer-Encoding: chunked\r\n\r\n64\r\nabc",
        ])
    func half(_ rest: String) async throws {
        let sink = MemorySink()
        try await Harness.run(uploads: sink) { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.write("POST /uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n\(rest)")
            for _ in 0..<500 where sink.taken < 3 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(sink.taken == 3)
            try await socket.close()
            for _ in 0..<500 where sink.abandoned == 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(sink.abandoned == 1)
        }
        #expect(sink.kept.isEmpty)
    }

    @Test("an upload that goes on may last, one that stops is ended")
    func stalls() async throws {
        let sink = MemorySink()
        try await Harness.run({ $0.requestTimeout = .seconds(6) }, uploads: sink) { server in
            let head =
                "POST /uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 8\r\n\r\n"
            let (slow, stuck) = (try await RawConnection.open(server.port), try await RawConnection.open(server.port))
            try await slow.write(head)
            try await stuck.write(head + "ab")
            for piece in ["x", "x", "x", "x", "xxxx"] {
                try await Task.sleep(for: .seconds(1))
                try await slow.write(piece)
            }
            #expect(try await slow.waits(for: "201 Created"))
            #expect(try await stuck.waits(for: "408 Request Timeout"))
            #expect(try await stuck.waitsForEnd())
        }
        #expect(sink.abandoned == 1)
    }

    @Test("even one that goes on is not waited for without end")
    func endless() async throws {
        let sink = MemorySink()
        try await Harness.run(
            {
                $0.requestTimeout = .seconds(3)
                $0.uploadTimeout = .seconds(4)
            }, uploads: sink
        ) { server in
            let socket = try await RawConnection.open(server.port)
            try await socket.write(
                "POST /uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 10000\r\n\r\n")
            for _ in 0..<200 where socket.text.isEmpty {
                try? await socket.write("x")
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(socket.text.contains("408 Request Timeout"))
        }
        #expect(sink.abandoned == 1)
    }

    @Test("a client sends no faster than its file is written")
    func backPressure() async throws {
        let sink = MemorySink()
        let (piece, count) = (ByteBuffer(repeating: 0x61, count: 1 << 20), 256)
        try await Harness.run(uploads: sink) { server in
            sink.hold()
            let sent = Counter()
            var request = HTTPClientRequest(url: "http://127.0.0.1:\(server.port)/uploads")
            request.method = .POST
            request.headers.add(name: "content-type", value: "text/plain")
            request.body = .stream(Pieces(piece: piece, count: count, sent: sent), length: .unknown)
            let client = server.client
            async let answer = client.execute(request, timeout: .seconds(60))
            // What fits into the buffers of both sides goes out, and no more.
            var last = -1
            while last != sent.value || last < 1 {
                last = sent.value
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(sent.value < count / 2)
            #expect(sink.taken <= 1 << 20)
            sink.letGo()
            #expect(try await answer.status == .created)
        }
        #expect(sink.kept.map(\.content.count) == [count << 20])
    }
}
