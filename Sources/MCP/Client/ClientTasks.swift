import JSON

/// How a client follows a call that becomes a task.
public struct TaskObserver: Sendable {
    /// Milliseconds for which the server shall keep the task, where the client may say so (2025-11-25).
    public var lifetime: Int?
    /// Sees how the task stands, each time that this is known.
    public var onStatus: @Sendable (TaskState) -> Void

    /// Creates an observer.
    public init(lifetime: Int? = nil, onStatus: @escaping @Sendable (TaskState) -> Void = { _ in }) {
        self.lifetime = lifetime
        self.onStatus = onStatus
    }

    var wish: JSONValue { lifetime.map { ["ttl": .int($0)] } ?? [:] }
}

/// How a task stands, as its client sees it.
public struct TaskState: Sendable, Hashable {
    public let id: String
    public let status: TaskStatus
    /// A sentence on how it stands.
    public let message: String?
    /// Milliseconds to wait before the next look.
    public let pollInterval: Int

    /// Where a server does not say how often it wants to be asked.
    private static let usualInterval = 1000

    init(_ view: JSONView) throws {
        guard let id = view["taskId"]?.string, let status = view["status"]?.string.flatMap(TaskStatus.init(rawValue:))
        else { throw ClientFailure.unexpected("a task without an id or a status") }
        self.id = id
        self.status = status
        message = view["statusMessage"]?.string
        pollInterval = max(1, (view["pollIntervalMs"] ?? view["pollInterval"])?.int ?? Self.usualInterval)
    }
}

extension Client {
    /// Follows a task to its end and returns the result of the call.
    func follow(_ created: JSONView, _ observer: TaskObserver) async throws -> JSONView {
        let task = try TaskState(created)
        do {
            observer.onStatus(task)
            return revision?.isStateless ?? true
                ? try await poll(task, observer) : try await awaitResult(of: task, observer)
        } catch {
            // Whoever no longer waits wants no more work done; the task would go on otherwise.
            if Task.isCancelled { await cancel(task.id) }
            throw error
        }
    }

    /// Looks again and again, and answers what the task wants to know (2026-07-28, tasks extension, task polling).
    private func poll(_ created: TaskState, _ observer: TaskObserver) async throws -> JSONView {
        var task = created
        var answered: Set<String> = []
        while true {
            try await pause(.milliseconds(task.pollInterval))
            let view = try await request(Self.about(created.id, "tasks/get")).root
            let state = try TaskState(view)
            if state != task { observer.onStatus(state) }
            task = state
            switch task.status {
            case .working: continue
            case .inputRequired:
                try await update(task.id, view["inputRequests"], &answered)
            case .completed:
                guard let result = view["result"] else {
                    throw ClientFailure.unexpected("a completed task without a result")
                }
                return result
            case .failed:
                throw ClientFailure.refused(
                    code: view["error"]?["code"]?.int ?? 0,
                    message: view["error"]?["message"]?.string ?? task.message ?? "the task failed")
            case .cancelled: throw ClientFailure.taskCancelled(task.message)
            }
        }
    }

    /// Answers what has not been answered yet: a server may show a question again before it has seen the answer.
    private func update(_ id: String, _ requests: JSONView?, _ answered: inout Set<String>) async throws {
        let open = requests.map { $0.members.filter { !answered.contains($0.key) } } ?? []
        guard !open.isEmpty else { return }
        let asked = JSONValue.object(open.map { .init($0.key, .raw(Array($0.value.raw))) })
        let answers = try await features.answers(to: try JSONDocument(asked.encoded).root)
        answered.formUnion(open.map(\.key))
        _ = try await request(Self.about(id, "tasks/update", [.init("inputResponses", answers)]))
    }

    /// Looks until there is something to fetch, and fetches it; what the task wants to know comes on that request's
    /// stream (2025-11-25, tasks, input required status).
    private func awaitResult(of created: TaskState, _ observer: TaskObserver) async throws -> JSONView {
        var task = created
        while task.status == .working {
            try await pause(.milliseconds(task.pollInterval))
            let state = try TaskState(try await request(Self.about(created.id, "tasks/get")).root)
            if state != task { observer.onStatus(state) }
            task = state
        }
        if task.status == .cancelled { throw ClientFailure.taskCancelled(task.message) }
        return try await request(Self.about(created.id, "tasks/result")).root
    }

    /// Tells the server to stop. Its answer may never come, and nobody waits for it any longer than for this.
    private func cancel(_ id: String) async {
        await Task { [self] in _ = try? await request(Self.about(id, "tasks/cancel")) }.value
    }

    private static func about(_ id: String, _ method: String, _ params: [JSONValue.Member] = []) -> RequestDraft {
        var draft = RequestDraft(method, name: id, [.init("taskId", .string(id))] + params)
        draft.followsTasks = true
        return draft
    }
}
