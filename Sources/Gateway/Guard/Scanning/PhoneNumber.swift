/// Phone numbers as people write them: with a country code, in the groups of North America, or with a trunk 0 and a
/// separator. Bare digits are no phone number: too much else looks the same.
enum PhoneNumber {
    /// The number whose first digit a run begins with; a sign before it belongs to it.
    static func range(_ run: NumberRun, _ text: ScannedText) -> Range<Int>? {
        var start = run.start
        let before = text.at(start - 1)
        let isInternational = before == UInt8(ascii: "+")
        // A bracket belongs to the number only if it closes within.
        if start > 0, isInternational || before == UInt8(ascii: "(") && run.separators[1] == UInt8(ascii: ")") {
            start -= 1
        }
        if start > 0, !isInternational, text[start - 1] == UInt8(ascii: "+") { return nil }
        guard NumberBounds.begins(text, at: start) else { return nil }
        guard let groups = isInternational ? international(run) : northAmerican(run) ?? trunk(run) else { return nil }
        let end = run.end(ofGroup: groups - 1)
        guard NumberBounds.ends(text, at: end) else { return nil }
        return start..<end
    }

    /// `+49 30 1234567`: a country code and 8 to 15 digits in all (ITU-T E.164).
    private static func international(_ run: NumberRun) -> Int? {
        guard run.digits[0] != 0, let groups = groups(run, within: 8...15) else { return nil }
        // `+25000000` may be an amount; written whole, a number has more digits.
        return groups > 1 || run.lengths[0] >= 10 ? groups : nil
    }

    /// `(212) 555-0123`, `212-555-0123`, `1-212-555-0123`: area and exchange begin with 2 to 9.
    private static func northAmerican(_ run: NumberRun) -> Int? {
        let skipped = run.lengths[0] == 1 && run.digits[0] == 1 ? 1 : 0
        guard run.groups >= skipped + 3, run.lengths[skipped] == 3, run.lengths[skipped + 1] == 3,
            run.lengths[skipped + 2] == 4, run.digits[skipped] >= 2, run.digits[skipped + 3] >= 2
        else { return nil }
        for group in 1..<skipped + 3 where run.separators[group] == UInt8(ascii: "/") { return nil }
        return skipped + 3
    }

    /// `030 1234567`, `01 42 68 53 00`, `0049 30 1234567`: a 0 and 9 to 12 digits, at least one separator.
    private static func trunk(_ run: NumberRun) -> Int? {
        guard run.digits[0] == 0, run.lengths[0] >= 2, run.lengths[0] <= 6 else { return nil }
        let isAbroad = run.digits[1] == 0
        guard !isAbroad || run.lengths[0] >= 3 && run.digits[2] != 0,
            let groups = groups(run, within: isAbroad ? 11...17 : 9...12), groups > 1
        else { return nil }
        let separators = (1..<groups).map { run.separators[$0] }
        // Dots are a habit that is kept throughout, and dates have them; a date may have dashes and slashes too.
        if separators.contains(UInt8(ascii: ".")), Set(separators).count > 1 { return nil }
        if groups > 2, run.lengths[0] == 2, run.lengths[1] == 2, run.lengths[2] == 4 { return nil }
        // `0123-4567-8901` is an order's number.
        if (0..<groups).allSatisfy({ run.lengths[$0] == 4 }) { return nil }
        return groups
    }

    /// As many groups as give a number of digits that is allowed, the most of them.
    private static func groups(_ run: NumberRun, within range: ClosedRange<Int>) -> Int? {
        var (digits, found) = (0, nil as Int?)
        for group in 0..<run.groups {
            digits += Int(run.lengths[group])
            if range.contains(digits) { found = group + 1 }
        }
        return found
    }
}
