/// One direction of a plot: which numbers it shows, how they lie along it and where its ticks are.
struct Axis: Sendable {
    /// First and last number shown.
    let range: ClosedRange<Double>
    let isLogarithmic: Bool
    private(set) var ticks: [Tick] = []

    /// A number that is marked.
    struct Tick: Sendable, Hashable {
        let value: Double
        let label: String
    }

    /// Beyond this, differences of numbers may not be finite.
    static let largest = 1e300

    /// An axis for some numbers, with about so many ticks; `margin` is added on each side, as a share of the whole.
    ///
    /// On an axis of counts, such as steps, no tick lies between two whole numbers.
    init(
        _ values: [Double], isLogarithmic: Bool = false, isOfCounts: Bool = false, margin: Double, ticks count: Int
    ) {
        self.isLogarithmic = isLogarithmic
        let least = values.min() ?? (isLogarithmic ? 0.1 : 0)
        let most = values.max() ?? 1
        if isLogarithmic {
            let logs = Self.widened(Logarithm.ten(least), Logarithm.ten(most), margin) { _ in 0.5 }
            range = logs
            self.ticks = Self.logarithmicTicks(logs, count)
        } else {
            range = Self.widened(least, most, margin) { $0 > 0 ? $0 / 10 : 1 }
            self.ticks = Self.linearTicks(range, count, isOfCounts: isOfCounts)
        }
    }

    /// Where a number lies, 0 at the first and 1 at the last one shown.
    func place(_ value: Double) -> Double {
        let value = isLogarithmic ? Logarithm.ten(value) : value
        return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }

    /// `alone` is the room around one number, or several that hardly differ, by its magnitude.
    private static func widened(
        _ least: Double, _ most: Double, _ margin: Double, alone: (Double) -> Double
    ) -> ClosedRange<Double> {
        let size = max(least.magnitude, most.magnitude)
        let hasSpan = most - least > max(size * 1e-9, 1e-290)
        let room = hasSpan ? (most - least) * margin : max(alone(size), 1e-280)
        return least - room...most + room
    }

    private static func linearTicks(_ range: ClosedRange<Double>, _ count: Int, isOfCounts: Bool) -> [Tick] {
        let raw = (range.upperBound - range.lowerBound) / Double(max(1, count))
        var exponent = Int(Logarithm.ten(raw).rounded(.down))
        // The step of the row 1, 2, 5 whose ratio to the wanted one is least.
        let share = raw / Logarithm.power(exponent)
        var factor = share < 1.42 ? 1 : share < 3.17 ? 2 : share < 7.08 ? 5 : 10
        if factor == 10 { (factor, exponent) = (1, exponent + 1) }
        if isOfCounts, exponent < 0 { (factor, exponent) = (1, 0) }
        let step = DecimalNumber(digits: factor, exponent: exponent).value
        let first = (range.lowerBound / step - 1e-6).rounded(.up)
        let last = (range.upperBound / step + 1e-6).rounded(.down)
        guard first <= last, first.magnitude < 1e15, last.magnitude < 1e15 else { return [] }
        let numbers = (Int(first)...Int(last)).map { DecimalNumber(digits: $0 * factor, exponent: exponent) }
        return zip(numbers, DecimalNumber.labels(numbers)).map { Tick(value: $0.value, label: $1) }
    }

    /// Powers of ten; where there are few, also their double and their half; where these are few too, even steps.
    private static func logarithmicTicks(_ logs: ClosedRange<Double>, _ count: Int) -> [Tick] {
        let decades = logs.upperBound - logs.lowerBound
        func ticks(_ factors: [Int], every: Int) -> [Tick] {
            let first = Int((logs.lowerBound / Double(every)).rounded(.down)) * every
            let exponents = stride(from: first, through: Int(logs.upperBound.rounded(.up)), by: every)
            return exponents.flatMap { exponent in
                factors.map { factor in
                    let number = DecimalNumber(digits: factor, exponent: exponent)
                    let isPlain = (-4...3).contains(exponent)
                    return Tick(value: number.value, label: isPlain ? number.plain : number.scientific)
                }
            }.filter { $0.value > 0 && logs.contains(Logarithm.ten($0.value)) }
        }
        if decades * 2 > Double(count) {
            // A tenth more ticks than wanted is better than half of them.
            let powers = ticks([1], every: max(1, Int((decades / Double(max(1, count)) - 0.1).rounded(.up))))
            if powers.count > 1 { return powers }
        }
        let some = ticks([1, 2, 5], every: 1)
        guard some.count < 3 else { return some }
        let numbers = power(logs.lowerBound)...power(logs.upperBound)
        return linearTicks(numbers, count, isOfCounts: false).filter { numbers.contains($0.value) && $0.value > 0 }
    }

    /// Ten to any power, as near as the place of a tick needs.
    private static func power(_ exponent: Double) -> Double {
        let whole = exponent.rounded(.down)
        // By Newton's method on the logarithm.
        let target = exponent - whole
        var value = 1 + 9 * target * target
        for _ in 0..<20 { value *= 1 + (target - Logarithm.ten(value)) * 2.302_585_092_994_046 }
        return value * Logarithm.power(Int(whole))
    }
}
