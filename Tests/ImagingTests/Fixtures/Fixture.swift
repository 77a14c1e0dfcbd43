import Testing

@testable import Imaging

/// A small image file, made by other software, and what is to be read from it.
struct Fixture: Sendable, CustomTestStringConvertible {
    let name: String
    let size: ImageSize
    /// CRC-32 of the red, green, blue and alpha bytes of all pixels; 0 where it is not known.
    let checksum: UInt32
    /// Red, green and blue of sixteen pixels spread over the picture.
    let probes: [UInt8]
    let bytes: [UInt8]

    var testDescription: String { name }

    /// Fixtures with an empty line between them: name, width, height, checksum and probes, then lines of Base64.
    static func parse(_ text: String) -> [Fixture] {
        text.split(separator: "\n\n").map { block in
            let lines = block.split(separator: "\n")
            let head = lines[0].split(separator: " ")
            return Fixture(
                name: String(head[0]), size: ImageSize(width: Int(head[1]) ?? 0, height: Int(head[2]) ?? 0),
                checksum: UInt32(head[3]) ?? 0, probes: head.count > 4 ? base64(head[4]) : [],
                bytes: base64(lines.dropFirst().joined()))
        }
    }

    private static func base64(_ text: some StringProtocol) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var bytes: [UInt8] = []
        var buffer = 0
        var count = 0
        for letter in text.utf8 {
            guard let value = alphabet.firstIndex(of: letter) else { continue }
            buffer = (buffer << 6 | value) & 0xFFFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> count))
            }
        }
        return bytes
    }

    static var decodable: [Fixture] { png + gif + jpeg }
}
