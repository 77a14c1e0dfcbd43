/// A task as the tool that works for it sees it.
public struct TaskContext: Sendable {
    private let task: RunningTask
    /// What the tool left to remember before the process ended; nil: this is the first time.
    public let memory: [UInt8]?

    init(_ task: RunningTask, memory: [UInt8]?) {
        self.task = task
        self.memory = memory
    }

    /// Says how the work stands, in one sentence.
    public func say(_ message: String) async { await task.say(message) }

    /// Keeps what the tool needs to go on after a restart; text.
    public func remember(_ memory: [UInt8]) async throws { try await task.remember(memory) }

    /// Whether the client has cancelled the task: work that goes on elsewhere is then cancelled too. When the process
    /// ends, the work is interrupted without this, and taken up again later.
    public var isCancelled: Bool { get async { await task.isCancelled } }
}
