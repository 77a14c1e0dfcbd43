import NIOCore

/// Reads a body in chunks (RFC 9112, section 7.1). Extensions and trailers are read over.
struct ChunkedBody {
    enum Event {
        case more
        case piece(ByteBuffer)
        case end
    }

    private enum State {
        case size
        case data(left: Int)
        case dataEnd
        case trailer
    }

    private var state = State.size
    /// Bytes of trailers so far.
    private var trailers = 0

    private static let longestLine = 8 << 10
    private static let largestTrailers = 64 << 10

    /// Takes the next event off the bytes.
    mutating func next(_ buffer: inout ByteBuffer) throws(Malformed) -> Event {
        while true {
            switch state {
            case .data(let left):
                guard let piece = buffer.readSlice(length: min(left, buffer.readableBytes)), piece.readableBytes > 0
                else { return .more }
                state = piece.readableBytes == left ? .dataEnd : .data(left: left - piece.readableBytes)
                return .piece(piece)
            case .size:
                guard let line = try line(&buffer) else { return .more }
                let size = try Self.size(line)
                state = size == 0 ? .trailer : .data(left: size)
            case .dataEnd:
                guard let line = try line(&buffer) else { return .more }
                guard line.readableBytes == 0 else { throw Malformed("a chunk is longer than it says") }
                state = .size
            case .trailer:
                guard let line = try line(&buffer) else { return .more }
                if line.readableBytes == 0 { return .end }
                trailers += line.readableBytes
                guard trailers <= Self.largestTrailers else { throw Malformed("its trailers do not end") }
            }
        }
    }

    /// The next line without its end, or nil while that is missing.
    private func line(_ buffer: inout ByteBuffer) throws(Malformed) -> ByteBuffer? {
        guard let end = buffer.withUnsafeReadableBytes({ $0.firstLineEnd(from: 0) }) else {
            guard buffer.readableBytes <= Self.longestLine else { throw Malformed("a line of a chunk does not end") }
            return nil
        }
        guard var line = buffer.readSlice(length: end + 1) else { return nil }
        let hasReturn = end > 0 && line.getInteger(at: line.readerIndex + end - 1) == UInt8(ascii: "\r")
        line.moveWriterIndex(to: line.readerIndex + (hasReturn ? end - 1 : end))
        return line
    }

    /// The hexadecimal number that a line begins with; an extension may follow.
    private static func size(_ line: ByteBuffer) throws(Malformed) -> Int {
        var size = 0
        var digits = 0
        loop: for byte in line.readableBytesView {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): size = size << 4 | Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): size = size << 4 | Int(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): size = size << 4 | Int(byte - UInt8(ascii: "A") + 10)
            case UInt8(ascii: ";"), UInt8(ascii: " "), UInt8(ascii: "\t"): break loop
            default: throw Malformed("the size of a chunk is no number")
            }
            digits += 1
            guard digits <= 15 else { throw Malformed("a chunk is too long") }
        }
        guard digits > 0 else { throw Malformed("the size of a chunk is missing") }
        return size
    }
}
