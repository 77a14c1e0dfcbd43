extension Picture {
    /// Reads a PNG, JPEG or the first frame of a GIF; a JPEG is turned as its EXIF data says.
    ///
    /// The limits are checked before memory is taken, and no more is taken than the bytes can be the source of.
    public init(decoding bytes: [UInt8], limits: ImageLimits = ImageLimits()) throws(ImageError) {
        guard let format = ImageFormat(bytes) else {
            throw ImageError(
                "The file is no PNG, JPEG, GIF or WebP image: convert it to PNG or JPEG and send it again.")
        }
        switch format {
        case .png: self = try PNG.decode(bytes, limits: limits)
        case .jpeg: self = try JPEG.decode(bytes, limits: limits)
        case .gif: self = try GIF.decode(bytes, limits: limits)
        case .webp: throw .unsupported("WebP images")
        }
    }
}
