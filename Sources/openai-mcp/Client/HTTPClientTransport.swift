import AsyncHTTPClient
import Gateway
import JSON
import MCP
import NIOCore
import Synchronization

/// A client's side of Streamable HTTP, for either era, and of the older HTTP+SSE where a server has nothing else.
final class HTTPClientTransport: ClientTransport {
    private struct State {
        var session: String?
        /// The server speaks HTTP+SSE.
        var legacy: LegacyChannel?
        var receive: (@Sendable (JSONView) -> Void)?
        var hearing: Task<Void, Never>?
    }

    private let sender: HTTPSender
    private let state = Mutex(State())

    /// Milliseconds to wait before a stream is taken up again, where the server names no time.
    private static let usualRetry = 1000
    /// Most times that a stream is taken up again without anything new.
    private static let resumptionLimit = 5

    /// - Parameter headers: further headers of each request, such as `Authorization`.
    init(
        url: String, headers: [(String, String)] = [], timeout: TimeAmount = .minutes(10), tap: HTTPSender.Tap? = nil
    ) {
        sender = HTTPSender(url: url, headers: headers, timeout: timeout, tap: tap)
    }

    var hasHeaders: Bool { true }

    func start(_ receive: @escaping @Sendable (JSONView) -> Void) { state.withLock { $0.receive = receive } }

    func request(_ message: OutgoingMessage) async throws -> JSONDocument {
        if let legacy { return try await legacy.request(message) }
        do {
            return try await withTaskCancellationHandler {
                try await exchange(message)
            } onCancel: {
                tellCancelled(message)
            }
        } catch ClientFailure.http(let status) where message.method == "initialize" && [400, 404, 405].contains(status)
        {
            // Streamable HTTP, backward compatibility, HTTP+SSE.
            guard let channel = await LegacyChannel.open(sender, receive: { [weak self] in self?.receive($0) }) else {
                throw ClientFailure.http(status: status)
            }
            state.withLock { $0.legacy = channel }
            return try await channel.request(message)
        }
    }

    func send(_ message: OutgoingMessage) async throws {
        if let legacy { return try await legacy.send(message) }
        let response = try await sender.post(message, session: session)
        guard (200..<300).contains(response.status.code) else {
            throw ClientFailure.http(status: Int(response.status.code))
        }
        _ = try await response.body.collect(upTo: 1 << 20)
    }

    /// Opens the stream of what belongs to no request; a server that has none is asked no further.
    func hear(_ revision: Revision) async throws {
        guard legacy == nil, state.withLock({ $0.hearing == nil }) else { return }
        let response = try await sender.stream(session: session, revision)
        guard response.status == .ok, response.isEventStream else { return }
        let task = Task { [self] in _ = try? await follow(response, revision, until: { _ in false }) }
        state.withLock { $0.hearing = task }
    }

    /// Ends the session, if the server made one, and the connections.
    func close() async {
        let (hearing, legacy) = state.withLock { ($0.hearing, $0.legacy) }
        hearing?.cancel()
        legacy?.close()
        if let session { await sender.end(session) }
        try? await sender.client.shutdown()
    }

    private var session: String? { state.withLock { $0.session } }
    private var legacy: LegacyChannel? { state.withLock { $0.legacy } }
    /// Where messages go that are no replies.
    private func receive(_ message: JSONView) { state.withLock { $0.receive }?(message) }

    /// Leaving the stream tells a stateless server; others have to be told.
    private func tellCancelled(_ message: OutgoingMessage) {
        guard let id = message.id, let revision = message.revision, !revision.hasCancellationByDisconnect else {
            return
        }
        let method = "notifications/cancelled"
        let notice = OutgoingMessage(
            bytes: Envelope.notification(method) { $0.member("requestId", id) }, id: nil, method: method, name: nil,
            revision: revision)
        Task { [self] in try? await send(notice) }
    }

    // MARK: One request

    private func exchange(_ message: OutgoingMessage) async throws -> JSONDocument {
        let response = try await sender.post(message, session: session)
        if let id = response.headers.first(name: "mcp-session-id") { state.withLock { $0.session = id } }
        guard response.isEventStream else { return try await document(response) }
        let id = message.id
        let isReply = { (message: JSONView) -> Bool in message["method"] == nil && message["id"]?.int == id }
        let reply = try await follow(response, message.revision, until: isReply)
        guard let reply else { throw ClientFailure.disconnected("the server's stream ended before the reply") }
        return reply
    }

    /// The JSON-RPC message in a body; a status that is an error may come without.
    private func document(_ response: HTTPClientResponse) async throws -> JSONDocument {
        let status = response.status.code
        let bytes = Array(try await response.body.collect(upTo: 256 << 20).readableBytesView)
        guard status >= 300 else { return try sender.parse(bytes, status: status) }
        guard let document = try? sender.parse(bytes, status: status), document.root["jsonrpc"] != nil else {
            throw ClientFailure.http(status: Int(status))
        }
        return document
    }

    /// Reads a stream until the wanted message comes, and takes it up again where it breaks off and can be; nil where it
    /// has ended without.
    private func follow(
        _ first: HTTPClientResponse, _ revision: Revision?, until isWanted: (JSONView) -> Bool
    ) async throws -> JSONDocument? {
        var response = first
        var lastEvent = ""
        var idle = 0
        while true {
            var reader = SSEReader()
            do {
                for try await chunk in response.body {
                    for event in try reader.feed(chunk.readableBytesView) {
                        if !event.id.isEmpty { lastEvent = event.id }
                        guard !event.data.isEmpty else { continue }
                        idle = 0
                        let document = try sender.parse(event.data, status: response.status.code)
                        if isWanted(document.root) { return document }
                        receive(document.root)
                    }
                }
            } catch let error where !(error is ClientFailure) {
                // A broken stream is like one that ended.
                try Task.checkCancellation()
            }
            guard !lastEvent.isEmpty, revision?.hasResumableStreams ?? false, idle < Self.resumptionLimit else {
                return nil
            }
            idle += 1
            try await Task.sleep(for: .milliseconds(reader.retry ?? Self.usualRetry))
            response = try await sender.stream(session: session, revision, after: lastEvent)
            guard response.status == .ok, response.isEventStream else { return nil }
        }
    }
}
