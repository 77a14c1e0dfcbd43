import JSON

/// A request about a task that has been read.
struct TaskRequest: Sendable {
    /// What is asked about the task.
    enum Kind: Sendable {
        case get
        /// Waits for the end (2025-11-25).
        case result
        /// Brings answers (from 2026-07-28 on).
        case update(JSONView)
        case cancel
    }

    private let kind: Kind
    private let id: String

    init(_ kind: Method, _ params: JSONView?) throws(ProtocolError) {
        guard let id = params?["taskId"]?.string else {
            throw ProtocolError(.invalidParams, "\(kind.rawValue) needs \"taskId\", the id of a task.")
        }
        self.id = id
        switch kind {
        case .taskResult: self.kind = .result
        case .cancelTask: self.kind = .cancel
        case .updateTask:
            guard let responses = params?["inputResponses"], responses.kind == .object else {
                throw ProtocolError(
                    .invalidParams, "\"inputResponses\" must be an object with one answer for each key.")
            }
            self.kind = .update(responses)
        default: self.kind = .get
        }
    }

    func result(in context: RequestContext, _ desk: TaskDesk, outlet: any Outlet) async throws -> [UInt8] {
        let owner = context.principal.id
        let found = try await desk.find(id, of: owner)
        switch kind {
        case .get:
            return context.result { found.write(to: &$0, revision: context.client.revision) }
        case .update(let responses):
            try await found.running?.update(responses)
            return context.result { _ in }
        case .cancel:
            return try await cancel(found, in: context)
        case .result:
            return try await end(found, desk, in: context, outlet)
        }
    }

    /// Stateless clients get an acknowledgement, whatever became of it; earlier ones the task, or an error where it has
    /// ended already (2025-11-25, tasks, task cancellation).
    private func cancel(_ found: TaskDesk.Found, in context: RequestContext) async throws -> [UInt8] {
        let isCancelled = await found.running?.cancel() ?? false
        if context.client.revision.isStateless { return context.result { _ in } }
        guard isCancelled, let record = await found.running?.record else {
            throw ProtocolError(.invalidParams, "The task has ended already and cannot be cancelled.")
        }
        return context.result { record.write(to: &$0, revision: context.client.revision) }
    }

    /// Waits for the end, and asks the client meanwhile what the task wants to know.
    private func end(
        _ found: TaskDesk.Found, _ desk: TaskDesk, in context: RequestContext, _ outlet: any Outlet
    ) async throws -> [UInt8] {
        var record = found.record
        if let task = found.running {
            record = await task.record
            while !record.status.isFinal {
                let questions = await task.openQuestions
                if let (key, request) = questions.first {
                    // The task may have been begun by another client of the same caller's, which could be asked.
                    try context.client.require(request.capability)
                    guard let session = context.session else {
                        throw ProtocolError(
                            .invalidRequest, "The task waits for an answer, and the client cannot be asked for it here."
                        )
                    }
                    try await ask(key, request, of: task, session, outlet)
                } else {
                    try await task.change(since: record, questions: questions.count)
                }
                record = await task.record
            }
        }
        switch record.status {
        case .completed: return record.toolResult(for: context)
        case .failed:
            throw ProtocolError(
                record.error.flatMap { ProtocolError.Code(rawValue: $0.code) } ?? .internalError,
                record.error?.message ?? "The task failed.")
        default: throw ProtocolError(.invalidParams, record.message ?? "The task was cancelled.")
        }
    }

    /// Asks a question of the task, until that ends or no longer waits for the answer.
    private func ask(
        _ key: String, _ request: InputRequest, of task: RunningTask, _ session: SessionState, _ outlet: any Outlet
    ) async throws {
        let related: [JSONValue.Member] = [.init(MetaKey.relatedTask, ["taskId": .string(id)])]
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let answer = try await session.inquiries.ask(request, over: outlet, meta: related)
                let answers = JSONValue.object([.init(key, .raw(Array(answer.raw)))])
                try await task.update(try JSONDocument(answers.encoded).root)
            }
            group.addTask { try await task.untilAnswered(key) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

extension TaskDesk.Found {
    func write(to result: inout JSONWriter, revision: Revision) {
        record.write(to: &result, revision: revision)
        if revision.isStateless { record.writeDetails(questions: questions, to: &result) }
    }
}

extension TaskRecord {
    /// The kept result, with the `_meta` that says whose it is (2025-11-25, tasks, related task metadata).
    fileprivate func toolResult(for context: RequestContext) -> [UInt8] {
        var writer = JSONWriter(reserving: 256 + (result?.count ?? 0))
        let kept = result.flatMap { try? JSONDocument($0).root }
        let related: JSONValue = ["taskId": .string(id)]
        writer.object { members in
            for (key, value) in Self.members(of: kept) where key != "_meta" && key != "resultType" {
                members.member(key, raw: value.raw)
            }
            members.key("_meta")
            members.object { meta in
                for (key, value) in Self.members(of: kept?["_meta"]) where key != MetaKey.serverInfo {
                    meta.member(key, raw: value.raw)
                }
                meta.member(MetaKey.relatedTask, related)
            }
        }
        return writer.bytes
    }

    private static func members(of view: JSONView?) -> [(key: String, value: JSONView)] {
        view.map { Array($0.members) } ?? []
    }
}
