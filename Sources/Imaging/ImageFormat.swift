/// A file format that images come in.
public enum ImageFormat: String, Sendable, CaseIterable {
    /// Portable Network Graphics.
    case png = "PNG"
    /// The format of the Joint Photographic Experts Group.
    case jpeg = "JPEG"
    /// Graphics Interchange Format.
    case gif = "GIF"
    /// WebP, of which only the size is read.
    case webp = "WebP"

    /// Tells the format from the first twelve bytes; nil where they begin no image of a known one.
    public init?(_ bytes: [UInt8]) {
        if bytes.starts(with: PNG.signature) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8]) {
            self = .jpeg
        } else if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) {
            self = .gif
        } else if bytes.count >= 12, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) {
            self = .webp
        } else {
            return nil
        }
    }
}
