/// CRC-32 as PNG chunks carry it (ISO 3309, polynomial 0xEDB88320).
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    /// The checksum of some bytes.
    static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        table.withUnsafeBufferPointer { table in
            ~bytes.reduce(0xFFFF_FFFF) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
        }
    }
}

/// Adler-32 as a zlib stream ends with it (RFC 1950, section 8.2).
struct Adler32 {
    private var low: UInt32 = 1
    private var high: UInt32 = 0

    /// The checksum of what was added so far.
    var value: UInt32 { high << 16 | low }

    /// The checksum of some bytes.
    static func of(_ bytes: [UInt8]) -> UInt32 {
        var sum = Adler32()
        bytes.withUnsafeBufferPointer { sum.add($0) }
        return sum.value
    }

    /// Takes in what comes next.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        var position = 0
        while position < bytes.count {
            // 5552 is the longest run that cannot overflow 32 bits before the remainder is taken.
            let end = min(position + 5552, bytes.count)
            while position < end {
                low &+= UInt32(bytes[position])
                high &+= low
                position += 1
            }
            low %= 65521
            high %= 65521
        }
    }
}
