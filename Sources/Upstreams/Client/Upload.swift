import Gateway
import NIOCore

/// A long body on its way: written in steps, so that progress can be seen and is not outrun. What has been read of files
/// goes in, what is to be done comes out.
struct Upload: Sendable {
    /// What is to be done next.
    enum Action {
        case write(ByteBuffer)
        /// Read a stretch of a file and say so by ``read(_:)``.
        case read(OpenFile, Range<Int>)
        /// Nothing, until the file has been read.
        case wait
        case end
    }

    private enum Reading {
        case none
        case pending
        case done(ByteBuffer)
    }

    private let segments: [FileContent]
    private var segment = 0
    private var position = 0
    private var reading = Reading.none

    /// Bytes of one step.
    static let step = 64 << 10
    /// Bytes of one read of a file; more of them, since each costs two changes of thread.
    static let fileStep = 256 << 10

    init(_ segments: [FileContent]) { self.segments = segments }

    /// The next action; what it hands out counts as done.
    mutating func next() -> Action {
        switch reading {
        case .pending: return .wait
        case .done(let buffer):
            reading = .none
            return .write(buffer)
        case .none: break
        }
        while segment < segments.count {
            let content = segments[segment]
            if position < content.count {
                let start = position
                switch content {
                case .bytes(let bytes):
                    position = min(start + Self.step, bytes.count)
                    return .write(ByteBuffer(bytes: bytes[start..<position]))
                case .file(let file, let range):
                    position = min(start + Self.fileStep, range.count)
                    reading = .pending
                    return .read(file, range.lowerBound + start..<range.lowerBound + position)
                }
            }
            segment += 1
            position = 0
        }
        return .end
    }

    /// The stretch asked for is there.
    mutating func read(_ buffer: ByteBuffer) { reading = .done(buffer) }
}

extension OpenFile {
    /// Reads a stretch. Blocks.
    func buffer(_ range: Range<Int>) throws -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: range.count)
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: range.count) { memory in
            try read(range, into: memory)
            return range.count
        }
        return buffer
    }
}
