import Gateway
import Imaging
import JSON

/// Pictures for tools that take an image, and what was sent of them.
enum PictureArgument {
    /// A picture whose pixels say where they are.
    static func picture(_ width: Int, _ height: Int) throws -> Picture {
        var picture = try Picture(ImageSize(width: width, height: height), filledWith: .white)
        for y in 0..<height {
            for x in 0..<width {
                picture[x, y] = Pixel(red: UInt8(x % 256), green: UInt8(y % 256), blue: 77)
            }
        }
        return picture
    }

    static func uri(_ picture: Picture) -> String {
        "data:image/png;base64," + String(decoding: Base64.encode(picture.png()), as: UTF8.self)
    }

    /// A JPEG of 1x1 pixel is no use here; this is the head of a WebP file, which is not read.
    static let webP = "data:image/webp;base64,UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA="

    /// An answer of the edits endpoint.
    static let edited = #"{"created":1,"data":[{"b64_json":"iVBORw0KGgo="}],"size":"1024x1024"}"#
}

extension Call {
    /// The picture in a part.
    func picture(_ name: String) throws -> Picture { try Picture(decoding: bytes(name) ?? []) }
}
