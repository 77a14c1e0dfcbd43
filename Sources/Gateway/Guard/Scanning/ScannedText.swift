/// A text under the scanner, as bytes; of a stream, as much of it as has come.
struct ScannedText {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Whether nothing comes behind it.
    let isFinal: Bool

    var count: Int { bytes.count }

    subscript(position: Int) -> UInt8 {
        @inline(__always) get { bytes[position] }
    }

    /// The byte at a place, or a space, which bounds everything.
    func at(_ position: Int) -> UInt8 { bytes.indices.contains(position) ? bytes[position] : UInt8(ascii: " ") }

    /// Whether what stands at `position` and behind it decides, and has not come yet.
    func isOpen(at position: Int) -> Bool { !isFinal && position >= count }

    /// Whether a word stands at a place; nil if what has come could be its beginning.
    func has(_ word: StaticString, at position: Int) -> Bool? {
        for offset in 0..<word.utf8CodeUnitCount {
            guard position + offset < count else { return isFinal ? false : nil }
            if bytes[position + offset] != word.utf8Start[offset] { return false }
        }
        return true
    }
}

/// What stands at a place.
enum Match: Equatable {
    case none
    case found(FindingKind, Range<Int>)
    /// What begins at this place may become something when more has come.
    case open(from: Int)
}

/// Kinds of bytes in ASCII.
extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }
    var isUpper: Bool { self &- 0x41 < 26 }
    var isLower: Bool { self &- 0x61 < 26 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var isAlphanumeric: Bool { isDigit || isLetter }
    /// Letters, digits, `_` and `-`: what most keys are made of (base64url).
    var isTokenByte: Bool { isAlphanumeric || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") }
}
