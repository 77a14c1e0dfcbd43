/// How large a picture may become, which bounds the memory it takes.
///
/// That is four bytes a pixel, and up to thirteen while a JPEG is read.
public struct ImageLimits: Sendable, Hashable {
    /// Pixels of the longer side.
    public var side: Int
    /// Pixels altogether.
    public var pixels: Int

    /// The default is 64 megapixels and 32,768 a side.
    public init(side: Int = 32_768, pixels: Int = 64 << 20) {
        self.side = side
        self.pixels = pixels
    }

    /// Throws where a picture of this size is too large.
    public func check(_ size: ImageSize) throws(ImageError) {
        guard size.width > 0, size.height > 0 else {
            throw ImageError("A picture of \(size) pixels has no area: give both sides at least one pixel.")
        }
        guard size.width <= side, size.height <= side, size.area <= pixels else {
            throw ImageError(
                "A picture of \(size) pixels is too large: at most \(side) a side and \(pixels) altogether are "
                    + "handled, so make it smaller.")
        }
    }
}
