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

    /// Takes what is known at the end, and what was found wrong with an answer that looked good; nil: nothing.
    typealias Conclusion = @Sendable (Content, APIError.Kind?) -> Void

    private struct State {
        var content = Content()
        var awaitsJudgement: Bool
        var flaw: APIError.Kind?
        var conclusion: Conclusion?
    }

    private let state: Mutex<State>

    /// Creates an empty receipt.
    ///
    /// - Parameter awaitsJudgement: whether ``judge(_:)`` follows.
    public init(awaitsJudgement: Bool = false) { state = Mutex(State(awaitsJudgement: awaitsJudgement)) }

    // Whoever meant to judge has left.
    deinit { judge(nil) }

    /// What is known by now.
    public var content: Content { state.withLock { $0.content } }

    /// Writes something down.
    public func update(_ change: (inout Content) -> Void) { state.withLock { change(&$0.content) } }

    /// Says what was found wrong with an answer by whoever made something of it; nil: nothing.
    public func judge(_ flaw: APIError.Kind?) {
        let (conclusion, content) = state.withLock { state in
            state.awaitsJudgement = false
            state.flaw = flaw
            return (state.conclusion.take(), state.content)
        }
        conclusion?(content, flaw)
    }

    /// Calls back when the answer has been judged, at the latest when nobody holds the receipt any more.
    func conclude(_ conclusion: @escaping Conclusion) {
        let now = state.withLock { state -> (Content, APIError.Kind?)? in
            guard state.awaitsJudgement else { return (state.content, state.flaw) }
            state.conclusion = conclusion
            return nil
        }
        if let (content, flaw) = now { conclusion(content, flaw) }
    }
}
