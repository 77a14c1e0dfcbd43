/// An amount in US dollars, exact to a thousandth of a millionth.
public struct Money: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Billionths of a dollar.
    public var nanodollars: Int64

    /// Creates an amount.
    public init(nanodollars: Int64) { self.nanodollars = nanodollars }

    /// The nearest amount; one too large to be held is the largest, and what is no number is nothing.
    public init(dollars: Double) {
        let amount = (dollars * 1e9).rounded()
        nanodollars = amount.isNaN ? 0 : Int64(exactly: min(max(amount, -9.2e18), 9.2e18)) ?? 0
    }

    /// Nothing.
    public static let zero = Money(nanodollars: 0)
    /// More than any budget.
    public static let unbounded = Money(nanodollars: .max)

    /// The amount as a number, for people and programs that only look at it.
    public var dollars: Double { Double(nanodollars) / 1e9 }

    public static func < (left: Money, right: Money) -> Bool { left.nanodollars < right.nanodollars }

    /// The sum; what cannot be held becomes the largest amount.
    public static func + (left: Money, right: Money) -> Money {
        let (sum, overflow) = left.nanodollars.addingReportingOverflow(right.nanodollars)
        return Money(nanodollars: overflow ? (left.nanodollars < 0 ? .min : .max) : sum)
    }

    /// The difference; what cannot be held becomes the largest amount of its sign.
    public static func - (left: Money, right: Money) -> Money {
        let (difference, overflow) = left.nanodollars.subtractingReportingOverflow(right.nanodollars)
        return Money(nanodollars: overflow ? (left.nanodollars < 0 ? .min : .max) : difference)
    }

    public static func += (left: inout Money, right: Money) { left = left + right }
    public static func -= (left: inout Money, right: Money) { left = left - right }

    /// `0.0123`: dollars without trailing zeros, at least two places.
    public var description: String {
        let magnitude = nanodollars.magnitude
        var (fraction, places) = (magnitude % 1_000_000_000, 9)
        while places > 2, fraction % 10 == 0 { (fraction, places) = (fraction / 10, places - 1) }
        var text = nanodollars < 0 ? "-" : ""
        text += String(magnitude / 1_000_000_000)
        text += "."
        var digits = fraction
        for _ in 1..<places {
            digits /= 10
            if digits == 0 { text += "0" }
        }
        return text + String(fraction)
    }
}
