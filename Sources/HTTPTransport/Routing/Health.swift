import NIOHTTP1
import Synchronization

/// What orchestrators ask: does the process live, and may it be given work.
final class Health: Sendable {
    private let isDraining = Atomic(false)
    private let isReady: @Sendable () async -> Bool

    /// - Parameter isReady: whether what stands behind the servers can work.
    init(isReady: @escaping @Sendable () async -> Bool) { self.isReady = isReady }

    /// Whether the process is about to end.
    var drains: Bool { isDraining.load(ordering: .relaxed) }

    /// Answers "not ready" from now on.
    func drain() { isDraining.store(true, ordering: .relaxed) }

    /// The answer to `/health`.
    var alive: Answer { Self.answer(.ok, "ok") }

    /// The answer to `/ready`.
    func ready() async -> Answer {
        if drains { return Self.answer(.serviceUnavailable, "draining") }
        return await isReady() ? Self.answer(.ok, "ready") : Self.answer(.serviceUnavailable, "not ready")
    }

    private static func answer(_ status: HTTPResponseStatus, _ word: String) -> Answer {
        .json(Array(#"{"status":"\#(word)"}"#.utf8), status: status, ["Cache-Control": "no-store"])
    }
}
