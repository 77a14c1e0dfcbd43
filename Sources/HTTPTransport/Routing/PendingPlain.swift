/// An answer of a further route on its way, between the task that makes it and the task that writes to the client.
final class PendingPlain: Pending {
    /// Parts of an answer, in order.
    enum Part: Sendable {
        case response(PlainResponse)
        case chunk([UInt8])
        /// Nothing more; `isWhole` is false where the stream broke off.
        case end(isWhole: Bool)
    }

    private let mailbox = Mailbox<Part>()
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

    func take() async -> [Part] { await mailbox.take() }

    // MARK: Pending

    func check(at now: ContinuousClock.Instant, keepAlive: Duration) -> ContinuousClock.Instant { started }

    func fail(_ sentence: String) {
        mailbox.offer(.response(.error(503, sentence)))
        mailbox.offer(.end(isWhole: false))
    }

    func abandon() { mailbox.close() }
}
