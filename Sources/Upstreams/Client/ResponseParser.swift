import NIOCore

/// Reads the responses of one connection out of bytes that come cut anywhere.
struct ResponseParser {
    enum Event {
        case head(ResponseHead)
        case body(ByteBuffer)
        case end
    }

    private enum State {
        /// A head is being waited for; so many bytes have no end of it.
        case head(searched: Int)
        case body(left: Int)
        case chunks(ChunkedBody)
        case untilClose
        case done
    }

    private var state = State.done
    private var answersHead = false

    /// Far more than any provider sends.
    private static let largestHead = 64 << 10

    /// Begins to wait for a response; one to a `HEAD` request has no body, whatever it says.
    mutating func begin(answersHead: Bool = false) {
        state = .head(searched: 0)
        self.answersHead = answersHead
    }

    /// Takes the next event off the bytes, or nil when more of them are needed.
    mutating func next(_ buffer: inout ByteBuffer) throws(Malformed) -> Event? {
        switch state {
        case .head(let searched): return try head(&buffer, searched)
        case .body(0):
            state = .done
            return .end
        case .body(let left):
            guard let piece = buffer.readSlice(length: min(left, buffer.readableBytes)), piece.readableBytes > 0 else {
                return nil
            }
            state = .body(left: left - piece.readableBytes)
            return .body(piece)
        case .chunks(var body):
            defer { if case .chunks = state { state = .chunks(body) } }
            switch try body.next(&buffer) {
            case .more: return nil
            case .piece(let piece): return .body(piece)
            case .end:
                state = .done
                return .end
            }
        case .untilClose:
            guard buffer.readableBytes > 0 else { return nil }
            defer { buffer.clear() }
            return .body(buffer)
        case .done: return nil
        }
    }

    /// The other side has closed: whether that ends the response in good order.
    mutating func closed() -> Bool {
        guard case .untilClose = state else { return false }
        state = .done
        return true
    }

    private mutating func head(_ buffer: inout ByteBuffer, _ searched: Int) throws(Malformed) -> Event? {
        var searched = searched
        while buffer.readableBytes > 0 {
            let found = buffer.withUnsafeReadableBytes { Self.head($0, searched, answersHead) }
            switch found {
            case .none:
                state = .head(searched: max(0, buffer.readableBytes - 2))
                guard buffer.readableBytes <= Self.largestHead else { throw Malformed("its head does not end") }
                return nil
            case .failure(let reason): throw reason
            case .success((let head, let length)):
                buffer.moveReaderIndex(forwardBy: length)
                guard head.status >= 200 else {
                    guard head.status != 101 else { throw Malformed("it changes the protocol unasked") }
                    // News on the way to the answer.
                    state = .head(searched: 0)
                    searched = 0
                    continue
                }
                switch head.framing {
                case .length(let length): state = .body(left: length)
                case .chunked: state = .chunks(ChunkedBody())
                case .untilClose: state = .untilClose
                }
                return .head(head)
            }
        }
        return nil
    }

    /// The head that the bytes begin with and its length, or nil while its end is missing.
    private static func head(
        _ bytes: UnsafeRawBufferPointer, _ searched: Int, _ answersHead: Bool
    ) -> Result<(ResponseHead, Int), Malformed>? {
        guard ResponseHead.canBegin(bytes) else { return .failure(Malformed("it does not begin with HTTP/1.1")) }
        var position = searched
        while let end = bytes.firstLineEnd(from: position) {
            position = end + 1
            var next = position
            if next < bytes.count, bytes[next] == UInt8(ascii: "\r") { next += 1 }
            guard next < bytes.count else { return nil }
            guard bytes[next] == UInt8(ascii: "\n") else { continue }
            let head = UnsafeRawBufferPointer(rebasing: bytes[...next])
            return Result { () throws(Malformed) in (try ResponseHead(head, answersHead: answersHead), head.count) }
        }
        return nil
    }
}
