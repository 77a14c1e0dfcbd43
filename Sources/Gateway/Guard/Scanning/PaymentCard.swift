/// Card numbers: an issuer's prefix and length (ISO/IEC 7812-1), written whole or in the groups that cards show, and the
/// check digit of Luhn.
enum PaymentCard {
    private static let shapes: [[UInt8]] = [[4, 4, 4, 4, 3], [4, 4, 4, 4], [4, 6, 5], [4, 6, 4]]

    /// Where the card number ends that a run begins with; nil if it begins with none.
    static func end(_ run: NumberRun, _ text: ScannedText) -> Int? {
        if (13...19).contains(run.lengths[0]), let end = end(run, digits: Int(run.lengths[0]), groups: 1, text) {
            return end
        }
        for separator in [UInt8(ascii: " "), UInt8(ascii: "-")] {
            for shape in shapes where run.begins(with: shape, separator) {
                let digits = shape.reduce(0) { $0 + Int($1) }
                if let end = end(run, digits: digits, groups: shape.count, text) { return end }
            }
        }
        return nil
    }

    private static func end(_ run: NumberRun, digits: Int, groups: Int, _ text: ScannedText) -> Int? {
        let end = run.end(ofGroup: groups - 1)
        return hasIssuer(run, digits) && isValid(run, digits) && NumberBounds.ends(text, at: end) ? end : nil
    }

    private static func hasIssuer(_ run: NumberRun, _ count: Int) -> Bool {
        let (two, three, four) = (run.value(0..<2), run.value(0..<3), run.value(0..<4))
        switch run.digits[0] {
        case 4: return [13, 16, 19].contains(count)
        case 2: return count == 16 && (2221...2720).contains(four)
        case 3:
            if two == 34 || two == 37 { return count == 15 }
            if two == 36 || two == 38 || two == 39 || (300...305).contains(three) { return count == 14 }
            return count == 16 && (3528...3589).contains(four)
        case 5: return (51...55).contains(two) && count == 16 || two == 50 && count >= 16
        case 6:
            if four == 6011 || two == 65 || (644...649).contains(three) { return count == 16 || count == 19 }
            return two == 62 && count >= 16 || [63, 67].contains(two) && count >= 16
        default: return false
        }
    }

    /// From the right, every second digit counts twice, as the sum of its digits.
    private static func isValid(_ run: NumberRun, _ count: Int) -> Bool {
        var (sum, allSame) = (0, true)
        for position in 0..<count {
            let digit = Int(run.digits[position])
            if digit != Int(run.digits[0]) { allSame = false }
            let doubled = (count - position) % 2 == 0 ? digit * 2 : digit
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum % 10 == 0 && !allSame
    }
}
