/// Writes Portable Network Graphics (ISO/IEC 15948), 8 bits a channel.
enum PNG {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// An image whose rows the closure paints, top down, into a row of red, green, blue (and alpha) bytes.
    static func encode(
        width: Int, height: Int, hasAlpha: Bool, paint: (_ y: Int, _ row: UnsafeMutableBufferPointer<UInt8>) -> Void
    ) -> [UInt8] {
        let channels = hasAlpha ? 4 : 3
        var header = big(width) + big(height)
        header += [8, hasAlpha ? 6 : 2, 0, 0, 0]
        let rows = scanlines(width * channels, height, channels, paint)
        return signature + chunk("IHDR", header) + chunk("IDAT", Deflate.zlib(rows)) + chunk("IEND", [])
    }

    /// Every row behind its filter: the one of Sub and Up that leaves more zeros.
    private static func scanlines(
        _ stride: Int, _ height: Int, _ channels: Int, _ paint: (Int, UnsafeMutableBufferPointer<UInt8>) -> Void
    ) -> [UInt8] {
        let row = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: stride)
        let above = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: stride)
        defer {
            row.deallocate()
            above.deallocate()
        }
        above.initialize(repeating: 0)
        row.initialize(repeating: 0)
        return [UInt8](unsafeUninitializedCapacity: (stride + 1) * height) { output, count in
            for y in 0..<height {
                paint(y, row)
                let start = y * (stride + 1)
                let line = UnsafeMutableBufferPointer(rebasing: output[(start + 1)..<(start + 1 + stride)])
                var zerosBySub = 0
                var zerosByUp = 0
                for x in channels..<stride {
                    if row[x] == row[x - channels] { zerosBySub += 1 }
                    if row[x] == above[x] { zerosByUp += 1 }
                }
                if zerosBySub >= zerosByUp {
                    output[start] = 1
                    for x in 0..<channels { line[x] = row[x] }
                    for x in channels..<stride { line[x] = row[x] &- row[x - channels] }
                } else {
                    output[start] = 2
                    for x in 0..<stride { line[x] = row[x] &- above[x] }
                }
                _ = above.update(from: row)
            }
            count = (stride + 1) * height
        }
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return big(data.count) + body + big(Int(CRC32.of(body)))
    }

    private static func big(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
