/// Social security numbers of the United States: `ddd-dd-dddd`, without the numbers that are never given out (SSA,
/// randomisation of 2011).
enum SocialSecurity {
    static func end(_ run: NumberRun, _ text: ScannedText) -> Int? {
        guard run.begins(with: [3, 2, 4], UInt8(ascii: "-")) || run.begins(with: [3, 2, 4], UInt8(ascii: " ")) else {
            return nil
        }
        let (area, group, serial) = (run.value(0..<3), run.value(3..<5), run.value(5..<9))
        guard area != 0, area != 666, area < 900, group != 0, serial != 0 else { return nil }
        let end = run.end(ofGroup: 2)
        return NumberBounds.ends(text, at: end) ? end : nil
    }
}

/// Tax ids of Germany: eleven digits, written whole or as `dd ddd ddd ddd` (Section 139b AO). Of the first ten digits one
/// stands two or three times and no other twice; the last is a check digit (ISO 7064, mod 11,10).
enum GermanTaxID {
    static func end(_ run: NumberRun, _ text: ScannedText) -> Int? {
        let isGrouped = run.begins(with: [2, 3, 3, 3], UInt8(ascii: " "))
        guard isGrouped || run.lengths[0] == 11, run.digits[0] != 0 else { return nil }
        let end = run.end(ofGroup: isGrouped ? 3 : 0)
        guard NumberBounds.ends(text, at: end), hasOneRepeated(run) else { return nil }
        var product = 10
        for position in 0..<10 {
            let sum = (Int(run.digits[position]) + product) % 10
            product = (sum == 0 ? 10 : sum) * 2 % 11
        }
        return (11 - product) % 10 == Int(run.digits[10]) ? end : nil
    }

    private static func hasOneRepeated(_ run: NumberRun) -> Bool {
        var counts = SIMD16<UInt8>()
        for position in 0..<10 { counts[Int(run.digits[position])] += 1 }
        let repeated = (0..<10).filter { counts[$0] > 1 }
        return repeated.count == 1 && counts[repeated[0]] <= 3
    }
}

/// National Insurance numbers of the United Kingdom: `AB123456C` or `AB 12 34 56 C` (HMRC, NIM39110).
enum NationalInsurance {
    /// The number whose first digit stands at `digit`.
    static func match(_ text: ScannedText, digit: Int) -> Match {
        var start = digit
        if start > 0, text[start - 1] == UInt8(ascii: " ") { start -= 1 }
        start -= 2
        guard start >= 0, isPrefix(text[start], text[start + 1]), !text.at(start - 1).isAlphanumeric,
            text.at(start - 1) != UInt8(ascii: "_")
        else { return .none }
        let run = NumberRun(text, at: digit)
        let isGrouped = run.begins(with: [2, 2, 2], UInt8(ascii: " "))
        if run.isOpen { return .open(from: start) }
        guard isGrouped || run.lengths[0] == 6 else { return .none }
        var last = run.end(ofGroup: isGrouped ? 2 : 0)
        if text.at(last) == UInt8(ascii: " ") { last += 1 }
        if text.isOpen(at: last + 1) { return .open(from: start) }
        guard (UInt8(ascii: "A")...UInt8(ascii: "D")).contains(text.at(last)),
            !text.at(last + 1).isAlphanumeric
        else { return .none }
        return .found(.nationalInsurance, start..<last + 1)
    }

    private static func isPrefix(_ first: UInt8, _ second: UInt8) -> Bool {
        guard first.isUpper, second.isUpper, !"DFIQUV".utf8.contains(first), !"DFIQUVO".utf8.contains(second) else {
            return false
        }
        return !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains { $0.utf8.elementsEqual([first, second]) }
    }
}
