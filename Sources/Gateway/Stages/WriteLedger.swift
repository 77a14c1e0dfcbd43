import JSON
import Synchronization

/// Writes one entry into the ledger for every call, when it has ended, however that was; outermost, so that none is
/// missing.
public struct WriteLedger: Stage {
    private let rules: LedgerRules
    private let ledger: Ledger
    private let redactor: Redactor
    private let surroundings: Surroundings

    /// Creates the stage.
    ///
    /// - Parameter redactor: knows the operator's secrets; the caller's own key is taken out too.
    public init(
        _ rules: LedgerRules, ledger: Ledger, redactor: Redactor = Redactor(), in surroundings: Surroundings = .real
    ) {
        self.rules = rules
        self.ledger = ledger
        self.redactor = redactor
        self.surroundings = surroundings
    }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        guard ledger.isOn else { return try await next(call) }
        var call = call
        let receipt = call.receipt ?? Receipt()
        call.receipt = receipt
        var entry = entry(of: call)
        let started = surroundings.uptime()
        do {
            var answer = try await next(call)
            answer.notes.receipt = receipt
            entry.provider = answer.notes.provider
            entry.attempts = answer.notes.attempts
            entry.model = answer.notes.replacedModel?.served ?? entry.model
            entry.status = answer.status
            entry.requestID = answer.headers["x-request-id"]
            if !answer.isSuccess { entry.outcome = APIError(answer, now: entry.time).kind.rawValue }
            guard keepsBody(of: answer) else {
                return answer.observed { [entry] end in write(entry, receipt, end, since: started) }
            }
            let body = BodyExcerpt(limit: rules.bodyLimit)
            let redactor = redactor(for: call.caller)
            return answer.observed(onChunk: { body.add($0) }) { [entry] end in
                var entry = entry
                entry.answer = body.text(redactor)
                write(entry, receipt, end, since: started)
            }
        } catch {
            entry.attempts = (error as? UpstreamFailure)?.attempts ?? 0
            write(entry, receipt, .failed(error), since: started)
            throw error
        }
    }

    private func entry(of call: Call) -> LedgerEntry {
        let subject = CallSubject(call)
        let time = surroundings.now()
        // Sorted by time, and never the same in two processes.
        let chance = UInt64(surroundings.random() * 9e15)
        let id = String(UInt64(max(0, time * 1e6)), radix: 36) + "-" + String(chance, radix: 36)
        var entry = LedgerEntry(
            id: id, time: time, caller: subject.caller, server: subject.server, tool: subject.tool, attempts: 0)
        entry.model = subject.model.isEmpty ? nil : subject.model
        if rules.keepsBodies, case .json(let members) = call.body {
            let body = BodyExcerpt(limit: rules.bodyLimit)
            body.add(members.encoded)
            entry.request = body.text(redactor(for: call.caller))
        }
        return entry
    }

    private func write(_ entry: LedgerEntry, _ receipt: Receipt, _ end: StreamEnd, since started: Double) {
        var entry = entry
        entry.latency = surroundings.uptime() - started
        if case .failed(let error) = end { entry.outcome = APIError(error).kind.rawValue }
        ledger.expect()
        receipt.conclude { [entry, ledger] content, flaw in
            var entry = entry
            entry.usage = content.usage
            entry.cost = content.cost
            entry.source = content.source
            if case .abandoned(isDone: false) = end, content.usage == nil {
                entry.outcome = APIError.Kind.cancelled.rawValue
            }
            if let flaw { entry.outcome = flaw.rawValue }
            ledger.writeExpected(entry)
        }
    }

    private func keepsBody(of answer: Answer) -> Bool {
        guard rules.keepsBodies else { return false }
        let type = answer.headers["content-type"] ?? "application/json"
        return type.hasPrefix("text/") || type.hasPrefix("application/json")
    }

    private func redactor(for caller: Caller) -> Redactor { caller.key.map { redactor.adding($0) } ?? redactor }
}

/// The beginning of a body.
private final class BodyExcerpt: Sendable {
    /// So much more is looked at, so that no half of a key is left at the end.
    private static let margin = 512

    private let limit: Int
    private let bytes = Mutex<[UInt8]>([])

    init(limit: Int) { self.limit = limit }

    func add(_ chunk: [UInt8]) {
        bytes.withLock { bytes in
            let room = limit + Self.margin - bytes.count
            if room > 0 { bytes += chunk.prefix(room) }
        }
    }

    func text(_ redactor: Redactor) -> String {
        let bytes = bytes.withLock { $0 }
        let text = redactor(String(decoding: bytes, as: UTF8.self))
        guard text.utf8.count > limit else { return text }
        return String(decoding: text.utf8.prefix(limit), as: UTF8.self) + "..."
    }
}
