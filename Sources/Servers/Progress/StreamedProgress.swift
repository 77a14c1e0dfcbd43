import Gateway
import MCP
import Synchronization

/// What a request's client hears of work in progress, in order.
///
/// While a message is on its way to a client, what happens meanwhile is merged into the next: a slow client hears the same
/// in fewer messages. Past a bound the work waits for the client, so that nothing grows without end.
final class StreamedProgress: Sendable {
    private struct State {
        var amount = 0.0
        var waiting = NoteQueue()
        var isSending = false
        /// Work that waits for room, or for the last message.
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let reporter: ProgressReporter?
    private let isWanted: @Sendable () -> Bool
    private let state = Mutex(State())
    /// What has come of the answer so far.
    let partial = PartialOutput()

    /// - Parameter isWanted: false once the request has been answered with a handle.
    init(_ reporter: ProgressReporter?, while isWanted: @escaping @Sendable () -> Bool = { true }) {
        self.reporter = reporter
        self.isWanted = isWanted
    }

    // MARK: What happens

    /// Something of a stream: progress counts characters of text, bytes of sound, previews and events.
    @Sendable func report(_ delta: StreamDelta) async {
        partial.add(delta)
        switch delta {
        case .text(let piece): await add(max(1, piece.count), .text(piece))
        case .preview(let number, _): await add(1, .state("preview \(number)"))
        case .sound(let bytes):
            let size = partial.soundSize
            await add(max(1, bytes.count), .state("\(size) bytes of sound"))
        case .event(let sentence): await add(1, .event(sentence))
        }
    }

    /// One of several items is done.
    func step(of total: Int) async {
        await add(1, total: Double(total)) { .state("\(Int($0)) of \(total)") }
    }

    /// How something stands that is waited for.
    func state(_ sentence: String) async { await add(1, .state(sentence)) }

    /// Bytes of a file have arrived.
    func bytes(_ sent: Int, of total: Int) async {
        await put { state in
            // Progress never falls, whoever else has counted.
            state.amount = max(state.amount, Double(sent))
            return Note(progress: Double(sent), total: Double(total), content: .state("\(sent) of \(total) bytes"))
        }
    }

    private func add(_ count: Int, _ content: Note.Content) async {
        await add(Double(count), total: nil) { _ in content }
    }

    private func add(_ count: Double, total: Double?, _ content: @escaping (Double) -> Note.Content) async {
        await put { state in
            state.amount += count
            return Note(progress: state.amount, total: total, content: content(state.amount))
        }
    }

    // MARK: Sending

    private func put(_ note: (inout State) -> Note) async {
        guard reporter != nil, isWanted() else { return }
        let (mustStart, isFull) = state.withLock { state in
            state.waiting.put(note(&state))
            defer { state.isSending = true }
            return (!state.isSending, state.waiting.isFull)
        }
        if mustStart { Task.onSameExecutor { await self.send() } }
        if isFull { await wait { !$0.waiting.isFull } }
    }

    private func send() async {
        while let note = next() {
            await reporter?.report(note.progress, total: note.total, message: note.content.message)
        }
    }

    private func next() -> Note? {
        let (note, released) = state.withLock { state in
            if !isWanted() { state.waiting = NoteQueue() }
            let note = state.waiting.take()
            if note == nil { state.isSending = false }
            defer { state.waiters = [] }
            return (note, state.waiters)
        }
        for waiter in released { waiter.resume() }
        return note
    }

    /// Waits until everything has been sent, so that no progress follows the answer.
    func flush() async { await wait { !$0.isSending } }

    private func wait(until holds: @Sendable (borrowing State) -> Bool) async {
        while isWanted(), !Task.isCancelled, !state.withLock({ holds($0) }) {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let goesOn = state.withLock { state in
                        guard !holds(state), !Task.isCancelled else { return true }
                        state.waiters.append(continuation)
                        return false
                    }
                    if goesOn { continuation.resume() }
                }
            } onCancel: {
                for waiter in state.withLock({ state in
                    defer { state.waiters = [] }
                    return state.waiters
                }) { waiter.resume() }
            }
        }
    }
}
