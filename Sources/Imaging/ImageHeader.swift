/// Format and size of an image, from its first bytes: nothing is decoded.
///
/// The size is the one that is shown: the sides of a JPEG that its EXIF data turns are exchanged.
public struct ImageHeader: Sendable, Hashable {
    /// The file format.
    public let format: ImageFormat
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int

    /// Reads the header; nil where the bytes are no image of a known format.
    ///
    /// 30 bytes are enough except for a JPEG, whose size may come after its metadata.
    public init?(_ bytes: [UInt8]) {
        guard let format = ImageFormat(bytes), let size = Self.size(format, bytes), size.width > 0, size.height > 0
        else { return nil }
        self.format = format
        width = size.width
        height = size.height
    }

    /// Width and height.
    public var size: ImageSize { ImageSize(width: width, height: height) }

    private static func size(_ format: ImageFormat, _ bytes: [UInt8]) -> ImageSize? {
        switch format {
        case .png:
            guard bytes.count >= 24, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
            return ImageSize(width: bytes.big(16, length: 4), height: bytes.big(20, length: 4))
        case .gif:
            guard bytes.count >= 10 else { return nil }
            return ImageSize(width: bytes.little(6, length: 2), height: bytes.little(8, length: 2))
        case .jpeg: return JPEG.size(bytes)
        case .webp: return webp(bytes)
        }
    }

    /// The size stands at another place in each of the three kinds of first chunk (RFC 9649, section 2).
    private static func webp(_ bytes: [UInt8]) -> ImageSize? {
        guard bytes.count >= 30 else { return nil }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8 ":
            return ImageSize(
                width: bytes.little(26, length: 2) & 0x3FFF, height: bytes.little(28, length: 2) & 0x3FFF)
        case "VP8X": return ImageSize(width: bytes.little(24, length: 3) + 1, height: bytes.little(27, length: 3) + 1)
        case "VP8L":
            let bits = bytes.little(21, length: 4)
            return ImageSize(width: (bits & 0x3FFF) + 1, height: (bits >> 14 & 0x3FFF) + 1)
        default: return nil
        }
    }
}

extension [UInt8] {
    /// An unsigned number, highest byte first; the bytes must be there.
    func big(_ offset: Int, length: Int) -> Int {
        self[offset..<offset + length].reduce(0) { $0 << 8 | Int($1) }
    }

    /// An unsigned number, lowest byte first; the bytes must be there.
    func little(_ offset: Int, length: Int) -> Int {
        self[offset..<offset + length].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
