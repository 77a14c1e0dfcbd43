/// One pixel: colour and opacity, not premultiplied.
public struct Pixel: Sendable, Hashable {
    /// Red, 0 to 255.
    public var red: UInt8
    /// Green, 0 to 255.
    public var green: UInt8
    /// Blue, 0 to 255.
    public var blue: UInt8
    /// Opacity: 0 is clear, 255 is opaque.
    public var alpha: UInt8

    /// A pixel of these channels.
    public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// Nothing to see.
    public static let clear = Pixel(red: 0, green: 0, blue: 0, alpha: 0)
    /// Opaque black.
    public static let black = Pixel(red: 0, green: 0, blue: 0)
    /// Opaque white.
    public static let white = Pixel(red: 255, green: 255, blue: 255)
}

/// A picture in memory: rows from the top, four bytes a pixel (red, green, blue, alpha).
public struct Picture: Sendable, Hashable {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int
    /// The bytes of all pixels; `width * height * 4` of them.
    public internal(set) var bytes: [UInt8]

    /// A picture of one colour.
    public init(
        _ size: ImageSize, filledWith pixel: Pixel = .clear, limits: ImageLimits = ImageLimits()
    ) throws(ImageError) {
        try limits.check(size)
        self.init(checked: size, filledWith: pixel)
    }

    /// A picture of bytes in rows from the top, four a pixel.
    public init(_ size: ImageSize, bytes: [UInt8]) throws(ImageError) {
        try ImageLimits(side: .max, pixels: .max / 4).check(size)
        guard bytes.count == size.area * 4 else {
            throw ImageError("A picture of \(size) pixels has \(size.area * 4) bytes, not \(bytes.count).")
        }
        self.init(checked: size, bytes: bytes)
    }

    /// For sizes that are known to be within the limits.
    init(checked size: ImageSize, filledWith pixel: Pixel = .clear) {
        width = size.width
        height = size.height
        bytes = [UInt8](repeating: pixel.red, count: size.width * size.height * 4)
        if [pixel.green, pixel.blue, pixel.alpha].contains(where: { $0 != pixel.red }) { fill(size.bounds, pixel) }
    }

    init(checked size: ImageSize, bytes: [UInt8]) {
        width = size.width
        height = size.height
        self.bytes = bytes
    }

    /// Width and height.
    public var size: ImageSize { ImageSize(width: width, height: height) }

    /// The pixel of a column and a row, which must be within the picture.
    public subscript(x: Int, y: Int) -> Pixel {
        get {
            let offset = (y * width + x) * 4
            return Pixel(
                red: bytes[offset], green: bytes[offset + 1], blue: bytes[offset + 2], alpha: bytes[offset + 3])
        }
        set {
            let offset = (y * width + x) * 4
            bytes[offset] = newValue.red
            bytes[offset + 1] = newValue.green
            bytes[offset + 2] = newValue.blue
            bytes[offset + 3] = newValue.alpha
        }
    }

    /// Whether no pixel lets anything through.
    public var isOpaque: Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var offset = 3
            while offset < bytes.count {
                if bytes[offset] != 255 { return false }
                offset += 4
            }
            return true
        }
    }

    /// Sets all pixels of a part; what lies outside is left out.
    public mutating func fill(_ part: Rectangle, _ pixel: Pixel) {
        guard let part = part.clipped(to: size) else { return }
        let width = width
        bytes.withUnsafeMutableBufferPointer { bytes in
            for y in part.y..<part.y + part.height {
                var offset = (y * width + part.x) * 4
                for _ in 0..<part.width {
                    bytes[offset] = pixel.red
                    bytes[offset + 1] = pixel.green
                    bytes[offset + 2] = pixel.blue
                    bytes[offset + 3] = pixel.alpha
                    offset += 4
                }
            }
        }
    }
}
