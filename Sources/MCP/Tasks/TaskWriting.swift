import JSON

extension TaskRecord {
    /// The members that describe a task, under the names of a revision.
    func write(to task: inout JSONWriter, revision: Revision) {
        task.member("taskId", id)
        task.member("status", status.rawValue(in: revision, isFailure: isFailure))
        if let message { task.member("statusMessage", message) }
        task.member("createdAt", WallClock.text(created))
        task.member("lastUpdatedAt", WallClock.text(updated))
        task.member(revision.isStateless ? "ttlMs" : "ttl", lifetime)
        task.member(revision.isStateless ? "pollIntervalMs" : "pollInterval", pollInterval)
    }

    /// What a stateless client is told beside: questions, result or error (2026-07-28, tasks extension, `DetailedTask`).
    func writeDetails(questions: [(key: String, request: InputRequest)], to task: inout JSONWriter) {
        switch status {
        case .inputRequired:
            task.key("inputRequests")
            InputRequired.write(questions, to: &task)
        case .completed:
            if let result { task.member("result", raw: result) }
        case .failed:
            let error = error ?? Fault(code: ProtocolError.Code.internalError.rawValue, message: "The task failed.")
            task.member("error", ["code": .int(error.code), "message": .string(error.message)])
        case .working, .cancelled: break
        }
    }
}

extension TaskStatus {
    /// A tool that failed in its own work completes its task from 2026-07-28 on, and failed it before.
    fileprivate func rawValue(in revision: Revision, isFailure: Bool) -> String {
        self == .completed && isFailure && !revision.isStateless ? TaskStatus.failed.rawValue : rawValue
    }
}
