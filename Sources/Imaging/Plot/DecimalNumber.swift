/// A number as whole digits and a power of ten, so that no rounding shows in a label.
struct DecimalNumber: Sendable, Hashable {
    var digits: Int
    var exponent: Int

    /// The number as floating point.
    var value: Double {
        exponent < 0 ? Double(digits) / Logarithm.power(-exponent) : Double(digits) * Logarithm.power(exponent)
    }

    /// Labels for the numbers of one axis, all in the same manner: plain, in thousands and so on, or with a power.
    static func labels(_ numbers: [DecimalNumber]) -> [String] {
        let largest = numbers.map { $0.value.magnitude }.max() ?? 0
        if largest > 0, largest < 1e-3 || largest >= 1e15 { return numbers.map(\.scientific) }
        let units = [("T", 12), ("G", 9), ("M", 6), ("k", 3)]
        let unit = largest >= 10_000 ? units.first { largest >= Logarithm.power($0.1) } : nil
        guard let unit else { return numbers.map { $0.plain } }
        return numbers.map { number in
            number.digits == 0
                ? "0" : DecimalNumber(digits: number.digits, exponent: number.exponent - unit.1).plain + unit.0
        }
    }

    /// As digits with a point.
    var plain: String {
        guard exponent < 0 else { return digits == 0 ? "0" : "\(digits)" + String(repeating: "0", count: exponent) }
        var text = String(digits.magnitude)
        text = String(repeating: "0", count: max(0, 1 - exponent - text.count)) + text
        return (digits < 0 ? "-" : "") + text.dropLast(-exponent) + "." + text.suffix(-exponent)
    }

    /// As `2.5e-6`.
    var scientific: String {
        guard digits != 0 else { return "0" }
        var (digits, exponent) = (digits, exponent)
        while digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        let places = String(digits.magnitude).count - 1
        return DecimalNumber(digits: digits, exponent: -places).plain + "e\(exponent + places)"
    }
}
