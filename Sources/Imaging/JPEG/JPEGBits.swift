/// The bits of a scan, from the most significant down; a zero after each 0xFF is left out (section F.1.2.3).
struct JPEGBits {
    private let bytes: [UInt8]
    /// The next byte that is not in the buffer; a marker is never in it.
    private(set) var position: Int
    private var buffer: UInt64 = 0
    private var count = 0

    init(_ bytes: [UInt8], from position: Int) {
        self.bytes = bytes
        self.position = position
    }

    private mutating func fill() {
        while count <= 48, position < bytes.count {
            let byte = bytes[position]
            if byte == 0xFF {
                guard position + 1 < bytes.count, bytes[position + 1] == 0 else { return }
                position += 1
            }
            position += 1
            buffer = buffer << 8 | UInt64(byte)
            count += 8
        }
    }

    /// The next 16 bits, with zeros past the end of the scan.
    @inline(__always)
    mutating func peek16() -> Int {
        if count < 16 { fill() }
        let bits = count >= 16 ? buffer >> UInt64(count - 16) : buffer << UInt64(16 - count)
        return Int(truncatingIfNeeded: bits & 0xFFFF)
    }

    /// Goes past bits that were looked at.
    @inline(__always)
    mutating func drop(_ width: Int) throws(ImageError) {
        guard count >= width else { throw JPEG.damaged("a scan is cut off") }
        count -= width
    }

    /// The next bits as a number, at most 16.
    @inline(__always)
    mutating func take(_ width: Int) throws(ImageError) -> Int {
        let value = peek16() >> (16 - width)
        try drop(width)
        return value
    }

    /// The next bits as a number with a sign (section F.2.2.1, EXTEND).
    @inline(__always)
    mutating func takeSigned(_ width: Int) throws(ImageError) -> Int32 {
        guard width > 0 else { return 0 }
        let value = try take(width)
        return Int32(value < 1 << (width - 1) ? value - (1 << width) + 1 : value)
    }

    /// Goes past the restart marker that is due.
    mutating func restart(_ number: Int) throws(ImageError) {
        buffer = 0
        count = 0
        while position + 1 < bytes.count, bytes[position] == 0xFF, bytes[position + 1] == 0xFF { position += 1 }
        guard position + 1 < bytes.count, bytes[position] == 0xFF, bytes[position + 1] == 0xD0 + UInt8(number & 7)
        else {
            throw JPEG.damaged("a restart marker is missing")
        }
        position += 2
    }

    /// Where the marker after the scan stands; bytes that no block took are left out.
    var end: Int {
        var end = position
        while end + 1 < bytes.count {
            if bytes[end] == 0xFF, bytes[end + 1] != 0, !(0xD0...0xD7).contains(bytes[end + 1]) { return end }
            end += 1
        }
        return bytes.count
    }
}
