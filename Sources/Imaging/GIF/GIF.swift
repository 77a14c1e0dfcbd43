/// The first frame of a Graphics Interchange Format file (GIF89a specification).
enum GIF {
    /// The frame in its place on the screen; what it does not cover is clear.
    static func decode(_ bytes: [UInt8], limits: ImageLimits) throws(ImageError) -> Picture {
        guard bytes.count >= 13 else { throw cut }
        let screen = ImageSize(width: bytes.little(6, length: 2), height: bytes.little(8, length: 2))
        var position = 13
        let common = try table(bytes, flags: bytes[10], &position)
        var clear: UInt8?
        while position < bytes.count {
            switch bytes[position] {
            case 0x21:
                guard position + 2 <= bytes.count else { throw cut }
                let isControl = bytes[position + 1] == 0xF9
                position += 2
                let data = try blocks(bytes, &position)
                if isControl, data.count >= 4 { clear = data[0] & 1 == 1 ? data[3] : nil }
            case 0x2C: return try frame(bytes, position + 1, screen, common, clear, limits)
            case 0x3B: throw .damaged(.gif, "it holds no picture")
            default: throw .damaged(.gif, "a block is not understood")
            }
        }
        throw cut
    }

    static var cut: ImageError { .damaged(.gif, "it is cut off") }

    private static func frame(
        _ bytes: [UInt8], _ start: Int, _ screen: ImageSize, _ common: ArraySlice<UInt8>?, _ clear: UInt8?,
        _ limits: ImageLimits
    ) throws(ImageError) -> Picture {
        guard start + 9 <= bytes.count else { throw cut }
        let part = Rectangle(
            x: bytes.little(start, length: 2), y: bytes.little(start + 2, length: 2),
            width: bytes.little(start + 4, length: 2), height: bytes.little(start + 6, length: 2))
        let flags = bytes[start + 8]
        var position = start + 9
        guard let colours = try table(bytes, flags: flags, &position) ?? common else {
            throw .damaged(.gif, "it has no colours")
        }
        guard screen.width > 0, screen.height > 0, part.width > 0, part.height > 0 else {
            throw .damaged(.gif, "its size is \(screen)")
        }
        try limits.check(screen)
        try limits.check(part.size)
        guard position < bytes.count else { throw cut }
        let width = Int(bytes[position])
        position += 1
        let data = try blocks(bytes, &position)
        let indices = try LZW.unpack(data, width: width, count: part.size.area)
        return draw(indices, part, screen, colours, clear, isInterlaced: flags & 0x40 != 0)
    }

    private static func draw(
        _ indices: [UInt8], _ part: Rectangle, _ screen: ImageSize, _ colours: ArraySlice<UInt8>, _ clear: UInt8?,
        isInterlaced: Bool
    ) -> Picture {
        var picture = Picture(checked: screen)
        let rows = isInterlaced ? interlaced(part.height) : Array(0..<part.height)
        for (source, row) in rows.enumerated() where part.y + row < screen.height {
            for column in 0..<max(0, min(part.width, screen.width - part.x)) {
                let index = indices[source * part.width + column]
                if index == clear { continue }
                let entry = colours.startIndex + Int(index) * 3
                let isKnown = entry + 3 <= colours.endIndex
                picture[part.x + column, part.y + row] =
                    isKnown
                    ? Pixel(red: colours[entry], green: colours[entry + 1], blue: colours[entry + 2]) : .black
            }
        }
        return picture
    }

    /// The rows in the order in which an interlaced frame has them.
    private static func interlaced(_ height: Int) -> [Int] {
        [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { Array(stride(from: $0.0, to: height, by: $0.1)) }
    }

    /// A table of colours, where the flags say that there is one.
    private static func table(
        _ bytes: [UInt8], flags: UInt8, _ position: inout Int
    ) throws(ImageError) -> ArraySlice<UInt8>? {
        guard flags & 0x80 != 0 else { return nil }
        let end = position + 3 << (Int(flags & 7) + 1)
        guard end <= bytes.count else { throw cut }
        defer { position = end }
        return bytes[position..<end]
    }

    /// The data of a row of sub-blocks, up to the empty one.
    private static func blocks(_ bytes: [UInt8], _ position: inout Int) throws(ImageError) -> [UInt8] {
        var data: [UInt8] = []
        while position < bytes.count {
            let length = Int(bytes[position])
            position += 1
            if length == 0 { return data }
            guard position + length <= bytes.count else { break }
            data += bytes[position..<position + length]
            position += length
        }
        throw cut
    }
}
