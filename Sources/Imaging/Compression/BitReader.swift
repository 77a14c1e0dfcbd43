/// Takes bits from the least significant up.
struct BitReader {
    private let bytes: [UInt8]
    /// The next byte that is not in the buffer.
    private var position: Int
    private var buffer: UInt64 = 0
    private var count = 0

    init(_ bytes: [UInt8], from position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// The next bits, at most 16, with zeros past the end.
    mutating func peek(_ width: Int) -> Int {
        if count < width {
            while count <= 56, position < bytes.count {
                buffer |= UInt64(bytes[position]) << UInt64(count)
                position += 1
                count += 8
            }
        }
        return Int(truncatingIfNeeded: buffer & (1 << UInt64(width) - 1))
    }

    /// Goes past bits that were looked at; false where the stream has ended before.
    mutating func drop(_ width: Int) -> Bool {
        guard count >= width else { return false }
        buffer >>= UInt64(width)
        count -= width
        return true
    }

    /// The next bits, at most 16; nil where the stream ends.
    mutating func take(_ width: Int) -> Int? {
        let value = peek(width)
        return drop(width) ? value : nil
    }

    /// Leaves what is left of a byte.
    mutating func align() { _ = drop(count % 8) }
}
