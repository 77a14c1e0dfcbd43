import TestSupport
import Testing

@testable import Vectors

@Suite struct FloatParserTests {
    /// The number at the start of a text and how many bytes it took.
    static func parse(_ text: String) -> (Float, Int)? {
        Array(text.utf8).withUnsafeBufferPointer { text in
            var position = 0
            return FloatParser.number(in: text, at: &position).map { ($0, position) }
        }
    }

    static func check(_ text: String, _ comment: Comment? = nil) {
        let found = parse(text)
        #expect(found?.0.bitPattern == Float(text)?.bitPattern, "\(text)")
        #expect(found?.1 == text.utf8.count, "\(text)")
    }

    @Test(
        "the same as the standard library",
        arguments: [
            "0", "-0", "0.0", "-0.0e5", "1", "-1", "0.1", "-0.0023064255", "123456789", "0.3333333333333333148",
            "1e0", "1E+2", "1e-2", "16777217", "16777219", "16777216.99999999999", "33554431", "33554433", "33554435",
            "3.4028234e38", "3.4028235e38", "3.4028236e38", "3.5e38", "1e39", "1e400", "-1e400", "1e99999999999",
            "1.1754944e-38", "1.17549435e-38", "1.1754943e-38", "1e-45", "7e-46", "7.1e-46", "1.4e-45", "1e-400",
            "5e-324",
            "0e400", "0.000000000000000000000000000000000000000000000000000000001e57",
            "100000000000000000000000000000000000000", "1234567890123456789012345678901234567890e-10",
            "0.00000000000000000000000000000000000000000000000001", "9007199254740993", "18446744073709551616",
            "99999999999999999999", "0.99999997019767761230468750", "0.99999997019767761230468751",
            "0.99999997019767761230468749", "1.00000005960464477539062500000000000000000000000000001",
            "1.000000059604644775390625", "1.0000001788139343261718750", "8388608.5", "8388609.5", "0.12345678",
            "0.012345678901234567", "0.0000000012345678901234567",
        ])
    func known(_ text: String) { Self.check(text) }

    @Test("every float reads back from its own spelling", arguments: 0..<20)
    func spellings(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed + 1))
        for _ in 0..<2_000 {
            let value = Float(bitPattern: UInt32(truncatingIfNeeded: dice.next()))
            guard value.isFinite else { continue }
            #expect(Self.parse("\(value)")?.0.bitPattern == value.bitPattern, "\(value)")
            Self.check("\(Double(value))")
        }
    }

    @Test("numbers as models write them", arguments: 0..<10)
    func embeddings(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed + 100))
        for _ in 0..<2_000 { Self.check("\(Double.random(in: -0.1...0.1, using: &dice))") }
    }

    @Test("midpoints of two floats, and a hair beside them", arguments: 0..<10)
    func midpoints(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed + 200))
        for _ in 0..<500 {
            let low = Float(bitPattern: UInt32(truncatingIfNeeded: dice.next() & 0x7FFF_FFFF))
            guard low.isFinite, low.nextUp.isFinite else { continue }
            let middle = (Double(low) + Double(low.nextUp)) / 2
            for value in [middle, middle.nextUp, middle.nextDown] {
                Self.check("\(value)")
                // Digits beyond the nineteenth decide nothing in Float64 and everything at a midpoint.
                let parts = "\(value)".split(separator: "e")
                let digits = parts[0].contains(".") ? parts[0] : parts[0] + "."
                Self.check("\(digits)000000000000000000000001" + (parts.count > 1 ? "e\(parts[1])" : ""))
            }
        }
    }

    @Test("digits and exponents of any kind", arguments: 0..<20)
    func digits(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed + 300))
        func run(_ range: ClosedRange<Int>) -> String {
            (0..<Int.random(in: range, using: &dice)).map { _ in "\(Int.random(in: 0...9, using: &dice))" }.joined()
        }
        for _ in 0..<1_000 {
            var text = Bool.random(using: &dice) ? "-" : ""
            text += Bool.random(using: &dice) ? "0" : "\(Int.random(in: 1...9, using: &dice))" + run(0...30)
            if Bool.random(using: &dice) { text += "." + run(1...40) }
            if Bool.random(using: &dice) { text += "e\(Int.random(in: -60...60, using: &dice))" }
            Self.check(text)
        }
    }

    @Test(
        "what is no JSON number is left where it is",
        arguments: ["", "-", "+1", ".5", "01", "-01", "1.", "1.e5", "1e", "1e+", "a", "NaN", "-Infinity", " 1", "--1"])
    func refused(_ text: String) { #expect(Self.parse(text) == nil) }

    @Test(
        "what follows a number is not touched",
        arguments: [("1,2", 1), ("1.5]", 3), ("-2e3 ", 4), ("0x1", 1), ("1-", 1)])
    func following(_ text: String, _ length: Int) { #expect(Self.parse(text)?.1 == length) }
}
