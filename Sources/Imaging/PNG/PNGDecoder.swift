extension PNG {
    /// No stream of deflate unpacks to more than this many times its bytes.
    private static let mostGain = 1032

    /// The picture of a file: any colour type and depth, interlaced or not, with its transparency; 16 bits become 8.
    static func decode(_ bytes: [UInt8], limits: ImageLimits) throws(ImageError) -> Picture {
        let chunks = try PNGChunks(bytes)
        let header = chunks.header
        try limits.check(header.size)
        guard header.unpackedBytes / mostGain <= chunks.compressed.count else {
            throw .damaged(.png, "it is too short for \(header.size) pixels")
        }
        var rows = PNGRows(header, try PNGPixels(chunks))
        do {
            try Inflate.zlib(chunks.compressed) { piece throws(Inflate.Fault) in try rows.add(piece) }
        } catch {
            throw .damaged(.png, error.reason)
        }
        guard rows.areComplete else { throw .damaged(.png, "rows are missing") }
        return rows.picture
    }
}

/// Puts unpacked bytes together to rows, undoes their filters and places the pixels.
struct PNGRows {
    private let header: PNGHeader
    private let pixels: PNGPixels
    private let passes: [PNGHeader.Pass]
    private var pass = 0
    private var y = 0
    /// The byte of the filter and the row, as far as it has come.
    private var row: [UInt8]
    private var filled = 0
    private var above: [UInt8]
    private(set) var picture: Picture

    init(_ header: PNGHeader, _ pixels: PNGPixels) {
        self.header = header
        self.pixels = pixels
        passes = header.passes
        let length = 1 + header.rowBytes(header.size.width)
        row = [UInt8](repeating: 0, count: length)
        above = [UInt8](repeating: 0, count: length)
        picture = Picture(checked: header.size)
    }

    var areComplete: Bool { pass == passes.count }

    /// Takes in bytes; false once there are enough.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) throws(Inflate.Fault) -> Bool {
        var position = 0
        while position < bytes.count, pass < passes.count {
            let length = 1 + header.rowBytes(passes[pass].size.width)
            let count = min(length - filled, bytes.count - position)
            for offset in 0..<count { row[filled + offset] = bytes[position + offset] }
            filled += count
            position += count
            if filled == length { try finish(length) }
        }
        // The end of the stream is still to be checked; only what goes past all rows is left out.
        return position == bytes.count
    }

    private mutating func finish(_ length: Int) throws(Inflate.Fault) {
        try unfilter(length)
        let pass = passes[pass]
        let start = ((pass.y + y * pass.stepY) * header.size.width + pass.x) * 4
        row.withUnsafeBufferPointer { row in
            picture.bytes.withUnsafeMutableBufferPointer { output in
                pixels.expand(row, count: pass.size.width, into: output, from: start, step: pass.stepX * 4)
            }
        }
        swap(&row, &above)
        filled = 0
        y += 1
        if y == pass.size.height {
            y = 0
            self.pass += 1
            for offset in above.indices { above[offset] = 0 }
        }
    }

    /// Section 9: each byte was replaced by its difference from neighbours.
    private mutating func unfilter(_ length: Int) throws(Inflate.Fault) {
        let step = header.step
        let first = min(1 + step, length)
        let filter = row[0]
        guard filter < 5 else { throw Inflate.Fault(reason: "a row has no known filter") }
        row.withUnsafeMutableBufferPointer { row in
            above.withUnsafeBufferPointer { above in
                switch filter {
                case 1: for x in first..<length { row[x] &+= row[x - step] }
                case 2: for x in 1..<length { row[x] &+= above[x] }
                case 3:
                    for x in 1..<first { row[x] &+= above[x] / 2 }
                    for x in first..<length { row[x] &+= UInt8((Int(row[x - step]) + Int(above[x])) / 2) }
                case 4:
                    for x in 1..<first { row[x] &+= above[x] }
                    for x in first..<length {
                        row[x] &+= PNGScanlines.paeth(row[x - step], above[x], above[x - step])
                    }
                default: break
                }
            }
        }
    }
}
