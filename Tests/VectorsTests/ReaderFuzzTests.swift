import TestSupport
import Testing
import Vectors

/// Random files from a seed: what is written must be read back, and damage must end in rows or in an error with a line.
@Suite struct ReaderFuzzTests {
    struct Row: Equatable {
        let key: String
        let text: String
        let vector: [Float]
    }

    static func random(_ dice: inout Dice) -> [Row] {
        let dimensions = Int.random(in: 1...9, using: &dice)
        return (0..<Int.random(in: 1...6, using: &dice)).map { _ in
            Row(key: text(&dice), text: text(&dice), vector: dice.vector(dimensions, within: -2...2))
        }
    }

    static func text(_ dice: inout Dice) -> String {
        let letters = ["a", "Z", " ", "\"", "\\", "/", "[", "1]", ",", "[1,2]", "é", "漢", "😀", "{", "\n", "\r\n", ":"]
        return "t"
            + (0..<Int.random(in: 0...12, using: &dice)).map { _ in letters.randomElement(using: &dice) ?? "" }
            .joined()
    }

    static func json(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"": "\\\""
                case "\\": "\\\\"
                case "\n": "\\n"
                case "\r": "\\r"
                default: String(scalar)
                }
            }.joined() + "\""
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }

    static func jsonl(_ rows: [Row], _ dice: inout Dice) -> String {
        rows.map { row in
            let numbers = row.vector.map { "\($0)" }.joined(separator: Bool.random(using: &dice) ? "," : " , ")
            let vector = Bool.random(using: &dice) ? "[\(numbers)]" : "\"\(PackedVector.base64(of: row.vector))\""
            let members = [
                "\"id\":\(json(row.key))", "\"text\": \(json(row.text))", "\"embedding\" :\(vector)", "\"z\":[1,2]",
            ]
            return "{" + members.shuffled(using: &dice).joined(separator: ",") + "}"
        }.joined(separator: Bool.random(using: &dice) ? "\n" : "\r\n\n")
    }

    static func csv(_ rows: [Row], _ dice: inout Dice) -> String {
        let end = Bool.random(using: &dice) ? "\n" : "\r\n"
        if Bool.random(using: &dice) {
            let lines = rows.map { row in
                let numbers = row.vector.map { "\($0)" }.joined(separator: ", ")
                return "\(quoted(row.key)),\"[\(numbers)]\",\(quoted(row.text))"
            }
            return (["id,embedding,text"] + lines).joined(separator: end)
        }
        let names = (rows.first?.vector ?? []).indices.map { "d\($0)" }.joined(separator: ",")
        let lines = rows.map { row in
            quoted(row.text) + "," + row.vector.map { "\($0)" }.joined(separator: ",") + "," + quoted(row.key)
        }
        return (["content,\(names),key"] + lines).joined(separator: end) + end
    }

    static func written(_ rows: [Row], _ format: VectorFileFormat, _ dice: inout Dice) -> String {
        format == .jsonl ? jsonl(rows, &dice) : csv(rows, &dice)
    }

    @Test("what is written is read back", arguments: VectorFileFormat.allCases, 0..<60)
    func readBack(_ format: VectorFileFormat, _ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed + 1))
        let written = Self.random(&dice)
        let text = Self.written(written, format, &dice)
        let found = try rows(format, text, pieces: [Int.random(in: 1...40, using: &dice)])
        #expect(found.map { Row(key: $0.key ?? "", text: $0.text ?? "", vector: $0.vector ?? []) } == written)
    }

    @Test("damage ends in rows or in an error with a line, in pieces too", arguments: VectorFileFormat.allCases, 0..<60)
    func damage(_ format: VectorFileFormat, _ seed: Int) {
        var dice = Dice(seed: UInt64(seed + 10_001))
        for _ in 0..<20 {
            var bytes = Array(Self.written(Self.random(&dice), format, &dice).utf8)
            for _ in 0...Int.random(in: 0...3, using: &dice) where !bytes.isEmpty { Self.mutate(&bytes, &dice) }
            let ends = bytes.count { $0 == UInt8(ascii: "\n") }
            do {
                for row in try rows(format, bytes, pieces: [Int.random(in: 1...30, using: &dice)]) {
                    #expect((1...ends + 1).contains(row.line))
                    #expect(row.text != nil || row.vector != nil)
                    #expect(row.vector.map { $0.allSatisfy(\.isFinite) } ?? true)
                }
            } catch let error as VectorFileError {
                #expect((1...ends + 1).contains(error.line))
                #expect(error.column ?? 1 >= 1)
                #expect(!error.description.isEmpty)
            } catch {
                Issue.record(error)
            }
        }
    }

    static func mutate(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let position = Int.random(in: 0..<bytes.count, using: &dice)
        let marks = Array("\"\\[]{},:\n\r-.e0 ".utf8) + [0xFF, 0xEF]
        switch dice.next() % 5 {
        case 0: bytes[position] = UInt8(truncatingIfNeeded: dice.next())
        case 1: bytes[position] = marks.randomElement(using: &dice) ?? 0
        case 2: bytes.remove(at: position)
        case 3: bytes.insert(marks.randomElement(using: &dice) ?? 0, at: position)
        default: bytes.removeLast(bytes.count - position)
        }
    }
}
