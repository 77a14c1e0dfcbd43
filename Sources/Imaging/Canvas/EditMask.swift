/// Where an edit may redraw a picture: the API reads a PNG of the same size whose clear pixels mark the place.
///
/// What is redrawn is white beneath its clearness and what is kept is black, so that a provider that looks at
/// brightness instead of opacity reads the same.
public struct EditMask: Sendable, Hashable {
    /// The mask itself.
    public let picture: Picture
    /// Redrawn pixels of all, 0 to 1; one that is half kept counts half.
    public let redrawnShare: Double

    /// From the opacity of each pixel in rows: 0 is redrawn, 255 is kept.
    init(_ size: ImageSize, kept: (_ x: Int, _ y: Int) -> UInt8) throws(ImageError) {
        var picture = Picture(checked: size)
        var sum = 0
        picture.bytes.withUnsafeMutableBufferPointer { bytes in
            var offset = 0
            for y in 0..<size.height {
                for x in 0..<size.width {
                    let alpha = kept(x, y)
                    for channel in 0..<3 { bytes[offset + channel] = 255 - alpha }
                    bytes[offset + 3] = alpha
                    sum += 255 - Int(alpha)
                    offset += 4
                }
            }
        }
        guard sum > 0 else {
            throw ImageError(
                "The mask marks nothing to redraw: make the place to redraw transparent, or white on black.")
        }
        self.picture = picture
        redrawnShare = Double(sum) / Double(255 * size.area)
    }

    /// The mask as the API takes it: always with an alpha channel.
    public var png: [UInt8] { picture.png(as: .rgba) }

    /// Redraws some rectangles; what of them lies outside the picture is left out.
    public init(
        redrawing rectangles: [Rectangle], of size: ImageSize, limits: ImageLimits = ImageLimits()
    ) throws(ImageError) {
        try limits.check(size)
        guard !rectangles.isEmpty else { throw ImageError("There is no rectangle to redraw: give at least one.") }
        var kept = Picture(checked: size, filledWith: .white)
        for rectangle in rectangles {
            guard let part = rectangle.clipped(to: size) else {
                throw ImageError(
                    "The rectangle \(rectangle) is not on the picture of \(size) pixels: give one that begins on it.")
            }
            kept.fill(part, .clear)
        }
        try self.init(size) { x, y in kept.bytes[(y * size.width + x) * 4] }
    }

    /// Redraws all but a part, such as the borders that were added to a picture.
    ///
    /// `overlap` pixels inside the part are redrawn too, so that the new fits the old; over `feather` pixels more the
    /// mask goes over from one to the other. A side of the part at the edge of the picture has neither.
    public init(
        redrawingAround part: Rectangle, of size: ImageSize, overlap: Int = 0, feather: Int = 0,
        limits: ImageLimits = ImageLimits()
    ) throws(ImageError) {
        try limits.check(size)
        guard part.clipped(to: size) == part else {
            throw ImageError("The part \(part) is not within the picture of \(size) pixels: choose one that is.")
        }
        let (overlap, feather) = (max(0, min(overlap, size.width + size.height)), max(0, min(feather, size.area)))
        func depth(_ place: Int, _ start: Int, _ length: Int, _ whole: Int) -> Int {
            let fromStart = start == 0 ? Int.max : place - start
            let fromEnd = start + length == whole ? Int.max : start + length - 1 - place
            return min(fromStart, fromEnd)
        }
        try self.init(size) { x, y in
            let inside = min(depth(x, part.x, part.width, size.width), depth(y, part.y, part.height, size.height))
            // Outside the part, one of the two is below zero.
            guard inside >= 0, inside >= overlap else { return 0 }
            return inside - overlap >= feather ? 255 : UInt8((inside - overlap + 1) * 255 / (feather + 1))
        }
    }
}
