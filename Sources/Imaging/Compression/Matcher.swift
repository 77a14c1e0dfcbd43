/// Finds earlier copies of what comes next by a hash of four bytes.
struct Matcher {
    private static let window = 32_768
    private static let longest = 258
    private static let hashBits = 15

    /// How far the bytes have been turned into symbols.
    private(set) var position = 0
    private var heads = [Int32](repeating: -1, count: 1 << hashBits)

    /// The next symbols, at most so many.
    mutating func next(in bytes: [UInt8], most: Int) -> [DeflateSymbol] {
        var symbols: [DeflateSymbol] = []
        symbols.reserveCapacity(min(most, (bytes.count - position) / 24 + 64))
        var position = position
        bytes.withUnsafeBufferPointer { text in
            heads.withUnsafeMutableBufferPointer { heads in
                while position < text.count, symbols.count < most {
                    guard position + 3 < text.count else {
                        symbols.append(DeflateSymbol(distance: 0, value: UInt16(text[position])))
                        position += 1
                        continue
                    }
                    let slot = Self.hash(text, position)
                    let candidate = Int(heads[slot])
                    heads[slot] = Int32(truncatingIfNeeded: position)
                    var length = 0
                    var distance = 0
                    // A run of one byte is what a flat picture is made of: look there first.
                    if position > 0, text[position] == text[position - 1] {
                        length = Self.match(text, position, position - 1)
                        distance = 1
                    }
                    if length < Self.longest, candidate >= 0, position - candidate < Self.window {
                        let other = Self.match(text, position, candidate)
                        if other > length { (length, distance) = (other, position - candidate) }
                    }
                    if length >= 4 {
                        symbols.append(DeflateSymbol(distance: UInt16(distance), value: UInt16(length)))
                        if length < 32, position + length + 3 < text.count {
                            for inner in position + 1..<position + length {
                                heads[Self.hash(text, inner)] = Int32(truncatingIfNeeded: inner)
                            }
                        }
                        position += length
                    } else {
                        symbols.append(DeflateSymbol(distance: 0, value: UInt16(text[position])))
                        position += 1
                    }
                }
            }
        }
        self.position = position
        return symbols
    }

    private static func hash(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
        let key =
            UInt32(text[position]) | UInt32(text[position + 1]) << 8 | UInt32(text[position + 2]) << 16
            | UInt32(text[position + 3]) << 24
        return Int((key &* 0x9E37_79B1) >> UInt32(32 - hashBits))
    }

    private static func match(_ text: UnsafeBufferPointer<UInt8>, _ here: Int, _ there: Int) -> Int {
        let most = min(longest, text.count - here)
        var length = 0
        while length < most, text[here + length] == text[there + length] { length += 1 }
        return length
    }
}
