/// How a camera was held (EXIF tag 0x0112): what must be done to a picture to show it upright.
enum Orientation: Int, Sendable {
    case upright = 1
    case mirrored, upsideDown, flipped, transposed, turnedRight, transversed, turnedLeft

    /// Reads an EXIF segment; nil where it does not say.
    init?(exif data: [UInt8]) {
        guard data.count >= 14, data.starts(with: Array("Exif".utf8) + [0, 0]) else { return nil }
        let tiff = Array(data[6...])
        let isLittle = tiff.starts(with: "II".utf8)
        guard isLittle || tiff.starts(with: "MM".utf8) else { return nil }
        func number(_ offset: Int, _ length: Int) -> Int? {
            guard offset >= 0, offset + length <= tiff.count else { return nil }
            return isLittle ? tiff.little(offset, length: length) : tiff.big(offset, length: length)
        }
        guard number(2, 2) == 42, let directory = number(4, 4), let count = number(directory, 2) else { return nil }
        for entry in 0..<count {
            let offset = directory + 2 + entry * 12
            guard let tag = number(offset, 2) else { return nil }
            if tag == 0x0112 {
                guard number(offset + 2, 2) == 3, let value = number(offset + 8, 2) else { return nil }
                self.init(rawValue: value)
                return
            }
        }
        return nil
    }

    /// Whether width and height are exchanged.
    var isTurned: Bool { rawValue >= 5 }

    /// The picture upright.
    func applied(to picture: Picture) -> Picture {
        guard self != .upright else { return picture }
        let (width, height) = (picture.width, picture.height)
        let size = isTurned ? ImageSize(width: height, height: width) : picture.size
        var result = Picture(checked: size)
        // From the offset of the first pixel, steps in the source for a column and a row of the result.
        let last = width - 1
        let bottom = (height - 1) * width
        let (start, column, row) =
            switch self {
            case .upright: (0, 1, width)
            case .mirrored: (last, -1, width)
            case .upsideDown: (bottom + last, -1, -width)
            case .flipped: (bottom, 1, -width)
            case .transposed: (0, width, 1)
            case .turnedRight: (bottom, -width, 1)
            case .transversed: (bottom + last, -width, -1)
            case .turnedLeft: (last, width, -1)
            }
        picture.bytes.withUnsafeBufferPointer { source in
            result.bytes.withUnsafeMutableBufferPointer { target in
                var offset = 0
                for y in 0..<size.height {
                    for x in 0..<size.width {
                        let from = (start + x * column + y * row) * 4
                        for channel in 0..<4 { target[offset + channel] = source[from + channel] }
                        offset += 4
                    }
                }
            }
        }
        return result
    }
}
