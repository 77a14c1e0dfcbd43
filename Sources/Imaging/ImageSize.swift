/// Width and height in pixels.
public struct ImageSize: Sendable, Hashable, CustomStringConvertible {
    /// Pixels from left to right.
    public var width: Int
    /// Pixels from top to bottom.
    public var height: Int

    /// A size of so many pixels.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Reads `1024x1536`; nil where the text is anything else or a side has more than nine digits.
    public init?(_ text: String) {
        let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard sides.count == 2, let width = sides[0], let height = sides[1], (1..<1_000_000_000).contains(width),
            (1..<1_000_000_000).contains(height)
        else { return nil }
        self.init(width: width, height: height)
    }

    /// As the image API writes it: `1024x1536`.
    public var description: String { "\(width)x\(height)" }

    /// Pixels altogether; the largest number where there are too many to count.
    public var area: Int {
        let (product, overflows) = width.multipliedReportingOverflow(by: height)
        return overflows ? .max : product
    }

    /// The whole of it as a rectangle.
    public var bounds: Rectangle { Rectangle(x: 0, y: 0, width: width, height: height) }

    /// The largest size of the same shape within another.
    public func fitted(in other: ImageSize) -> ImageSize {
        let (across, down) = (Double(max(1, width)), Double(max(1, height)))
        let scale = min(Double(other.width) / across, Double(other.height) / down)
        func side(_ length: Double, _ most: Int) -> Int {
            // Beyond this, the number may not be a whole one of the machine.
            max(1, min(most, Int(max(0, min(1e15, (length * scale).rounded())))))
        }
        return ImageSize(width: side(across, other.width), height: side(down, other.height))
    }

    /// Where a picture of this size lies within a canvas, as large as it fits, in the middle.
    public func centred(in canvas: ImageSize) -> Rectangle {
        let fitted = fitted(in: canvas)
        return Rectangle(
            x: (canvas.width - fitted.width) / 2, y: (canvas.height - fitted.height) / 2, width: fitted.width,
            height: fitted.height)
    }

    /// The one of some sizes that shows a picture of this size largest in proportion to its empty borders.
    ///
    /// Among equals, the smallest that loses no detail, else the largest.
    public func best(of sizes: [ImageSize]) -> ImageSize? {
        func covered(_ size: ImageSize) -> Double { Double(fitted(in: size).area) / Double(max(1, size.area)) }
        func isBetter(_ one: ImageSize, _ other: ImageSize) -> Bool {
            let gain = covered(one) / covered(other)
            if gain > 1.01 || gain < 0.99 { return gain > 1 }
            let holds = (one.width >= width && one.height >= height, other.width >= width && other.height >= height)
            if holds.0 != holds.1 { return holds.0 }
            return holds.0 ? one.area < other.area : one.area > other.area
        }
        return sizes.reduce(nil) { best, size in best.map { isBetter(size, $0) ? size : $0 } ?? size }
    }

    /// The size with each side raised to a multiple of a number.
    public func roundedUp(toMultipleOf step: Int) -> ImageSize {
        ImageSize(width: (width + step - 1) / step * step, height: (height + step - 1) / step * step)
    }
}
