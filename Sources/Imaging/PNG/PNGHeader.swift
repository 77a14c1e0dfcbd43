/// What the chunk IHDR says.
struct PNGHeader: Sendable, Hashable {
    /// Which samples make a pixel.
    enum Kind: UInt8 {
        case grey = 0
        case rgb = 2
        case palette = 3
        case greyAlpha = 4
        case rgba = 6

        /// Samples of a pixel.
        var channels: Int {
            switch self {
            case .grey, .palette: 1
            case .greyAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }

        /// Bits that a sample may have.
        fileprivate var depths: [Int] {
            switch self {
            case .grey: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            case .rgb, .greyAlpha, .rgba: [8, 16]
            }
        }
    }

    let size: ImageSize
    /// Bits of a sample.
    let depth: Int
    let kind: Kind
    var isInterlaced = false

    init(size: ImageSize, depth: Int, kind: Kind) {
        self.size = size
        self.depth = depth
        self.kind = kind
    }

    /// Reads the data of the chunk.
    init(_ data: [UInt8]) throws(ImageError) {
        guard data.count == 13, data[10] == 0, data[11] == 0, data[12] < 2 else {
            throw .damaged(.png, "its header is not understood")
        }
        guard let kind = Kind(rawValue: data[9]), kind.depths.contains(Int(data[8])) else {
            throw .damaged(.png, "its header names a colour type and depth that do not exist")
        }
        let size = ImageSize(width: data.big(0, length: 4), height: data.big(4, length: 4))
        guard size.width > 0, size.height > 0, size.width < 1 << 31, size.height < 1 << 31 else {
            throw .damaged(.png, "its size is \(size)")
        }
        self.init(size: size, depth: Int(data[8]), kind: kind)
        isInterlaced = data[12] == 1
    }

    /// The data of the chunk.
    var bytes: [UInt8] {
        size.width.bigEndianBytes + size.height.bigEndianBytes
            + [UInt8(depth), kind.rawValue, 0, 0, isInterlaced ? 1 : 0]
    }

    /// Bytes that hold so many pixels, without the byte of the filter.
    func rowBytes(_ width: Int) -> Int { (width * kind.channels * depth + 7) / 8 }

    /// Distance in bytes to what the filters take for the pixel on the left.
    var step: Int { max(1, kind.channels * depth / 8) }

    /// Bytes that the rows of all passes unpack to.
    var unpackedBytes: Int { passes.reduce(0) { $0 + (1 + rowBytes($1.size.width)) * $1.size.height } }

    /// One of the reduced pictures that an interlaced image is sent as.
    struct Pass {
        let x: Int
        let y: Int
        let stepX: Int
        let stepY: Int
        let size: ImageSize
    }

    /// The whole, or the seven passes of Adam7 that are not empty.
    var passes: [Pass] {
        guard isInterlaced else { return [Pass(x: 0, y: 0, stepX: 1, stepY: 1, size: size)] }
        let starts = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        return starts.compactMap { x, y, stepX, stepY in
            let part = ImageSize(
                width: (size.width - x + stepX - 1) / stepX, height: (size.height - y + stepY - 1) / stepY)
            return part.width > 0 && part.height > 0 ? Pass(x: x, y: y, stepX: stepX, stepY: stepY, size: part) : nil
        }
    }
}
