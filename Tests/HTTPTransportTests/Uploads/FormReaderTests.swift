import Testing

@testable import HTTPTransport

@Suite struct FormReaderTests {
    /// What is read of a body that comes in pieces of a size; content joined.
    private func read(_ body: String, by size: Int) throws -> [FormReader.Event] {
        var reader = try #require(FormReader(boundary: "B"))
        var events: [FormReader.Event] = []
        let bytes = Array(body.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            for event in try reader.read(Array(bytes[start..<min(bytes.count, start + size)])) {
                if case .content(let more) = event, case .content(let before)? = events.last {
                    events[events.count - 1] = .content(before + more)
                } else {
                    events.append(event)
                }
            }
        }
        return events
    }

    private func content(_ text: String) -> FormReader.Event { .content(Array(text.utf8)) }

    @Test("parts come whole, however the body is cut", arguments: [1, 2, 3, 7, 1_000])
    func parts(_ size: Int) throws {
        let body =
            "preamble\r\n--B  \r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nuser_data\r\n--B\r\n"
            + "content-disposition: form-data; name=\"file\"; filename=\"a b.txt\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            + "one\r\n--\r\n-B\r\n--Bx\r\ntwo\r\n--B--\r\nepilogue\r\n--B\r\n"
        // A longer line that begins with the boundary is no boundary of ours to judge: it is refused.
        #expect(throws: FormReader.Malformed.self) { try read(body, by: size) }
        let events = try read(body.replacing("\r\n--Bx", with: "\r\n-Bx"), by: size)
        #expect(
            events == [
                .part(.init(name: "purpose")), content("user_data"),
                .part(.init(name: "file", filename: "a b.txt", contentType: "text/plain")),
                content("one\r\n--\r\n-B\r\n-Bx\r\ntwo"), .end,
            ])
    }

    @Test("empty parts, parts without a head, and a boundary at the start", arguments: [1, 5, 1_000])
    func edges(_ size: Int) throws {
        #expect(
            try read("--B\r\n\r\nx\r\n--B\r\nContent-Type: a/b\r\n\r\n\r\n--B--", by: size) == [
                .part(.init()), content("x"), .part(.init(contentType: "a/b")), .end,
            ])
        #expect(try read("--B--", by: size) == [.end])
        #expect(try read("nothing", by: size) == [])
        #expect(try read("--B\r\nContent-Type: a/b\r\n\r\nhalf", by: size) == [.part(.init(contentType: "a/b"))])
    }

    @Test(
        "what cannot be read is refused",
        arguments: [
            "--Bad\r\n", "--B\r\nX: \(String(repeating: "y", count: 20_000))",
            "--B\(String(repeating: " ", count: 20_000))",
        ])
    func malformed(_ body: String) throws {
        #expect(throws: FormReader.Malformed.self) { try read(body, by: 1_000) }
    }

    @Test("of a large part no more is held than a boundary is long")
    func bounded() throws {
        var reader = try #require(FormReader(boundary: "B"))
        var size = 0
        _ = try reader.read(Array("--B\r\nContent-Type: a/b\r\n\r\n".utf8))
        for _ in 0..<100 {
            for case .content(let bytes) in try reader.read(Array(repeating: 0x0D, count: 10_000)) {
                size += bytes.count
            }
        }
        #expect(1_000_000 - size < 8)
    }

    @Test("there are boundaries that cannot be", arguments: ["", String(repeating: "x", count: 71), "a\r\nb", "é"])
    func boundaries(_ text: String) { #expect(FormReader(boundary: text) == nil) }

    @Test(
        "names in headers",
        arguments: [
            (#"form-data; name="f"; filename="a;b.txt""#, "a;b.txt"), (#"attachment; filename=plain.txt"#, "plain.txt"),
            (#"attachment; filename="x\"y\\z.txt""#, #"x"y\z.txt"#),
            (#"attachment; filename="C:\dir\f.txt""#, #"C:\dir\f.txt"#),
            (#"attachment; filename="a.txt"; filename*=UTF-8''%c3%bc.txt"#, "ü.txt"),
            (#"attachment; filename*=latin1''%fc.txt; filename=b"#, "b"), (#"attachment; filename*=utf-8''%zz"#, nil),
            ("attachment", nil), ("attachment; filename", nil), (#"attachment; filename="open"#, "open"), ("", nil),
            (#"attachment; filename = "a" ; x=y"#, "a"), (#"form-data; filename="""#, ""),
        ] as [(String, String?)])
    func filenames(_ header: String, _ name: String?) { #expect(HeaderParameters(header).filename == name) }
}
