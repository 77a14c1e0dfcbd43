/// Numbers of JSON (RFC 8259, section 6) as Float32, correctly rounded and fast.
///
/// The first 19 digits and the exponent give a Float64 whose error is below 4 units in its last place: half a unit each
/// for the digits, the power of ten and their product, doubled where the product falls below a power of two, and next to
/// nothing for digits left out. If no midpoint of two Float32 numbers lies within 8 units, rounding that Float64 is
/// rounding the exact value. One in thirty million is too close to tell and goes to the standard library, as do numbers
/// beyond the normal range.
enum FloatParser {
    private static let powers: [Double] = (-64...40).map { Double("1e\($0)") ?? .nan }

    /// Reads the number at a position and moves past it; nil, and nothing moved, where there is none.
    static func number(in text: UnsafeBufferPointer<UInt8>, at position: inout Int) -> Float? {
        var scanner = Scanner(text: text, position: position)
        guard scanner.scan() else { return nil }
        let start = position
        position = scanner.position
        if let value = rounded(scanner.digits, scanner.exponent) { return scanner.isNegative ? -value : value }
        return Float(String(decoding: text[start..<position], as: UTF8.self))
    }

    private static func rounded(_ digits: UInt64, _ exponent: Int) -> Float? {
        if digits == 0 { return 0 }
        guard (-64...40).contains(exponent) else { return nil }
        let value = Double(digits) * powers[exponent + 64]
        guard value > 1.2e-38, value < 3.4e38 else { return nil }
        // A Float64 has 29 more bits than a Float32; at a midpoint they are a one and zeros.
        let rest = Int64(value.bitPattern & (1 << 29 - 1)) - 1 << 28
        return rest.magnitude <= 8 ? nil : Float(value)
    }

    /// The parts of a number.
    private struct Scanner {
        let text: UnsafeBufferPointer<UInt8>
        var position: Int
        var isNegative = false
        /// The first 19 digits that count.
        var digits: UInt64 = 0
        /// The power of ten that `digits` is to be multiplied by.
        var exponent = 0
        private var room = 19

        init(text: UnsafeBufferPointer<UInt8>, position: Int) {
            self.text = text
            self.position = position
        }

        /// Inlined, so that the fields live in registers.
        @inline(__always)
        mutating func scan() -> Bool {
            if next == UInt8(ascii: "-") {
                isNegative = true
                position += 1
            }
            guard let first = next, first &- UInt8(ascii: "0") < 10 else { return false }
            let start = position
            while takeDigit(ofFraction: false) {}
            if first == UInt8(ascii: "0"), position > start + 1 { return false }
            if next == UInt8(ascii: ".") {
                position += 1
                let start = position
                takeEights()
                while takeDigit(ofFraction: true) { takeEights() }
                guard position > start else { return false }
            }
            if let mark = next, mark | 0x20 == UInt8(ascii: "e") { return scanExponent() }
            return true
        }

        @inline(__always)
        private var next: UInt8? { position < text.count ? text[position] : nil }

        @inline(__always)
        private mutating func takeDigit(ofFraction: Bool) -> Bool {
            guard position < text.count else { return false }
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit < 10 else { return false }
            position &+= 1
            if room > 0 {
                digits = digits &* 10 &+ UInt64(digit)
                if digits != 0 { room &-= 1 }
                if ofFraction { exponent &-= 1 }
            } else if !ofFraction {
                exponent &+= 1
            }
            return true
        }

        /// Eight digits of a fraction in three multiplications. Not before the first digit that is not zero, because
        /// zeros there take no room.
        @inline(__always)
        private mutating func takeEights() {
            while digits != 0, room >= 8, position + 8 <= text.count {
                let word = UInt64(
                    littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: position, as: UInt64.self))
                // A byte is a digit if its upper half is 3, also after 6 is added.
                let upper: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
                guard word & upper == 0x3030_3030_3030_3030,
                    (word &+ 0x0606_0606_0606_0606) & upper == 0x3030_3030_3030_3030
                else { return }
                var value = word & 0x0F0F_0F0F_0F0F_0F0F
                value = (value &* 10 &+ value >> 8) & 0x00FF_00FF_00FF_00FF
                value = (value &* 100 &+ value >> 16) & 0x0000_FFFF_0000_FFFF
                value = (value &* 10_000 &+ value >> 32) & 0xFFFF_FFFF
                digits = digits &* 100_000_000 &+ value
                room -= 8
                exponent -= 8
                position += 8
            }
        }

        private mutating func scanExponent() -> Bool {
            position += 1
            let isBelow = next == UInt8(ascii: "-")
            if isBelow || next == UInt8(ascii: "+") { position += 1 }
            let start = position
            var value = 0
            while let byte = next, byte &- UInt8(ascii: "0") < 10 {
                // Beyond a million the result is zero or infinity, whatever the digits say.
                if value < 1_000_000 { value = value * 10 + Int(byte - UInt8(ascii: "0")) }
                position += 1
            }
            exponent += isBelow ? -value : value
            return position > start
        }
    }
}
