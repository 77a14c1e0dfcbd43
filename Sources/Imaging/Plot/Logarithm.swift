/// Powers of ten and back, which otherwise need a C library.
enum Logarithm {
    /// The decimal logarithm of a number above zero.
    static func ten(_ value: Double) -> Double {
        var significand = value.significand
        var exponent = Double(value.exponent)
        if significand > 1.414_213_562_373_095 {
            significand /= 2
            exponent += 1
        }
        // ln s = 2 artanh((s - 1) / (s + 1)); with s this near to 1 eleven terms are exact.
        let ratio = (significand - 1) / (significand + 1)
        var term = ratio
        var sum = 0.0
        for order in stride(from: 1.0, through: 21, by: 2) {
            sum += term / order
            term *= ratio * ratio
        }
        return (2 * sum + exponent * 0.693_147_180_559_945_3) / 2.302_585_092_994_046
    }

    /// Ten to a whole power; infinite or zero where that is out of range.
    static func power(_ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<min(exponent.magnitude, 400) { result *= 10 }
        return exponent < 0 ? 1 / result : result
    }
}
