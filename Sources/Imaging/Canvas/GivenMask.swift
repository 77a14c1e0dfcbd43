/// How a mask that somebody made says what to redraw.
public enum MaskReading: Sendable, Hashable, CustomStringConvertible {
    /// Clear pixels are redrawn.
    case alpha
    /// White pixels are redrawn and black ones are kept.
    case white

    /// The reading in a few words, to tell whoever made the mask.
    public var description: String {
        switch self {
        case .alpha: "transparent areas are redrawn"
        case .white: "white areas are redrawn, black ones are kept"
        }
    }
}

extension EditMask {
    /// Brightness and opacity this near to an end count as the end: JPEG leaves such noise.
    private static let noise = 24

    /// A mask from a picture in either convention, and which of them it was found to follow.
    ///
    /// A picture with pixels that are more clear than opaque is read by opacity; an opaque one must be black and white.
    public static func reading(
        _ given: Picture, for size: ImageSize
    ) throws(ImageError) -> (mask: EditMask, reading: MaskReading) {
        guard given.size == size else {
            throw ImageError(
                "The mask has \(given.size) pixels and the image \(size): send a mask of the same size as the image.")
        }
        let reading: MaskReading = hasClearPixels(given) ? .alpha : .white
        if reading == .white { try checkBlackAndWhite(given) }
        let mask = try EditMask(size) { x, y in
            let pixel = given[x, y]
            let kept = reading == .alpha ? Int(pixel.alpha) : 255 - brightness(pixel)
            return kept <= noise ? 0 : kept >= 255 - noise ? 255 : UInt8(kept)
        }
        return (mask, reading)
    }

    private static func hasClearPixels(_ picture: Picture) -> Bool {
        stride(from: 3, to: picture.bytes.count, by: 4).contains { picture.bytes[$0] < 128 }
    }

    /// Edges may be smooth, so one pixel in ten may be grey.
    private static func checkBlackAndWhite(_ picture: Picture) throws(ImageError) {
        var others = 0
        for offset in stride(from: 0, to: picture.bytes.count, by: 4) {
            let channels = picture.bytes[offset..<offset + 3]
            let isWhite = channels.allSatisfy { Int($0) >= 255 - 2 * noise }
            let isBlack = channels.allSatisfy { Int($0) <= 2 * noise }
            if !isWhite, !isBlack { others += 1 }
        }
        guard others * 10 <= picture.size.area else {
            throw ImageError(
                "The mask is neither transparent anywhere nor black and white: make the place to redraw transparent, "
                    + "or white on black.")
        }
    }

    private static func brightness(_ pixel: Pixel) -> Int {
        (Int(pixel.red) * 77 + Int(pixel.green) * 150 + Int(pixel.blue) * 29) >> 8
    }
}
