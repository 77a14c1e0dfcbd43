/// E-mail addresses: the common part of RFC 5321, with a domain that has a dot in it.
enum EmailAddress {
    /// Most bytes before the `@`.
    static let longestName = 64
    private static let longestDomain = 253

    /// The address around an `@`; it does not reach back before `floor`, where something else has ended.
    static func match(_ text: ScannedText, at: Int, floor: Int) -> Match {
        var start = at
        while start > floor, at - start < longestName, isNameByte(text[start - 1]) { start -= 1 }
        // Too long for a name: rather a piece of data with an @ in it.
        guard start == floor || !isNameByte(text[start - 1]) else { return .none }
        while start < at, !text[start].isAlphanumeric, text[start] != UInt8(ascii: "_") { start += 1 }
        guard start < at, text[at - 1] != UInt8(ascii: ".") else { return .none }
        var end = at + 1
        while end < text.count, end - at <= longestDomain, isDomainByte(text[end]) { end += 1 }
        if text.isOpen(at: end + 1), end - at <= longestDomain { return .open(from: start) }
        // `git@host:path` names a repository.
        if text.at(end) == UInt8(ascii: ":"), text.at(end + 1).isAlphanumeric || text.at(end + 1) == UInt8(ascii: "/") {
            return .none
        }
        while end > at + 1, !text[end - 1].isAlphanumeric { end -= 1 }
        guard isDomain(text, at + 1..<end) else { return .none }
        return .found(.email, start..<end)
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        if byte.isAlphanumeric { return true }
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "'"):
            return true
        default: return false
        }
    }

    /// ASCII, and the Latin letters of two bytes that European domains have: a lead of 0xC3 to 0xC5. A continuation can
    /// only follow one of these, since every other lead ends the domain.
    private static func isDomainByte(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || (0x80...0xBF).contains(byte)
            || (0xC3...0xC5).contains(byte)
    }

    private static func isDomain(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        var label = range.lowerBound
        var labels = 0
        for position in range.lowerBound...range.upperBound {
            guard position == range.upperBound || text[position] == UInt8(ascii: ".") else { continue }
            guard position > label, position - label <= 63, text[label] != UInt8(ascii: "-"),
                text[position - 1] != UInt8(ascii: "-")
            else { return false }
            labels += 1
            if position < range.upperBound { label = position + 1 }
        }
        guard labels > 1, range.upperBound - label >= 2 else { return false }
        let top = UnsafeBufferPointer(rebasing: text.bytes[label..<range.upperBound])
        if top.starts(with: "xn--".utf8) { return true }
        return top.allSatisfy(\.isLetter) && !fileEndings.contains { $0.utf8.elementsEqual(top) }
    }

    /// `logo@2x.png` is a picture. None of these is a top-level domain.
    private static let fileEndings = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "js", "ts", "css", "json", "html",
    ]
}
