import NIOCore

/// Where one connection is in its exchanges. Bytes go in, what is to be done comes out.
struct ConnectionState {
    enum Action {
        /// Nothing, until more bytes come.
        case wait
        case head(ResponseHead)
        case body(ByteBuffer)
        /// The response is whole.
        case finish(isReusable: Bool)
        case fail(any Error)
        /// The connection is of no use any more.
        case close
    }

    private enum Phase {
        case idle
        case busy
        case closed
    }

    private var phase = Phase.idle
    private var parser = ResponseParser()
    private var keepsAlive = false
    private var unread = ByteBuffer()
    /// Whether a part of the request is still to be written.
    private(set) var isUploading = false
    /// Whether more came with the last response than it had announced.
    private(set) var hadSurplus = false

    /// Whether an exchange can begin.
    var isIdle: Bool { phase == .idle }

    /// Begins an exchange.
    mutating func begin(_ request: OutgoingRequest) {
        phase = .busy
        parser.begin(answersHead: request.isHead)
        isUploading = request.rest != nil
    }

    /// The request is out.
    mutating func uploaded() { isUploading = false }

    /// Takes bytes in; ``next()`` tells what comes of them.
    mutating func received(_ bytes: ByteBuffer) {
        guard phase != .closed else { return }
        if unread.readableBytes == 0 {
            unread = bytes
        } else {
            unread.writeImmutableBuffer(bytes)
        }
    }

    /// What is to be done next.
    mutating func next() -> Action {
        switch phase {
        case .closed: return .wait
        case .idle:
            guard unread.readableBytes > 0 else { return .wait }
            // Nobody asked: a farewell such as 408, or an answer too many.
            phase = .closed
            return .close
        case .busy: break
        }
        do throws(Malformed) {
            switch try parser.next(&unread) {
            case .none:
                // The loop's buffer for reading can be used again.
                if unread.readableBytes == 0 { unread = ByteBuffer() }
                return .wait
            case .head(let head):
                keepsAlive = head.keepsAlive
                return .head(head)
            case .body(let piece): return .body(piece)
            case .end:
                hadSurplus = unread.readableBytes > 0
                let isReusable = keepsAlive && !isUploading && !hadSurplus
                phase = isReusable ? .idle : .closed
                unread = ByteBuffer()
                return .finish(isReusable: isReusable)
            }
        } catch {
            phase = .closed
            return .fail(error)
        }
    }

    /// The other side has closed, or we do.
    mutating func closed() -> Action {
        defer { phase = .closed }
        guard phase == .busy else { return .wait }
        return parser.closed() ? .finish(isReusable: false) : .fail(ConnectionFailure.closed)
    }
}

/// Why a connection was of no use; ``Failures`` has the words.
enum ConnectionFailure: Error, Sendable, Equatable {
    /// The other side closed it too soon.
    case closed
    case noConnectionInTime
    case noHandshakeInTime
    /// The proxy did not open a way.
    case refusedByProxy
    case proxyNeedsUser
    /// More came than the answer had announced.
    case surplus
    /// The time for the whole exchange is over.
    case overdue
    case shutDown
}
