/// Portable Network Graphics (ISO/IEC 15948).
public enum PNG {
    /// The bytes that every file begins with.
    public static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// An image whose rows the closure paints, top down, into a row of red, green, blue (and alpha) bytes.
    public static func encode(
        width: Int, height: Int, hasAlpha: Bool, paint: (_ y: Int, _ row: UnsafeMutableBufferPointer<UInt8>) -> Void
    ) -> [UInt8] {
        let header = PNGHeader(
            size: ImageSize(width: width, height: height), depth: 8, kind: hasAlpha ? .rgba : .rgb)
        return file(header, rows: PNGScanlines.drawing(header, paint))
    }

    /// A whole file of filtered rows.
    static func file(_ header: PNGHeader, palette: [(type: String, data: [UInt8])] = [], rows: [UInt8]) -> [UInt8] {
        var bytes = signature
        append(&bytes, "IHDR", header.bytes)
        for chunk in palette { append(&bytes, chunk.type, chunk.data) }
        append(&bytes, "IDAT", Deflate.zlib(rows))
        append(&bytes, "IEND", [])
        return bytes
    }

    private static func append(_ bytes: inout [UInt8], _ type: String, _ data: [UInt8]) {
        bytes += data.count.bigEndianBytes
        let start = bytes.count
        bytes += type.utf8
        bytes += data
        bytes += Int(CRC32.of(bytes[start...])).bigEndianBytes
    }
}

extension Int {
    /// The lower 32 bits, highest byte first.
    var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}
