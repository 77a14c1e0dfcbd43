import NIOHTTP1
import Synchronization

/// An answer of a further route on its way, between the task that makes it and the connection that it is written to.
final class PendingPlain: Pending, AnswerSource {
    /// Parts of an answer, in order.
    private enum Part: Sendable {
        case response(PlainResponse)
        case chunk([UInt8])
        /// Nothing more; `isWhole` is false where the stream broke off.
        case end(isWhole: Bool)
    }

    private let mailbox = Mailbox<Part>()
    /// What has been taken and waits for the connection, and whether that has the head.
    private let taken = Mutex<(parts: ArraySlice<Part>, hasHead: Bool)>(([], false))
    private let started = ContinuousClock.now

    /// Runs a route and passes on what it makes.
    func run(_ route: PlainRoute, _ request: PlainRequest) async {
        let response: PlainResponse
        do {
            response = try await route.handler(request)
        } catch {
            response = .error(500, "The request failed inside the server.")
        }
        mailbox.offer(.response(response))
        guard case .stream(let chunks) = response.body else { return }
        do {
            for try await chunk in chunks { await mailbox.give(.chunk(chunk), weight: chunk.count) }
            mailbox.offer(.end(isWhole: true))
        } catch {
            mailbox.offer(.end(isWhole: false))
        }
    }

    // MARK: AnswerSource

    func onNews(_ tell: @escaping @Sendable () -> Void) { mailbox.onNews(tell) }

    func next() -> AnswerStep {
        while true {
            while let part = taken.withLock({ $0.parts.popFirst() }) { if let step = step(part) { return step } }
            guard let parts = mailbox.take() else { return .broken }
            guard !parts.isEmpty else { return .wait }
            taken.withLock { $0.parts = parts[...] }
        }
    }

    private func step(_ part: Part) -> AnswerStep? {
        switch part {
        case .response(let response):
            let hadHead = taken.withLock { taken in
                defer { taken.hasHead = true }
                return taken.hasHead
            }
            guard !hadHead else { return nil }
            let status = HTTPResponseStatus(statusCode: response.status)
            let fields = HTTPHeaders(response.headers)
            if case .bytes(let bytes) = response.body { return .whole(status, fields, bytes) }
            return .piece(head: (status, fields), [], isLast: false)
        case .chunk(let bytes): return .piece(head: nil, bytes, isLast: false)
        case .end(let isWhole): return isWhole ? .piece(head: nil, [], isLast: true) : .broken
        }
    }

    func abandon() { mailbox.close() }

    // MARK: Pending

    func check(at now: ContinuousClock.Instant, keepAlive: Duration) -> ContinuousClock.Instant { started }

    func fail(_ sentence: String) {
        mailbox.offer(.response(.error(503, sentence)))
        mailbox.offer(.end(isWhole: false))
    }
}
