/// Pixels to add on each side of a picture.
public struct Borders: Sendable, Hashable {
    /// Columns on the left.
    public var left: Int
    /// Columns on the right.
    public var right: Int
    /// Rows above.
    public var top: Int
    /// Rows below.
    public var bottom: Int

    /// Borders of so many pixels.
    public init(left: Int = 0, right: Int = 0, top: Int = 0, bottom: Int = 0) {
        self.left = left
        self.right = right
        self.top = top
        self.bottom = bottom
    }

    /// Where a picture of this size lies once the borders are added.
    public func inner(_ size: ImageSize) -> Rectangle {
        Rectangle(x: left, y: top, width: size.width, height: size.height)
    }

    /// Throws where a border is below zero or wider than any picture.
    func check(_ limits: ImageLimits) throws(ImageError) {
        let sides = [left, right, top, bottom]
        guard sides.allSatisfy({ (0...limits.side).contains($0) }) else {
            throw ImageError("Borders must be 0 to \(limits.side) pixels, not \(sides): give each side within that.")
        }
    }
}
