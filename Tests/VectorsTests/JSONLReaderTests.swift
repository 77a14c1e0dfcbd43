import Testing
import Vectors

/// Reads a text whole and in pieces of every kind; all must give the same.
func rows(
    _ format: VectorFileFormat, _ text: String, limit: Int = 16 << 20, pieces: [Int] = [1, 2, 3, 7, 64]
) throws -> [EmbeddingRow] {
    try rows(format, Array(text.utf8), limit: limit, pieces: pieces)
}

func rows(
    _ format: VectorFileFormat, _ bytes: [UInt8], limit: Int = 16 << 20, pieces: [Int] = [1, 2, 3, 7, 64]
) throws -> [EmbeddingRow] {
    func read(_ size: Int) -> Result<[EmbeddingRow], VectorFileError> {
        var reader = VectorFileReader(format, lineLimit: limit)
        var rows: [EmbeddingRow] = []
        do throws(VectorFileError) {
            for start in stride(from: 0, to: bytes.count, by: size) {
                rows += try reader.read(bytes[start..<min(start + size, bytes.count)])
            }
            rows += try reader.finish()
            return .success(rows)
        } catch {
            return .failure(error)
        }
    }
    let whole = read(max(1, bytes.count))
    for size in pieces {
        let found = read(size)
        if found != whole {
            Issue.record("pieces of \(size) give \(found) and not \(whole): \(String(decoding: bytes, as: UTF8.self))")
        }
    }
    return try whole.get()
}

@Suite struct JSONLReaderTests {
    struct Case: Sendable {
        let text: String
        var keys: [String?] = []
        var texts: [String?] = []
        var vectors: [[Float]?] = []
        var lines: [Int]?
    }

    static let output = #"""
        {"id":"batch_req_1","custom_id":"doc-7","response":{"status_code":200,"request_id":"r","body":{"object":"list",\#
        "data":[{"object":"embedding","index":0,"embedding":[0.5,-1e-2]}],"model":"m","usage":{"total_tokens":2}}},"error":null}
        """#
    static let several = #"""
        {"custom_id":"d","response":{"status_code":200,"body":{"data":[{"index":0,"embedding":[1]},\#
        {"index":1,"embedding":"AAAAQA=="}]}}}
        """#

    static let cases = [
        Case(text: "", keys: [], texts: [], vectors: [], lines: []),
        Case(text: "[1, 2.5,-3]", keys: [nil], texts: [nil], vectors: [[1, 2.5, -3]]),
        Case(
            text: "\u{FEFF}[1]\r\n\r\n  \n[2]\n", keys: [nil, nil], texts: [nil, nil], vectors: [[1], [2]],
            lines: [1, 4]),
        Case(text: #"{"embedding":[1,2],"id":"a","text":"x"}"#, keys: ["a"], texts: ["x"], vectors: [[1, 2]]),
        Case(text: #"{"vector":[ 1 , 2 ],"key":"k","input":"i"}"#, keys: ["k"], texts: ["i"], vectors: [[1, 2]]),
        Case(text: #"{"id":12,"content":"only [1,2] text"}"#, keys: ["12"], texts: ["only [1,2] text"], vectors: [nil]),
        Case(text: #""just \"text\" \u00e9""#, keys: [nil], texts: ["just \"text\" é"], vectors: [nil]),
        Case(text: #"{"embedding":"AACAPwAAAEA="}"#, keys: [nil], texts: [nil], vectors: [[1, 2]]),
        Case(text: #"{"embedding":"zczMPQ=="}"#, keys: [nil], texts: [nil], vectors: [[0.1]]),
        Case(text: #"{"embedding":null,"text":"later"}"#, keys: [nil], texts: ["later"], vectors: [nil]),
        Case(text: #"{"\u0069d":"e","data":[3,4],"text":"t"}"#, keys: ["e"], texts: ["t"], vectors: [nil]),
        Case(
            text: #"{"custom_id":"c","method":"POST","url":"/v1/embeddings","body":{"model":"m","input":"later"}}"#,
            keys: ["c"], texts: ["later"], vectors: [nil]),
        Case(text: output, keys: ["doc-7"], texts: [nil], vectors: [[0.5, -0.01]]),
        Case(text: several, keys: ["d/0", "d/1"], texts: [nil, nil], vectors: [[1], [2]], lines: [1, 1]),
        Case(
            text: #"{"object":"list","data":[{"embedding":[1],"index":0},{"embedding":[2],"index":1}]}"#,
            keys: ["0", "1"], texts: [nil, nil], vectors: [[1], [2]], lines: [1, 1]),
        Case(
            text: #"{"meta":[[1,2],[3,[4]],{"a":[5]}],"tags":["[9]",1],"embedding":[7],"more":[8]}"#, keys: [nil],
            texts: [nil], vectors: [[7]]),
    ]

    @Test("lines of every kind", arguments: cases)
    func reads(_ example: Case) throws {
        let found = try rows(.jsonl, example.text)
        #expect(found.map(\.key) == example.keys)
        #expect(found.map(\.text) == example.texts)
        #expect(found.map(\.vector) == example.vectors)
        #expect(found.map(\.line) == example.lines ?? (0..<found.count).map { $0 + 1 })
    }

    struct Bad: Sendable {
        let text: String
        let line: Int
        let column: Int?
        let reason: VectorFileError.Reason

        init(_ text: String, _ line: Int, _ column: Int?, _ reason: VectorFileError.Reason) {
            (self.text, self.line, self.column, self.reason) = (text, line, column, reason)
        }
    }

    static let bad = [
        Bad("[1]\n{\"embedding\":[1,x]}", 2, 17, .json(.unexpectedByte(UInt8(ascii: "x")))),
        Bad("[1,NaN]", 1, 4, .json(.unexpectedByte(UInt8(ascii: "N")))),
        Bad("[1,2", 1, 5, .json(.unexpectedEnd)),
        Bad("[01]", 1, 3, .json(.invalidNumber)),
        Bad("{\"embedding\":[1,2],}", 1, 20, .json(.unexpectedByte(UInt8(ascii: "}")))),
        Bad("{\"a\":[1,2],\"b\":[3,4,5],\"embedding\":[6],x", 1, 40, .json(.unexpectedByte(UInt8(ascii: "x")))),
        Bad("[1] [2]", 1, 5, .json(.trailingBytes)),
        Bad("plain text", 1, 1, .json(.unexpectedByte(UInt8(ascii: "p")))),
        Bad("[1]\n7", 2, 1, .notARow),
        Bad("null", 1, 1, .notARow),
        Bad("{}", 1, nil, .nothingToEmbed),
        Bad("{\"embedding\":null}", 1, nil, .nothingToEmbed),
        Bad("{\"data\":[]}", 1, nil, .nothingToEmbed),
        Bad("{\"data\":[{\"embedding\":[1]},{\"x\":[2]}]}", 1, 28, .nothingToEmbed),
        Bad("[]", 1, 1, .notAnEmbedding),
        Bad("[[1,2]]", 1, 1, .notAnEmbedding),
        Bad("{\"embedding\":{\"a\":1}}", 1, 14, .notAnEmbedding),
        Bad("{\"id\":\"x\",\"vector\":[1,\"2\"]}", 1, 20, .notAnEmbedding),
        Bad("{\"embedding\":\"AAA\"}", 1, 14, .vector(.notBase64)),
        Bad("{\"embedding\":\"AAAA\"}", 1, 14, .vector(.notWholeNumbers(bytes: 3))),
        Bad("{\"embedding\":\"\"}", 1, 14, .vector(.empty)),
        Bad("{\"embedding\":\"AADAfw==\"}", 1, 14, .vector(.notFinite(position: 0))),
        Bad("[1,2]\n\n[1,2,3]", 3, 1, .vector(.wrongDimensions(3, expected: 2))),
        Bad("{\"id\":[1],\"embedding\":[0,1e39]}", 1, 23, .vector(.notFinite(position: 1))),
        Bad("[1e20]", 1, 1, .vector(.outOfRange(position: 0))),
        Bad(
            #"{"custom_id":"a","response":{"status_code":429,"body":{"error":{"message":"slow down"}}}}"#, 1, nil,
            .failedRequest("slow down")),
        Bad(
            #"{"custom_id":"a","response":null,"error":{"code":"batch_expired","message":"too late"}}"#, 1, nil,
            .failedRequest("too late")),
        Bad(#"{"custom_id":"a","response":{"status_code":500,"body":null}}"#, 1, nil, .failedRequest("status 500")),
    ]

    @Test("an error names its line and column", arguments: bad)
    func refused(_ example: Bad) throws {
        let error = #expect(throws: VectorFileError.self) { try rows(.jsonl, example.text) }
        #expect(error?.line == example.line)
        #expect(error?.column == example.column)
        #expect(error?.reason == example.reason)
        #expect(error?.description.hasPrefix("line \(example.line)") == true)
    }

    @Test("a line at the limit is read, a longer one is refused before it is kept")
    func limit() throws {
        let text = "[1]\n[" + String(repeating: " ", count: 90) + "1]"
        #expect(try rows(.jsonl, text, limit: 93).count == 2)
        let error = #expect(throws: VectorFileError.self) { try rows(.jsonl, text, limit: 92) }
        #expect(error?.reason == .tooLong(limit: 92))
        #expect(error?.line == 2)
    }

    @Test("invalid UTF-8 is refused at its byte")
    func invalidUTF8() throws {
        let error = #expect(throws: VectorFileError.self) {
            try rows(.jsonl, Array(#"{"embedding":[1,2,3],"text":""#.utf8) + [0xFF] + Array("\"}".utf8))
        }
        #expect(error?.column == 30)
        #expect(error?.reason == .json(.invalidUTF8))
    }

    @Test("names of files")
    func names() {
        #expect(VectorFileFormat(fileName: "a/b.JSONL") == .jsonl)
        #expect(VectorFileFormat(fileName: "x.ndjson") == .jsonl)
        #expect(VectorFileFormat(fileName: "x.csv") == .csv)
        #expect(VectorFileFormat(fileName: "x.txt") == nil)
        #expect(VectorFileFormat(fileName: "") == nil)
    }
}
