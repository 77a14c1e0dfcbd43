import Gateway
import JSON
import MCP

extension Work {
    /// Bytes of the largest image that goes into a message.
    private static let largestImage = 50 << 20

    /// An image argument in the form in which a chat completion takes it: an address, or the image itself as a data URI.
    ///
    /// A local file is read here and never passes through the model; bare Base64 gets the head of a data URI.
    func imageURL(_ argument: String, named name: String) async throws -> String {
        if argument.hasPrefix("https://") || argument.hasPrefix("http://") || argument.hasPrefix("data:") {
            return argument
        }
        let file = try await file(argument, named: name, limit: Self.largestImage)
        guard file.mediaType.hasPrefix("image/") else {
            throw ArgumentFault("`\(name)` is a file of type \(file.mediaType); give an image.")
        }
        return try await Blocking.run {
            let content = try file.content.bytes()
            return "data:\(file.mediaType);base64," + String(decoding: Base64.encode(content), as: UTF8.self)
        }
    }
}

/// A part of a message that shows an image.
struct ImagePart {
    let url: String
    let detail: String?

    var json: JSONValue {
        var image: [JSONValue.Member] = [.init("url", .string(url))]
        if let detail { image.append(.init("detail", .string(detail))) }
        return ["type": "image_url", "image_url": .object(image)]
    }
}
