import Synchronization

/// The audit log's lines on their way: what could not be written waits for the next time, up to a size.
final class AuditTrail: Sendable {
    /// Bytes that wait at most.
    private static let most = 16 << 20

    private struct State {
        var waiting: [UInt8] = []
        var hasWarned = false
    }

    private let append: @Sendable ([UInt8]) async throws -> Void
    private let warn: @Sendable (String) -> Void
    private let state = Mutex(State())

    init(_ append: @escaping @Sendable ([UInt8]) async throws -> Void, warn: @escaping @Sendable (String) -> Void) {
        self.append = append
        self.warn = warn
    }

    /// Writes entries down, after those that wait. One caller at a time.
    func write(_ entries: [LedgerEntry]) async {
        let lines = state.withLock { $0.waiting } + entries.flatMap { $0.line + [UInt8(ascii: "\n")] }
        guard !lines.isEmpty else { return }
        do {
            try await append(lines)
            state.withLock { $0 = State() }
        } catch {
            let isFirst = state.withLock { state in
                if lines.count <= Self.most { state.waiting = lines }
                defer { state.hasWarned = true }
                return !state.hasWarned
            }
            if isFirst { warn("The audit log cannot be written and waits: \(error)") }
            if lines.count > Self.most { warn("Lines of the audit log were lost, for it could not be written.") }
        }
    }
}
