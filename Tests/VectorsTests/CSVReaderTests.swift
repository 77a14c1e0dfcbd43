import Testing
import Vectors

@Suite struct CSVReaderTests {
    struct Case: Sendable {
        let text: String
        let keys: [String?]
        let texts: [String?]
        let vectors: [[Float]?]
        let lines: [Int]
    }

    static let cases = [
        Case(text: "text\n", keys: [], texts: [], vectors: [], lines: []),
        Case(text: "text\nhello", keys: [nil], texts: ["hello"], vectors: [nil], lines: [2]),
        Case(
            text: "\u{FEFF}\"id\",Content\r\n1,\"a, \"\"b\"\"\"\r\n\r\n2,\"two\r\nlines\"\r\n3,c\r\n",
            keys: ["1", "2", "3"],
            texts: ["a, \"b\"", "two\r\nlines", "c"], vectors: [nil, nil, nil], lines: [2, 4, 6]),
        Case(
            text: "id,text,embedding\na,x,\"[1, -2.5]\"\nb,y,\" [3,4] \"\n", keys: ["a", "b"], texts: ["x", "y"],
            vectors: [[1, -2.5], [3, 4]], lines: [2, 3]),
        Case(text: "vector\n\"AACAPwAAAEA=\"\n", keys: [nil], texts: [nil], vectors: [[1, 2]], lines: [2]),
        Case(
            text: "embedding,text\n,later\n[7],now", keys: [nil, nil], texts: ["later", "now"], vectors: [nil, [7]],
            lines: [2, 3]),
        Case(
            text: "id,0,1,2\na,1,2,3\nb, 4 ,+5,.5", keys: ["a", "b"], texts: [nil, nil],
            vectors: [[1, 2, 3], [4, 5, 0.5]],
            lines: [2, 3]),
        Case(
            text: "emb_1,emb_2,note,text\n1,2,n,t\n,,n,u\n", keys: [nil, nil], texts: ["t", "u"],
            vectors: [[1, 2], nil],
            lines: [2, 3]),
        Case(text: "x1,dim0,dim1,dim2,y3\n9,1,2,3,9", keys: [nil], texts: [nil], vectors: [[1, 2, 3]], lines: [2]),
        Case(text: "custom_id,id,text\nc,i,t\n", keys: ["c"], texts: ["t"], vectors: [nil], lines: [2]),
        Case(
            text: "text,other\n\"\",x\n".replacing("\"\",x", with: "a,\"\""), keys: [nil], texts: ["a"], vectors: [nil],
            lines: [2]),
        Case(
            text: "text\n\"quoted\"\r\nlast\r", keys: [nil, nil], texts: ["quoted", "last"], vectors: [nil, nil],
            lines: [2, 3]),
    ]

    @Test("files of every kind", arguments: cases)
    func reads(_ example: Case) throws {
        let found = try rows(.csv, example.text)
        #expect(found.map(\.key) == example.keys)
        #expect(found.map(\.text) == example.texts)
        #expect(found.map(\.vector) == example.vectors)
        #expect(found.map(\.line) == example.lines)
    }

    struct Bad: Sendable {
        let text: String
        let line: Int
        let column: Int?
        let name: String?
        let reason: VectorFileError.Reason

        init(_ text: String, _ line: Int, _ column: Int?, _ name: String?, _ reason: VectorFileError.Reason) {
            (self.text, self.line, self.column, self.name, self.reason) = (text, line, column, name, reason)
        }
    }

    static let bad = [
        Bad("", 1, nil, nil, .noHeader),
        Bad("\r\n\n", 1, nil, nil, .noHeader),
        Bad("a,b\n1,2", 1, nil, nil, .noUsefulColumn(["a", "b"])),
        Bad("0.5,0.25\n", 1, nil, nil, .noUsefulColumn(["0.5", "0.25"])),
        Bad("text,id\na\n", 2, nil, nil, .fieldCount(1, expected: 2)),
        Bad("text,id\na,b\nc,d,e", 3, nil, nil, .fieldCount(3, expected: 2)),
        Bad("text\n\"\"\n", 2, nil, nil, .nothingToEmbed),
        Bad("text,id\n,1\n", 2, nil, nil, .nothingToEmbed),
        Bad("text\nab\"c\n", 2, 1, nil, .quoteInside),
        Bad("id,text\n1,\"a\"b\n", 2, 2, nil, .textAfterQuote),
        Bad("id,text\n1,\"a\"\rb\n", 2, 2, nil, .textAfterQuote),
        Bad("id,text\n1,\"a\nb\nc", 2, 2, nil, .openQuote),
        Bad("id,embedding\n1,\"[1,2]\"\n2,\"[1,x]\"\n", 3, 2, "embedding", .notAnEmbedding),
        Bad("embedding\n[1]x\n", 2, 1, "embedding", .notAnEmbedding),
        Bad("embedding\nhello\n", 2, 1, "embedding", .vector(.notBase64)),
        Bad(
            "text,Embedding\n\"a\nb\",\"[1]\"\nc,\"[1,2]\"", 4, 2, "Embedding",
            .vector(.wrongDimensions(2, expected: 1))),
        Bad("e0,e1\n1,two\n", 2, 2, "e1", .notANumber("two")),
        Bad("e0,e1\n1,\n", 2, 2, "e1", .notANumber("")),
        Bad("e0,e1\n1,nan\n", 2, 2, "e1", .notANumber("nan")),
        Bad("e0,e1\n1,0x10\n", 2, 2, "e1", .notANumber("0x10")),
        Bad("id,e0,e1\na,1,1e99\n", 2, 2, "e0", .vector(.notFinite(position: 1))),
    ]

    @Test("an error names its line and column", arguments: bad)
    func refused(_ example: Bad) throws {
        let error = #expect(throws: VectorFileError.self) { try rows(.csv, example.text) }
        #expect(error?.line == example.line)
        #expect(error?.column == example.column)
        #expect(error?.columnName == example.name)
        #expect(error?.reason == example.reason)
        #expect(error?.description.hasPrefix("line \(example.line)") == true)
    }

    @Test("a record at the limit is read, a longer one is refused")
    func limit() throws {
        let text = "text\n" + String(repeating: "x", count: 90) + "\n"
        #expect(try rows(.csv, text, limit: 90).count == 1)
        let error = #expect(throws: VectorFileError.self) { try rows(.csv, text, limit: 89) }
        #expect(error?.reason == .tooLong(limit: 89))
    }

    @Test("text that is not UTF-8 is refused")
    func invalidUTF8() throws {
        let error = #expect(throws: VectorFileError.self) { try rows(.csv, Array("id,text\n1,".utf8) + [0xFF, 0x0A]) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.column == 2)
    }
}
