/// Opens a zlib stream (RFC 1950, RFC 1951) piece by piece: memory stays the same whatever the stream unpacks to.
struct Inflate {
    /// What is wrong with a stream.
    struct Fault: Error {
        let reason: String
    }

    /// No match reaches further back.
    private static let reach = 32_768
    private static let room = reach * 3

    private var bits: BitReader
    private var window = [UInt8](repeating: 0, count: room)
    /// Bytes in the window, and how many of them have been handed over.
    private var filled = 0
    private var handed = 0
    private var checksum = Adler32()

    /// Hands over the bytes in order until the stream ends or the closure wants no more.
    static func zlib(
        _ stream: [UInt8], _ take: (UnsafeBufferPointer<UInt8>) throws(Fault) -> Bool
    ) throws(Fault) {
        guard stream.count >= 2, stream[0] & 15 == 8, stream.big(0, length: 2) % 31 == 0, stream[1] & 0x20 == 0 else {
            throw Fault(reason: "the compressed data has no zlib header")
        }
        var inflate = Inflate(bits: BitReader(stream, from: 2))
        try inflate.run(take)
    }

    private init(bits: BitReader) { self.bits = bits }

    private mutating func run(_ take: (UnsafeBufferPointer<UInt8>) throws(Fault) -> Bool) throws(Fault) {
        var isLast = false
        while !isLast {
            isLast = try read(1) == 1
            let goesOn =
                switch try read(2) {
                case 0: try stored(take)
                case 1: try compressed(Self.fixed, take)
                case 2: try compressed(try codes(), take)
                default: throw Fault(reason: "a block of the compressed data has no known type")
                }
            guard goesOn else { return }
        }
        guard try flush(take) else { return }
        bits.align()
        var sum: UInt32 = 0
        for _ in 0..<4 { sum = sum << 8 | UInt32(try read(8)) }
        guard sum == checksum.value else { throw Fault(reason: "the checksum of the compressed data is wrong") }
    }

    private mutating func read(_ width: Int) throws(Fault) -> Int {
        guard let value = bits.take(width) else { throw Self.cut }
        return value
    }

    private static var cut: Fault { Fault(reason: "the compressed data is cut off") }
    private static var noCode: Fault { Fault(reason: "the compressed data is cut off or has a wrong code") }

    /// Hands over what is new and keeps what matches may still reach.
    private mutating func flush(_ take: (UnsafeBufferPointer<UInt8>) throws(Fault) -> Bool) throws(Fault) -> Bool {
        let goesOn = try window.withUnsafeBufferPointer { window throws(Fault) in
            let fresh = UnsafeBufferPointer(rebasing: window[handed..<filled])
            checksum.add(fresh)
            return fresh.isEmpty ? true : try take(fresh)
        }
        let kept = min(filled, Self.reach)
        if kept < filled {
            window.withUnsafeMutableBufferPointer { window in
                for offset in 0..<kept { window[offset] = window[filled - kept + offset] }
            }
        }
        filled = kept
        handed = kept
        return goesOn
    }

    private mutating func stored(_ take: (UnsafeBufferPointer<UInt8>) throws(Fault) -> Bool) throws(Fault) -> Bool {
        bits.align()
        let length = try read(16)
        guard try read(16) == ~length & 0xFFFF else { throw Fault(reason: "the length of a stored block is wrong") }
        for _ in 0..<length {
            if filled == Self.room, try !flush(take) { return false }
            window[filled] = UInt8(truncatingIfNeeded: try read(8))
            filled += 1
        }
        return true
    }

    private mutating func compressed(
        _ codes: Codes, _ take: (UnsafeBufferPointer<UInt8>) throws(Fault) -> Bool
    ) throws(Fault) -> Bool {
        while true {
            // The longest match is 258 bytes.
            if filled > Self.room - 258, try !flush(take) { return false }
            guard let symbol = codes.literals.next(&bits) else { throw Self.noCode }
            if symbol < 256 {
                window[filled] = UInt8(truncatingIfNeeded: symbol)
                filled += 1
                continue
            }
            if symbol == 256 { return true }
            guard symbol < 286 else { throw Self.noCode }
            let more = symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4
            let length = Int(Self.lengthBases[symbol - 257]) + (try read(more))
            guard let place = codes.distances.next(&bits), place < 30 else { throw Self.noCode }
            let extra = place < 4 ? 0 : place / 2 - 1
            let distance = (place < 4 ? place : (2 + place % 2) << extra) + 1 + (try read(extra))
            guard distance <= filled else { throw Fault(reason: "the compressed data refers to what is not there") }
            let start = filled
            window.withUnsafeMutableBufferPointer { window in
                for offset in start..<start + length { window[offset] = window[offset - distance] }
            }
            filled += length
        }
    }

    private struct Codes {
        var literals: InflateCode
        var distances: InflateCode
    }

    private static let lengthBases: [UInt16] = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// The codes of section 3.2.6.
    private static let fixed: Codes = {
        let lengths: [UInt8] =
            Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112) + Array(repeating: 7, count: 24)
            + Array(repeating: 8, count: 8)
        guard let literals = InflateCode(lengths: lengths[...]),
            let distances = InflateCode(lengths: Array(repeating: 5, count: 30)[...])
        else { preconditionFailure("the fixed codes are complete") }
        return Codes(literals: literals, distances: distances)
    }()

    /// The codes that a block brings along (section 3.2.7).
    private mutating func codes() throws(Fault) -> Codes {
        let wrong = Fault(reason: "the codes of the compressed data are wrong")
        let literalCount = try read(5) + 257
        let distanceCount = try read(5) + 1
        let count = try read(4) + 4
        var lengths = [UInt8](repeating: 0, count: 19)
        for symbol in Self.lengthOrder.prefix(count) { lengths[symbol] = UInt8(try read(3)) }
        guard literalCount <= 286, distanceCount <= 30, let code = InflateCode(lengths: lengths[...]) else {
            throw wrong
        }
        var all: [UInt8] = []
        while all.count < literalCount + distanceCount {
            guard let symbol = code.next(&bits) else { throw Self.noCode }
            switch symbol {
            case 16:
                guard let last = all.last else { throw wrong }
                all += Array(repeating: last, count: try read(2) + 3)
            case 17: all += Array(repeating: 0, count: try read(3) + 3)
            case 18: all += Array(repeating: 0, count: try read(7) + 11)
            default: all.append(UInt8(symbol))
            }
        }
        guard all.count == literalCount + distanceCount, all[256] > 0,
            let literals = InflateCode(lengths: all[..<literalCount]),
            let distances = InflateCode(lengths: all[literalCount...])
        else { throw wrong }
        return Codes(literals: literals, distances: distances)
    }
}
