import JSON
import TestSupport
import Testing

/// Random texts from a seed that is printed on failure: what parses must read back the same, and nothing may crash.
@Suite struct JSONFuzzTests {
    @Test("values written and read back are equal", arguments: 0..<200)
    func values(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        let value = dice.value(depth: 5)
        let document = try JSONDocument(value.encoded)
        #expect(JSONValue(document.root) == value)
        #expect(document.root.raw.elementsEqual(value.encoded))
    }

    @Test("mutated texts parse to something writable or fail with an offset inside", arguments: 0..<400)
    func mutations(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed) &+ 1_000_003)
        for _ in 0..<50 {
            var bytes = dice.value(depth: 4).encoded
            for _ in 0...Int(dice.next() % 4) where !bytes.isEmpty { dice.mutate(&bytes) }
            do {
                let root = try JSONDocument(bytes).root
                let again = try JSONDocument(root.compact).root
                #expect(root.kind == again.kind)
                _ = JSONValue(root)
            } catch {
                #expect((0...bytes.count).contains(error.offset))
            }
        }
    }
}

extension Dice {
    fileprivate mutating func value(depth: Int) -> JSONValue {
        switch next() % (depth > 0 ? 7 : 5) {
        case 0: return .null
        case 1: return .bool(next() % 2 == 0)
        case 2: return .int(Int(truncatingIfNeeded: next()))
        case 3:
            return .double(Double(bitPattern: next()).isFinite ? Double(Int32(truncatingIfNeeded: next())) / 7 : 1)
        case 4: return .string(text())
        case 5: return .array((0..<next() % 5).map { _ in value(depth: depth - 1) })
        default:
            return .object((0..<next() % 5).map { JSONValue.Member("\($0)\(text())", value(depth: depth - 1)) })
        }
    }

    fileprivate mutating func text() -> String {
        let letters = [
            "a", "Z", " ", "\"", "\\", "/", "\n", "\u{01}", "é", "漢", "😀", "\u{7F}", "{", "]", "\u{2028}",
        ]
        return (0..<next() % 20).map { _ in letters[Int(next() % UInt64(letters.count))] }.joined()
    }

    fileprivate mutating func mutate(_ bytes: inout [UInt8]) {
        let position = Int(next() % UInt64(bytes.count))
        switch next() % 4 {
        case 0: bytes[position] = UInt8(truncatingIfNeeded: next())
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(UInt8(truncatingIfNeeded: next()), at: position)
        default: bytes.removeLast(bytes.count - position)
        }
    }
}
