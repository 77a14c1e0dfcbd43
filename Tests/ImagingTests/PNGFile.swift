@testable import Imaging

/// Puts files together from chunks, good or bad.
enum PNGFile {
    /// Two by two pixels of grey.
    static var header: [UInt8] { header(depth: 8, kind: 0) }

    static func header(depth: UInt8, kind: UInt8) -> [UInt8] { [0, 0, 0, 2, 0, 0, 0, 2, depth, kind, 0, 0, 0] }

    static func bytes(_ chunks: [(String, [UInt8])]) -> [UInt8] {
        PNG.signature + chunks.flatMap { chunk($0, $1) }
    }

    /// The chunks of a file; what cannot be understood is left out.
    static func chunks(_ bytes: [UInt8]) -> [(String, [UInt8])] {
        var chunks: [(String, [UInt8])] = []
        var position = 8
        while position + 12 <= bytes.count {
            let length = bytes.big(position, length: 4)
            guard position + 12 + length <= bytes.count else { break }
            let type = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
            chunks.append((type, Array(bytes[position + 8..<position + 8 + length])))
            position += 12 + length
        }
        return chunks
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return data.count.bigEndianBytes + body + Int(CRC32.of(body)).bigEndianBytes
    }
}
