@testable import Embedded

/// Reads back what the encoder wrote, by the book: chunks, checksums, inflate, filters.
struct PNGReader {
    struct Fault: Error {
        var reason: String
        init(_ reason: String) { self.reason = reason }
    }

    var width = 0
    var height = 0
    var channels = 0
    /// Rows of pixels without their filters.
    var rows: [[UInt8]] = []

    init(_ bytes: [UInt8]) throws {
        guard bytes.starts(with: PNG.signature) else { throw Fault("signature") }
        var position = 8
        var data: [UInt8] = []
        var types: [String] = []
        while position < bytes.count {
            guard position + 12 <= bytes.count else { throw Fault("a chunk is cut") }
            let length = Self.big(bytes, position)
            let body = Array(bytes[(position + 4)..<(position + 8 + length)])
            guard Self.crc(body) == UInt32(Self.big(bytes, position + 8 + length)) else { throw Fault("CRC") }
            types.append(String(decoding: body.prefix(4), as: UTF8.self))
            if types.last == "IHDR" {
                (width, height) = (Self.big(body, 4), Self.big(body, 8))
                guard body[12] == 8 else { throw Fault("depth") }
                channels = body[13] == 6 ? 4 : 3
            }
            if types.last == "IDAT" { data += body.dropFirst(4) }
            position += 12 + length
        }
        guard types == ["IHDR", "IDAT", "IEND"] else { throw Fault("chunks \(types)") }
        try unfilter(Self.unzip(data))
    }

    private mutating func unfilter(_ raw: [UInt8]) throws {
        let stride = width * channels
        guard raw.count == (stride + 1) * height else { throw Fault("\(raw.count) bytes of rows") }
        var above = [UInt8](repeating: 0, count: stride)
        for y in 0..<height {
            let filter = raw[y * (stride + 1)]
            var row = Array(raw[(y * (stride + 1) + 1)..<((y + 1) * (stride + 1))])
            for x in 0..<stride {
                if filter == 1 { row[x] &+= x >= channels ? row[x - channels] : 0 }
                if filter == 2 { row[x] &+= above[x] }
            }
            rows.append(row)
            above = row
        }
    }

    private static func big(_ bytes: [UInt8], _ offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Bit by bit, unlike the encoder's table.
    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        }
        return ~value
    }

    /// A zlib stream of dynamic blocks.
    static func unzip(_ data: [UInt8]) throws -> [UInt8] {
        guard data.count > 6, data[0] == 0x78, (Int(data[0]) << 8 | Int(data[1])) % 31 == 0 else { throw Fault("zlib") }
        var bits = Bits(bytes: data, position: 16)
        let output = try inflate(&bits)
        var (low, high) = (1, 0)
        for byte in output {
            low = (low + Int(byte)) % 65521
            high = (high + low) % 65521
        }
        guard high << 16 | low == big(data, data.count - 4) else { throw Fault("Adler-32") }
        guard (bits.position + 7) / 8 == data.count - 4 else { throw Fault("bytes after the last block") }
        return output
    }

    private struct Bits {
        let bytes: [UInt8]
        var position: Int

        mutating func take(_ count: Int) throws -> Int {
            var value = 0
            for shift in 0..<count {
                guard position / 8 < bytes.count else { throw Fault("the stream is cut") }
                value |= Int(bytes[position / 8] >> UInt8(position % 8) & 1) << shift
                position += 1
            }
            return value
        }

        mutating func symbol(_ code: [Int: Int]) throws -> Int {
            var path = 1
            for _ in 0..<15 {
                path = path << 1 | (try take(1))
                if let symbol = code[path] { return symbol }
            }
            throw Fault("no such code")
        }
    }

    /// From a one and then the bits of a code to its symbol.
    private static func code(_ lengths: ArraySlice<Int>) -> [Int: Int] {
        var code: [Int: Int] = [:]
        var next = 0
        for width in 1...15 {
            next <<= 1
            for (symbol, length) in lengths.enumerated() where length == width {
                code[1 << width | next] = symbol
                next += 1
            }
        }
        return code
    }

    private static func inflate(_ bits: inout Bits) throws -> [UInt8] {
        guard try bits.take(1) == 1, try bits.take(2) == 2 else { throw Fault("block") }
        let literalCount = try bits.take(5) + 257
        let distanceCount = try bits.take(5) + 1
        var lengths = [Int](repeating: 0, count: 19)
        for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(try bits.take(4) + 4) {
            lengths[symbol] = try bits.take(3)
        }
        let lengthCode = code(lengths[...])
        var all: [Int] = []
        while all.count < literalCount + distanceCount {
            switch try bits.symbol(lengthCode) {
            case 16: all += Array(repeating: all.last ?? 0, count: try bits.take(2) + 3)
            case 17: all += Array(repeating: 0, count: try bits.take(3) + 3)
            case 18: all += Array(repeating: 0, count: try bits.take(7) + 11)
            case let length: all.append(length)
            }
        }
        let literals = code(all[..<literalCount])
        let distances = code(all[literalCount...])
        var output: [UInt8] = []
        while true {
            let symbol = try bits.symbol(literals)
            if symbol == 256 { return output }
            if symbol < 256 {
                output.append(UInt8(symbol))
                continue
            }
            let bases = [
                3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
                227, 258,
            ]
            let extra = symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4
            let length = bases[symbol - 257] + (try bits.take(extra))
            let place = try bits.symbol(distances)
            let more = place < 4 ? 0 : place / 2 - 1
            let distance = (place < 4 ? place : (2 + place % 2) << more) + 1 + (try bits.take(more))
            guard distance <= output.count else { throw Fault("too far back") }
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
    }
}
