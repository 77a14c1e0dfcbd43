import NIOCore
import Testing

@testable import Upstreams

/// Responses as text in, what is read in them out; however the bytes are cut.
@Suite struct ResponseParserTests {
    /// What a parser reads: status, framing, body, how it ended and what is left over.
    private func read(_ text: String, cut: Int, answersHead: Bool = false, closes: Bool = true) -> String {
        var parser = ResponseParser()
        parser.begin(answersHead: answersHead)
        var buffer = ByteBuffer()
        var log = ""
        var body = ""
        var isWhole = false
        let bytes = Array(text.utf8)
        do throws(Malformed) {
            for start in stride(from: 0, to: bytes.count, by: cut) {
                buffer.writeBytes(bytes[start..<min(start + cut, bytes.count)])
                while let event = try parser.next(&buffer) {
                    switch event {
                    case .head(let head):
                        log += "\(head.status) \(head.framing)\(head.keepsAlive ? "" : " last")"
                        for field in head.headers.fields where field.name.hasPrefix("x-") {
                            log += " \(field.name)=\(field.value)"
                        }
                    case .body(let piece): body += String(buffer: piece)
                    case .end: isWhole = true
                    }
                }
            }
        } catch { return "malformed" }
        if !isWhole, closes { isWhole = parser.closed() }
        return "\(log) '\(body)' \(isWhole ? "whole" : "cut")\(buffer.readableBytes > 0 && isWhole ? " +" : "")"
    }

    @Test(
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "200 length(5) 'hello' whole"),
            ("HTTP/1.1 200\r\ncontent-length:0\r\n\r\n", "200 length(0) '' whole"),
            ("HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", "200 length(2) 'hi' whole"),
            (
                "HTTP/1.1 200 OK\r\nx-a:  b c\t\r\nx-e:\r\nContent-Length: 0\r\n\r\n",
                "200 length(0) x-a=b c x-e= '' whole"
            ),
            ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "200 length(5) 'hell' cut"),
            ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nhello", "200 length(1) 'h' whole +"),
            ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nh", "200 length(1) 'h' whole"),
            ("HTTP/1.1 200 OK\r\n\r\nall of it", "200 untilClose last 'all of it' whole"),
            ("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", "200 length(1) last 'x' whole"),
            ("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\nx", "200 length(1) 'x' whole"),
            ("HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 1\r\n\r\nx", "200 length(1) last 'x' whole"),
            ("HTTP/1.1 204 No\r\nContent-Length: 9\r\n\r\n", "204 length(0) '' whole"),
            ("HTTP/1.1 304 No\r\n\r\n", "304 length(0) '' whole"),
            (
                "HTTP/1.1 100 C\r\n\r\nHTTP/1.1 103 H\r\nx-a: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
                "200 length(1) 'x' whole"
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n00A;x=\"y\"\r\n0123456789\r\n0\r\n\r\n",
                "200 chunked 'hello0123456789' whole"
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n1 \r\nx\r\n0\r\nX-T: a\r\nY: b\r\n\r\n",
                "200 chunked 'x' whole"
            ),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "200 chunked 'hello' cut"),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", "200 chunked 'x' cut"),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                "200 chunked last '' whole"
            ),
            ("HTTP/1.1 200 OK\r\nContent-", " '' cut"),
            ("", " '' cut"),
        ] as [(String, String)])
    func responses(_ text: String, _ expected: String) {
        for cut in [1, 2, 3, 7, 1000] { #expect(read(text, cut: cut) == expected, "cut every \(cut)") }
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "\r\nHTTP/1.1 200 OK\r\n\r\n", "http/1.1 200 OK\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/1.2 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA b: x\r\n\r\n", "HTTP/1.1 200 OK\r\nA : x\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: x\r\n folded\r\n\r\n", "HTTP/1.1 200 OK\r\nA: x\ry\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: \u{0}\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "HTTP/1.1 101 Switching\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnothex\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n",
    ])
    func malformed(_ text: String) {
        for cut in [1, 5, 1000] { #expect(read(text, cut: cut) == "malformed", "cut every \(cut)") }
    }

    @Test func whatDoesNotEndIsMalformed() {
        let long = String(repeating: "x", count: 70_000)
        #expect(read("HTTP/1.1 200 OK\r\nA: \(long)", cut: 1000) == "malformed")
        #expect(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;\(long)", cut: 1000) == "malformed")
        let trailers = String(repeating: "A: 0123456789\r\n", count: 6000)
        #expect(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\(trailers)", cut: 1000) == "malformed")
    }

    @Test func anAnswerToHEADHasNoBody() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
        #expect(read(text, cut: 1000, answersHead: true) == "200 length(0) '' whole")
    }

    @Test func whateverComesNothingTraps() {
        var generator = SystemRandomNumberGenerator()
        let seeds = [
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n",
        ]
        for _ in 0..<2000 {
            var bytes = Array(seeds[Int.random(in: 0...1, using: &generator)].utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            var parser = ResponseParser()
            parser.begin()
            var buffer = ByteBuffer(bytes: bytes)
            var rounds = 0
            while (try? parser.next(&buffer)) != nil { rounds += 1 }
            #expect(rounds <= bytes.count)
        }
    }
}
