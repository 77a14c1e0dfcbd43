import Synchronization

/// What one call used and cost, filled in by the stages that learn it: of a stream, not before its end.
public final class Receipt: Sendable {
    /// Where an answer came from, if not from the provider.
    public enum Source: String, Sendable, Hashable {
        /// An earlier answer to an equal call.
        case hit
        /// The answer to an equal call that was under way.
        case shared
        /// An earlier answer past its lifetime, because the provider is down.
        case stale
        /// An earlier answer to a similar text.
        case similar
    }

    /// What is known.
    public struct Content: Sendable, Hashable {
        public var usage: Usage?
        /// What the call cost; nil where its price is not known.
        public var cost: Money?
        public var source: Source?

        /// Creates an empty content.
        public init() {}
    }

    private let state = Mutex(Content())

    /// Creates an empty receipt.
    public init() {}

    /// What is known by now.
    public var content: Content { state.withLock { $0 } }

    /// Writes something down.
    public func update(_ change: (inout Content) -> Void) { state.withLock { change(&$0) } }
}
