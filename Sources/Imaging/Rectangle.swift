/// A part of a picture, in pixels from its upper left corner.
public struct Rectangle: Sendable, Hashable, CustomStringConvertible {
    /// First column.
    public var x: Int
    /// First row.
    public var y: Int
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// A part of so many pixels.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// How it is called in an error.
    public var description: String { "\(width)x\(height) at \(x),\(y)" }

    /// Its width and height.
    public var size: ImageSize { ImageSize(width: width, height: height) }

    /// What of it lies within a picture; nil where nothing does.
    public func clipped(to size: ImageSize) -> Rectangle? {
        guard width > 0, height > 0, x < size.width, y < size.height else { return nil }
        let right = x.addingReportingOverflow(width)
        let bottom = y.addingReportingOverflow(height)
        let left = max(0, x)
        let top = max(0, y)
        let clipped = Rectangle(
            x: left, y: top,
            width: min(size.width, right.overflow ? .max : right.partialValue) - left,
            height: min(size.height, bottom.overflow ? .max : bottom.partialValue) - top)
        return clipped.width > 0 && clipped.height > 0 ? clipped : nil
    }
}
