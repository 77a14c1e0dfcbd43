/// Groups of digits with one separator between them, as numbers are written down: `4111 1111 1111 1111`, `(030) 12 34`.
struct NumberRun {
    /// More digits than any kind of number has.
    private static let mostDigits = 20
    private static let mostGroups = 10

    /// Values 0 to 9.
    private(set) var digits = SIMD32<UInt8>()
    private(set) var count = 0
    /// Lengths of the groups.
    private(set) var lengths = SIMD16<UInt8>()
    /// What stands before a group; 0 before the first.
    private(set) var separators = SIMD16<UInt8>()
    private(set) var groups = 0
    let start: Int
    /// Where each group ends, from `start`.
    private var ends = SIMD16<UInt8>()
    /// Whether more digits may come.
    private(set) var isOpen = false

    /// Reads from the first digit of a group.
    init(_ text: ScannedText, at start: Int) {
        self.start = start
        var position = start
        var separator: UInt8 = 0
        while groups < Self.mostGroups {
            let first = position
            while position < text.count, text[position].isDigit, count < Self.mostDigits {
                digits[count] = text[position] &- 0x30
                count += 1
                position += 1
            }
            guard position > first else { break }
            lengths[groups] = UInt8(position - first)
            separators[groups] = separator
            ends[groups] = UInt8(position - start)
            groups += 1
            // What follows decides too, and behind a sign also what comes next.
            if text.isOpen(at: position) { isOpen = true }
            if text.isOpen(at: position + 1), !text.at(position).isAlphanumeric { isOpen = true }
            guard let next = Self.separator(text, at: position) else { break }
            separator = next.byte
            position = next.end
        }
        if !text.isFinal, position >= text.count { isOpen = true }
    }

    /// Where a group ends in the text.
    func end(ofGroup group: Int) -> Int { start + Int(ends[group]) }

    /// Whether the first groups have these lengths and this separator throughout.
    func begins(with shape: [UInt8], _ separator: UInt8) -> Bool {
        guard groups >= shape.count else { return false }
        for group in shape.indices {
            guard lengths[group] == shape[group], group == 0 || separators[group] == separator else { return false }
        }
        return true
    }

    /// The number that a stretch of the digits says.
    func value(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(digits[$1]) } }

    /// One separator between groups, such as ` `, `-`, `) ` or ` (`; the first byte of it counts.
    private static func separator(_ text: ScannedText, at position: Int) -> (byte: UInt8, end: Int)? {
        switch text.at(position) {
        case UInt8(ascii: " "):
            return (UInt8(ascii: " "), text.at(position + 1) == UInt8(ascii: "(") ? position + 2 : position + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"): return (text[position], position + 1)
        case UInt8(ascii: "("): return (UInt8(ascii: "("), position + 1)
        case UInt8(ascii: ")"):
            let next = text.at(position + 1)
            let isDouble = next == UInt8(ascii: " ") || next == UInt8(ascii: "-")
            return (UInt8(ascii: ")"), isDouble ? position + 2 : position + 1)
        default: return nil
        }
    }
}

/// What must stand around a number that is not a piece of something longer: an id, a version, a path, a decimal.
enum NumberBounds {
    /// Whether a number may begin at a place.
    static func begins(_ text: ScannedText, at start: Int) -> Bool {
        guard start > 0 else { return true }
        let (before, further) = (text[start - 1], text.at(start - 2))
        switch before {
        case UInt8(ascii: "_"): return false
        case UInt8(ascii: "-"), UInt8(ascii: "/"): return !further.isAlphanumeric
        case UInt8(ascii: "."), UInt8(ascii: ","): return !further.isDigit
        default: return !before.isAlphanumeric
        }
    }

    /// Whether it may end there.
    static func ends(_ text: ScannedText, at end: Int) -> Bool {
        let (next, further) = (text.at(end), text.at(end + 1))
        switch next {
        case UInt8(ascii: "_"), UInt8(ascii: "@"): return false
        case UInt8(ascii: "-"), UInt8(ascii: "/"): return !further.isAlphanumeric
        case UInt8(ascii: "."), UInt8(ascii: ","): return !further.isDigit
        default: return !next.isAlphanumeric
        }
    }
}
