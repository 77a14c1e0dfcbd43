import AsyncHTTPClient
import Gateway
import JSON
import MCP
import NIOCore

/// Sends HTTP requests to one MCP endpoint, each with what a client's messages need.
struct HTTPSender: Sendable {
    /// Sees every message as it went over the wire; `true` for ours.
    typealias Tap = @Sendable (Bool, [UInt8]) -> Void

    let url: String
    /// Further headers of each request, such as `Authorization`.
    let headers: [(String, String)]
    let timeout: TimeAmount
    let tap: Tap?
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)

    /// A redirect is not followed: a key must not go to another host. A failed connection is reported, not tried again.
    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.retryConnectionEstablishment = false
        // A subscription or a long call holds its connection.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        return configuration
    }

    /// Posts a message.
    func post(_ message: OutgoingMessage, to url: String? = nil, session: String?) async throws -> HTTPClientResponse {
        var request = request(.POST, to: url, session: session, message.revision)
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "application/json, text/event-stream")
        if let revision = message.revision, revision.hasStandardHeaders {
            if let method = message.method { request.headers.add(name: "Mcp-Method", value: method) }
            if let name = message.name { request.headers.add(name: "Mcp-Name", value: HeaderText.encode(name)) }
            for (header, text) in message.mirrored {
                request.headers.add(name: "Mcp-Param-" + header, value: HeaderText.encode(text))
            }
        }
        request.body = .bytes(ByteBuffer(bytes: message.bytes))
        tap?(true, message.bytes)
        return try await execute(request, isEndless: message.method == "subscriptions/listen")
    }

    /// Opens a stream of the server's.
    ///
    /// - Parameter event: the last that was seen, to go on from there.
    func stream(session: String?, _ revision: Revision?, after event: String? = nil) async throws -> HTTPClientResponse
    {
        var request = request(.GET, to: nil, session: session, revision)
        request.headers.add(name: "Accept", value: "text/event-stream")
        if let event { request.headers.add(name: "Last-Event-ID", value: event) }
        return try await execute(request, isEndless: true)
    }

    /// Ends a session, if the server cares.
    func end(_ session: String) async {
        _ = try? await client.execute(request(.DELETE, to: nil, session: session, nil), timeout: .seconds(5))
    }

    /// Reads a message of the server's.
    func parse(_ bytes: [UInt8], status: UInt) throws -> JSONDocument {
        tap?(false, bytes)
        do {
            return try JSONDocument(bytes)
        } catch {
            throw ClientFailure.unexpected("HTTP \(status), and a body that is not JSON (\(error))")
        }
    }

    private func request(
        _ method: HTTPMethod, to url: String?, session: String?, _ revision: Revision?
    ) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url ?? self.url)
        request.method = .init(rawValue: method.rawValue)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let revision { request.headers.add(name: "MCP-Protocol-Version", value: revision.rawValue) }
        if let session { request.headers.add(name: "Mcp-Session-Id", value: session) }
        return request
    }

    private enum HTTPMethod: String {
        case GET, POST, DELETE
    }

    private func execute(_ request: HTTPClientRequest, isEndless: Bool) async throws -> HTTPClientResponse {
        do {
            return try await client.execute(request, timeout: isEndless ? .hours(24 * 365) : timeout)
        } catch {
            try Task.checkCancellation()
            let text = "\(error)"
            let reason = text.contains("refused") ? "nothing listens there (connection refused)" : text
            throw ClientFailure.disconnected("no answer from \(PublicURL(url)): \(reason)")
        }
    }
}

extension HTTPClientResponse {
    /// Whether the body is a stream of events.
    var isEventStream: Bool { headers.first(name: "content-type")?.hasPrefix("text/event-stream") ?? false }
}

/// A URL as it may be printed: without what could be a key in its path or its user part.
struct PublicURL: CustomStringConvertible {
    let description: String

    init(_ url: String) {
        let redacted = Redactor()(url)
        guard let mark = redacted.ranges(of: "/mcp/").first else {
            description = redacted
            return
        }
        description = redacted[..<mark.upperBound] + Redactor.placeholder
    }
}
