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
