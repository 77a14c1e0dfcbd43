/// Why an image cannot be read or worked on, and what to do next, in one sentence.
public struct ImageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sentence.
    public let message: String

    /// An error that says so.
    public init(_ message: String) { self.message = message }

    /// The sentence.
    public var description: String { message }

    static func damaged(_ format: ImageFormat, _ what: String) -> ImageError {
        ImageError("The \(format.rawValue) image is damaged (\(what)): export it anew and send it again.")
    }

    static func unsupported(_ what: String) -> ImageError {
        ImageError("\(what) cannot be read here: convert the image to PNG or JPEG and send it again.")
    }
}
