/// How a task stands (2026-07-28, tasks extension, task status; the same in 2025-11-25).
public enum TaskStatus: String, Sendable {
    case working
    case inputRequired = "input_required"
    case completed
    case failed
    case cancelled

    /// Whether nothing changes any more.
    public var isFinal: Bool { self == .completed || self == .failed || self == .cancelled }
}

/// Whether a tool's calls may become tasks (2025-11-25, tasks, tool-level negotiation).
public enum TaskSupport: String, Sendable {
    case forbidden
    /// They become tasks where the client follows tasks.
    case optional
    /// They need a client that follows tasks.
    case required
}
