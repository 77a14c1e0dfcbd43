import Gateway
import Synchronization

/// Answers calls from a list and keeps what it was sent.
final class ScriptedUpstream: Upstream {
    private let rest: Mutex<[Result<Answer, any Error>]>
    private let log = Mutex<[Call]>([])

    init(_ results: [Result<Answer, any Error>]) { rest = Mutex(results) }

    var calls: [Call] { log.withLock { $0 } }

    func send(_ call: Call) async throws -> Answer {
        log.withLock { $0.append(call) }
        return try rest.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.get()
    }
}

extension Result where Success == Answer, Failure == any Error {
    static func answer(
        _ status: Int, _ headers: [(name: String, value: String)] = [], _ body: String = "{}"
    ) -> Result<Answer, any Error> {
        .success(Answer(status: status, headers: Headers(headers), body: .bytes(Array(body.utf8))))
    }

    static func failure(_ kind: UpstreamFailure.Kind, sent: Bool) -> Result<Answer, any Error> {
        .failure(UpstreamFailure(kind, mayHaveBeenSent: sent, "it failed"))
    }
}
