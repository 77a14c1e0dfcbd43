/// Turns rows of samples into red, green, blue and alpha.
struct PNGPixels {
    private let kind: PNGHeader.Kind
    private let depth: Int
    /// 256 colours of four bytes; what the file does not define is black.
    private var colours: [UInt8] = []
    /// The samples of the one colour that is clear.
    private var clear: [Int]?

    init(_ chunks: PNGChunks) throws(ImageError) {
        kind = chunks.header.kind
        depth = chunks.header.depth
        switch kind {
        case .palette: colours = try Self.table(chunks)
        case .grey, .rgb:
            if let data = chunks.transparency, data.count >= kind.channels * 2 {
                let mask = 1 << depth - 1
                clear = (0..<kind.channels).map { data.big($0 * 2, length: 2) & mask }
            }
        case .greyAlpha, .rgba: break
        }
    }

    private static func table(_ chunks: PNGChunks) throws(ImageError) -> [UInt8] {
        guard let palette = chunks.palette, !palette.isEmpty, palette.count % 3 == 0, palette.count <= 768 else {
            throw .damaged(.png, "its palette is missing or has a wrong length")
        }
        return (0..<256).flatMap { index -> [UInt8] in
            let alpha = chunks.transparency.flatMap { index < $0.count ? $0[index] : nil } ?? 255
            return index * 3 < palette.count ? palette[index * 3..<index * 3 + 3] + [alpha] : [0, 0, 0, 255]
        }
    }

    /// Writes `count` pixels from a row behind its filter byte, each `step` bytes after the one before.
    func expand(
        _ row: UnsafeBufferPointer<UInt8>, count: Int, into output: UnsafeMutableBufferPointer<UInt8>, from start: Int,
        step: Int
    ) {
        var offset = start
        if depth == 8, kind == .rgba || kind == .rgb, clear == nil {
            let channels = kind.channels
            var source = 1
            for _ in 0..<count {
                output[offset] = row[source]
                output[offset + 1] = row[source + 1]
                output[offset + 2] = row[source + 2]
                output[offset + 3] = channels == 4 ? row[source + 3] : 255
                source += channels
                offset += step
            }
            return
        }
        for x in 0..<count {
            let pixel = pixel(row, x)
            output[offset] = pixel.red
            output[offset + 1] = pixel.green
            output[offset + 2] = pixel.blue
            output[offset + 3] = pixel.alpha
            offset += step
        }
    }

    private func pixel(_ row: UnsafeBufferPointer<UInt8>, _ x: Int) -> Pixel {
        let first = x * kind.channels
        let one = sample(row, first)
        switch kind {
        case .grey:
            let grey = byte(one)
            return Pixel(red: grey, green: grey, blue: grey, alpha: clear.map { $0[0] == one } == true ? 0 : 255)
        case .palette:
            return Pixel(
                red: colours[one * 4], green: colours[one * 4 + 1], blue: colours[one * 4 + 2],
                alpha: colours[one * 4 + 3])
        case .greyAlpha:
            let grey = byte(one)
            return Pixel(red: grey, green: grey, blue: grey, alpha: byte(sample(row, first + 1)))
        case .rgb, .rgba:
            let two = sample(row, first + 1)
            let three = sample(row, first + 2)
            let alpha =
                kind == .rgba
                ? byte(sample(row, first + 3))
                : clear.map { $0[0] == one && $0[1] == two && $0[2] == three } == true ? 0 : 255
            return Pixel(red: byte(one), green: byte(two), blue: byte(three), alpha: alpha)
        }
    }

    private func sample(_ row: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        switch depth {
        case 8: return Int(row[1 + index])
        case 16: return Int(row[1 + index * 2]) << 8 | Int(row[2 + index * 2])
        default:
            let bit = index * depth
            return Int(row[1 + bit / 8]) >> (8 - depth - bit % 8) & (1 << depth - 1)
        }
    }

    /// A sample stretched or rounded to 0...255.
    private func byte(_ sample: Int) -> UInt8 {
        switch depth {
        case 8: UInt8(sample)
        case 16: UInt8((sample * 255 + 32_767) / 65_535)
        default: UInt8(sample * 255 / (1 << depth - 1))
        }
    }
}
