import NIOCore

/// A request in the form in which it goes out.
struct OutgoingRequest: Sendable {
    /// The head, with the body where that is short: one write.
    let start: ByteBuffer
    /// A long body, in pieces that are not copied until they are written.
    let rest: Upload?
    /// Whether the method is `HEAD`, whose response has no body.
    let isHead: Bool
}

/// A long body on its way: written in steps, so that progress can be seen and is not outrun.
struct Upload: Sendable {
    private let segments: [[UInt8]]
    private var segment = 0
    private var position = 0

    /// Bytes of one step.
    static let step = 64 << 10

    init(_ segments: [[UInt8]]) { self.segments = segments }

    /// The next step, or nil at the end.
    mutating func next() -> ByteBuffer? {
        while segment < segments.count {
            let bytes = segments[segment]
            if position < bytes.count {
                let end = min(position + Self.step, bytes.count)
                defer { position = end }
                return ByteBuffer(bytes: bytes[position..<end])
            }
            segment += 1
            position = 0
        }
        return nil
    }
}
