/// The compression of GIF (appendix F): codes for strings that each grow an earlier one by a byte.
enum LZW {
    /// Unpacks exactly `count` bytes; what comes after them is left out.
    static func unpack(_ data: [UInt8], width: Int, count: Int) throws(ImageError) -> [UInt8] {
        guard (2...8).contains(width) else { throw .damaged(.gif, "its smallest code has \(width) bits") }
        // A code has at least 2 bits and stands for at most 4096 bytes.
        guard count / 4096 <= data.count * 4 else { throw .damaged(.gif, "it is too short for its size") }
        let clear = 1 << width
        let end = clear + 1
        var prefixes = [UInt16](repeating: 0, count: 4096)
        var lasts = [UInt8](repeating: 0, count: 4096)
        var lengths = [UInt16](repeating: 1, count: 4096)
        for code in 0..<clear { lasts[code] = UInt8(code) }
        var bits = BitReader(data, from: 0)
        var size = width + 1
        var next = end + 1
        var previous: Int?
        var output = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            guard let code = bits.take(size) else { throw GIF.cut }
            if code == end { throw .damaged(.gif, "pixels are missing") }
            if code == clear {
                size = width + 1
                next = end + 1
                previous = nil
                continue
            }
            // The one code that may be used as it is made: the previous string and its own first byte.
            let isNew = code == next && previous != nil
            guard code < clear || isNew || (code > end && code < next), let source = isNew ? previous : code else {
                throw .damaged(.gif, "a code is not known")
            }
            let length = Int(lengths[source])
            var walk = source
            for offset in stride(from: length - 1, through: 0, by: -1) {
                if filled + offset < count { output[filled + offset] = lasts[walk] }
                walk = Int(prefixes[walk])
            }
            let first = output[filled]
            filled += length
            if isNew, filled < count { output[filled] = first }
            if isNew { filled += 1 }
            if let previous, next < 4096 {
                prefixes[next] = UInt16(previous)
                lasts[next] = first
                lengths[next] = lengths[previous] + 1
                next += 1
                if next == 1 << size, size < 12 { size += 1 }
            }
            previous = code
        }
        return output
    }
}
