import JSON

/// A task that is being worked on: what it is asked, what it says, and how it ends.
actor RunningTask {
    private(set) var record: TaskRecord
    private let store: any TaskStore
    private let now: @Sendable () -> Double
    private let onChange: @Sendable () -> Void
    private var work: Task<Void, Never>?
    private var questions: [(key: String, request: InputRequest)] = []
    private var responses: [String: InputResponse] = [:]
    private var asking: [CheckedContinuation<Void, any Error>] = []
    private var watching: [CheckedContinuation<Void, Never>] = []
    private var saving: Task<Void, Never>?
    /// Whether the client has cancelled it; what ends the process does not.
    private(set) var isCancelled = false

    init(
        _ record: TaskRecord, store: any TaskStore, now: @escaping @Sendable () -> Double,
        onChange: @escaping @Sendable () -> Void
    ) {
        self.record = record
        self.store = store
        self.now = now
        self.onChange = onChange
    }

    /// What it waits for.
    var openQuestions: [(key: String, request: InputRequest)] { questions.filter { responses[$0.key] == nil } }

    // MARK: The work

    /// Begins the work.
    ///
    /// - Parameter onEnd: called when nothing of it is left to do or to save.
    func start(_ body: @escaping @Sendable () async throws -> TaskOutcome, onEnd: @escaping @Sendable () -> Void) {
        // Beside the actor, so that work which computes holds nobody up who asks how it stands.
        work = Task.detached {
            let outcome: Result<TaskOutcome, any Error>
            do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
            await self.end(outcome)
            onEnd()
        }
    }

    /// Says how it stands.
    func say(_ message: String) async {
        guard !record.status.isFinal, record.message != message else { return }
        record.message = message
        await changed()
    }

    /// Keeps what the tool needs to go on after a restart, before it goes on.
    func remember(_ memory: [UInt8]) async throws {
        record.memory = memory
        record.updated = now()
        try await store.put(record)
    }

    /// Asks its client, and waits for all answers.
    func ask(_ requests: [(key: String, request: InputRequest)]) async throws -> [String: InputResponse] {
        questions += requests.filter { request in !questions.contains { $0.key == request.key } }
        if !openQuestions.isEmpty {
            record.status = .inputRequired
            await changed()
        }
        while requests.contains(where: { responses[$0.key] == nil }) {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                    guard !Task.isCancelled, !record.status.isFinal else {
                        return continuation.resume(throwing: CancellationError())
                    }
                    asking.append(continuation)
                }
            } onCancel: {
                Task { await self.stopAsking() }
            }
        }
        return responses.filter { answer in requests.contains { $0.key == answer.key } }
    }

    private func stopAsking() {
        for continuation in asking { continuation.resume(throwing: CancellationError()) }
        asking = []
    }

    private func end(_ outcome: Result<TaskOutcome, any Error>) async {
        work = nil
        guard !record.status.isFinal else { return await save() }
        switch outcome {
        case .success(let outcome):
            record.status = .completed
            record.result = outcome.result
            record.isFailure = outcome.isFailure
            record.message = outcome.isFailure ? "The tool reports a failure." : nil
        case .failure(let error as ProtocolError):
            record.status = .failed
            record.error = .init(code: error.code.rawValue, message: error.message)
            record.message = error.message
        case .failure(let error):
            // What ends the process leaves the task as it is, to be taken up again.
            if error is CancellationError || Task.isCancelled { return }
            record.status = .failed
            record.error = .init(code: ProtocolError.Code.internalError.rawValue, message: "\(error)")
            record.message = "\(error)"
        }
        await changed()
    }

    // MARK: The client

    /// Takes answers of the client; those to no open question are passed over.
    func update(_ given: JSONView) async throws(ProtocolError) {
        var taken: [String: InputResponse] = [:]
        for (key, request) in openQuestions {
            if let view = given[key] { taken[key] = try request.response(view, key: key) }
        }
        guard !taken.isEmpty, !record.status.isFinal else { return }
        responses.merge(taken) { $1 }
        if openQuestions.isEmpty { record.status = .working }
        await changed()
        for continuation in asking { continuation.resume() }
        asking = []
    }

    /// Ends it because its client wants that, or has left it; false where it has ended already.
    func cancel(_ reason: String = "The task was cancelled by its client.") async -> Bool {
        guard !record.status.isFinal else { return false }
        isCancelled = true
        record.status = .cancelled
        record.message = reason
        work?.cancel()
        await changed()
        return true
    }

    /// Stops the work and leaves the task as it is.
    func suspend() { work?.cancel() }

    /// Waits until a question is open no more.
    func untilAnswered(_ key: String) async throws {
        while !record.status.isFinal, openQuestions.contains(where: { $0.key == key }) {
            try await change(since: record, questions: openQuestions.count)
        }
    }

    /// Waits until something has changed since it stood so.
    func change(since seen: TaskRecord, questions asked: Int) async throws {
        while record == seen, openQuestions.count == asked {
            try Task.checkCancellation()
            await withTaskCancellationHandler {
                await withCheckedContinuation { watching.append($0) }
            } onCancel: {
                Task { await self.wake() }
            }
        }
    }

    // MARK: Changes

    private func changed() async {
        record.updated = max(now(), record.updated)
        onChange()
        wake()
        await save()
    }

    private func wake() {
        for continuation in watching { continuation.resume() }
        watching = []
    }

    /// Saves in the order of the changes, one at a time.
    private func save() async {
        let earlier = saving
        let task = Task { [store, record] in
            await earlier?.value
            // A store that fails costs the task its life after a restart, not its result.
            try? await store.put(record)
        }
        saving = task
        await task.value
    }
}

/// What a task's tool answered.
struct TaskOutcome: Sendable {
    /// JSON text.
    let result: [UInt8]
    let isFailure: Bool
}
