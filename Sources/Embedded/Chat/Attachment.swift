import Imaging
import JSON

/// What comes with a message besides text: said in words, or read where it is text.
enum Attachment {
    /// What was made of it.
    enum Content {
        case description(String)
        case text(String)
    }

    /// An image by URL; one in a data URI must be an image.
    static func image(_ url: String, param: String) throws(Refusal) -> String {
        if url.hasPrefix("https://") || url.hasPrefix("http://") { return "an image at \(url), which I did not fetch" }
        guard let data = DataURI(url) else {
            throw .invalidValue(
                param, "Invalid '\(param)': expected an http(s) URL or a base64-encoded data URI.",
                code: "invalid_image_url")
        }
        guard let header = ImageHeader(data.bytes) else {
            throw .invalidValue(
                param, "Invalid '\(param)': the data is not a PNG, JPEG, GIF or WebP image.",
                code: "invalid_image_format")
        }
        return "a \(header.format.rawValue) image of "
            + "\(header.width) x \(header.height) pixels"
    }

    /// An image that was uploaded.
    static func image(_ id: Input, in files: CallerFiles) throws(Refusal) -> String {
        let file = try files.file(id)
        guard let header = ImageHeader(file.content) else {
            throw .invalidValue(
                id.name, "The file '\(file.id)' is not a PNG, JPEG, GIF or WebP image.", code: "invalid_image_format")
        }
        return "a \(header.format.rawValue) image of \(header.width) x \(header.height) pixels"
    }

    /// A file that was uploaded, or one in a data URI (or bare base64): text is read, anything else is only named.
    static func file(_ part: Input, in files: CallerFiles) throws(Refusal) -> Content {
        if part["file_id"].isPresent {
            let file = try files.file(part["file_id"])
            return content(file.content, title: "the file \(file.filename)")
        }
        let name = try part[part["filename"].isPresent ? "filename" : "file_url"].string()
        let title = name.map { "the file \($0)" } ?? "a file"
        guard let data = try part["file_data"].string() else {
            return .description("\(title), which is not in the request")
        }
        guard let bytes = DataURI(data)?.bytes ?? Base64.decode(data.utf8) else {
            let param = part["file_data"].name
            throw .invalidValue(param, "Invalid '\(param)': expected base64 or a data URI.")
        }
        return content(bytes, title: title)
    }

    private static func content(_ bytes: [UInt8], title: String) -> Content {
        if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains("\0"),
            !text.hasPrefix("%PDF")
        {
            return .text(text)
        }
        return .description("\(title) of \(bytes.count) bytes")
    }
}
