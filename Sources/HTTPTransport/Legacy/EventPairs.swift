import JSON
import MCP
import Synchronization

/// HTTP with server-sent events as revision 2024-11-05 has it: a client keeps one stream open, on which all answers come,
/// and posts its messages to the path that the stream's first event names.
final class EventPairs: Sendable {
    static let streamMethods = "GET, OPTIONS"
    static let messageMethods = "POST, OPTIONS"

    /// Requests that one stream may have under way.
    private static let inFlightLimit = 256

    private struct Pair: Sendable {
        let connection: Connection
        let outlet: PendingReply
        let caller: String
        /// Finished when the stream is to end.
        let ending: AsyncStream<Never>.Continuation
    }

    private let pairs = Mutex<[String: Pair]>([:])
    private let work: PendingWork
    private let limits: JSONLimits

    init(work: PendingWork, limits: JSONLimits) {
        self.work = work
        self.limits = limits
    }

    /// Answers a GET: opens a stream.
    func open(_ server: MCP.Server, _ arrival: StreamableHTTP.Arrival) throws(Refusal) -> Answer {
        guard AcceptedFormat(accept: arrival.fields.accept) != nil else {
            throw Refusal(.notAcceptable, "This path is an event stream; accept text/event-stream.")
        }
        let outlet = PendingReply(.eventStream) { _ in nil }
        let connection = Connection(
            server: server, principal: arrival.principal, outlet: outlet, maxInFlight: Self.inFlightLimit,
            isPatient: false, limits: limits)
        let id = Self.newID()
        let (ended, ending) = AsyncStream<Never>.makeStream()
        let pair = Pair(connection: connection, outlet: outlet, caller: arrival.identity.callerID, ending: ending)
        pairs.withLock { $0[id] = pair }
        outlet.reader.mailbox.offer(.event(name: "endpoint", data: Array("/messages?session=\(id)".utf8)))
        do throws(Refusal) {
            try work.subscribe(work.unnamed(), outlet, on: arrival.connection) { [self] in
                for await _ in ended {}
                close(id)
                outlet.finish(nil)
            }
        } catch {
            close(id)
            throw error
        }
        return .pending(outlet.reader)
    }

    /// Answers a POST: hands one message to its stream's connection.
    func post(_ body: [UInt8], session id: String?, from identity: Identity) async throws(Refusal) -> Answer {
        guard let id, let pair = pairs.withLock({ $0[id] }), pair.caller == identity.callerID else {
            throw Refusal(.notFound, "There is no such stream, or it has ended; GET /sse opens one.")
        }
        if let reply = pair.connection.receive(body) { await pair.outlet.send(reply) }
        return .accepted()
    }

    /// Ends the streams on which nothing is under way, as before a shutdown.
    func endIdle() {
        for pair in pairs.withLock({ Array($0.values) }) where pair.connection.requestsInFlight == 0 {
            pair.ending.finish()
        }
    }

    private func close(_ id: String) { pairs.withLock { $0.removeValue(forKey: id) }?.connection.close() }

    private static func newID() -> String {
        var generator = SystemRandomNumberGenerator()
        return [generator.next(), generator.next()].map { String($0, radix: 36) }.joined()
    }
}
