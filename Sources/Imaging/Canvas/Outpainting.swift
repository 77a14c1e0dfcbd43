/// A picture on a larger canvas, and the mask that has the rest drawn.
public struct Outpainting: Sendable {
    /// The canvas: clear where something is to be drawn.
    public let picture: Picture
    /// Of the same size as the canvas.
    public let mask: EditMask
    /// Where the picture lies on the canvas.
    public let part: Rectangle

    /// Adds borders, then brings the whole to the size that is asked for, in its middle; what stays free is drawn too.
    ///
    /// `overlap` and `feather` are those of the mask, in pixels of the canvas.
    public init(
        _ picture: Picture, borders: Borders, size: ImageSize? = nil, overlap: Int = 0, feather: Int = 0,
        limits: ImageLimits = ImageLimits()
    ) throws(ImageError) {
        let whole = try Self.canvas(picture.size, borders, limits)
        let canvas = size ?? whole
        try limits.check(canvas)
        let target = whole.centred(in: canvas)
        part = Self.moved(borders.inner(picture.size), from: whole, to: target)
        guard part.size != canvas else {
            throw ImageError("The picture already fills the canvas: add a border on at least one side.")
        }
        // Scaled before it is placed, so that its edges do not mix with what is clear.
        var result = Picture(checked: canvas)
        result.place(try picture.resized(to: part.size, limits: limits), x: part.x, y: part.y)
        self.picture = result
        mask = try EditMask(redrawingAround: part, of: canvas, overlap: overlap, feather: feather, limits: limits)
    }

    private static func canvas(
        _ size: ImageSize, _ borders: Borders, _ limits: ImageLimits
    ) throws(ImageError) -> ImageSize {
        try borders.check(limits)
        let whole = ImageSize(
            width: borders.left + size.width + borders.right, height: borders.top + size.height + borders.bottom)
        try limits.check(whole)
        return whole
    }

    private static func moved(_ part: Rectangle, from whole: ImageSize, to target: Rectangle) -> Rectangle {
        func span(_ start: Int, _ length: Int, _ whole: Int, _ target: Int) -> (start: Int, length: Int) {
            let scale = Double(target) / Double(whole)
            let first = min(target - 1, Int((Double(start) * scale).rounded()))
            let end = min(target, Int((Double(start + length) * scale).rounded()))
            return (first, max(1, end - first))
        }
        let (x, width) = span(part.x, part.width, whole.width, target.width)
        let (y, height) = span(part.y, part.height, whole.height, target.height)
        return Rectangle(x: target.x + x, y: target.y + y, width: width, height: height)
    }
}
