import AsyncHTTPClient
import Gateway
import JSON
import MCP
import NIOCore
import Synchronization

/// A client's side of Streamable HTTP, for either era.
final class HTTPClientTransport: ClientTransport {
    /// Sees every message as it went over the wire; `true` for ours.
    typealias Tap = @Sendable (Bool, [UInt8]) -> Void

    private let url: String
    private let headers: [(String, String)]
    private let timeout: TimeAmount
    private let tap: Tap?
    private let session = Mutex<String?>(nil)
    private let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)

    /// A redirect is not followed: a key must not go to another host. A failed connection is reported, not tried again.
    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    /// - Parameter headers: further headers of each request, such as `Authorization`.
    init(url: String, headers: [(String, String)] = [], timeout: TimeAmount = .minutes(10), tap: Tap? = nil) {
        self.url = url
        self.headers = headers
        self.timeout = timeout
        self.tap = tap
    }

    func request(
        _ message: OutgoingMessage, onNotification: @escaping @Sendable (JSONView) -> Void
    ) async throws -> JSONDocument {
        let response = try await post(message)
        guard !(300..<400).contains(response.status.code) else {
            throw ClientFailure.unexpected("HTTP \(response.status.code), a redirect, which is not followed")
        }
        if let id = response.headers.first(name: "mcp-session-id") { session.withLock { $0 = id } }
        let isStream = response.headers.first(name: "content-type")?.hasPrefix("text/event-stream") ?? false
        if !isStream {
            let body = try await response.body.collect(upTo: 256 << 20)
            return try parse(Array(body.readableBytesView), status: response.status.code)
        }
        var reader = SSEReader()
        for try await chunk in response.body {
            for event in try reader.feed(Array(chunk.readableBytesView)) where !event.data.isEmpty {
                let document = try parse(Array(event.data), status: response.status.code)
                guard document.root["method"] != nil else { return document }
                onNotification(document.root)
            }
        }
        throw ClientFailure.disconnected("the server's stream ended before the reply")
    }

    func notify(_ message: OutgoingMessage) async throws {
        let response = try await post(message)
        guard (200..<300).contains(response.status.code) else {
            throw ClientFailure.unexpected("HTTP \(response.status.code) to a notification")
        }
        _ = try await response.body.collect(upTo: 1 << 20)
    }

    /// Ends the session, if the server made one, and the connections.
    func close() async {
        if let id = session.withLock({ $0 }) { await endSession(id) }
        try? await client.shutdown()
    }

    private func endSession(_ id: String) async {
        var request = HTTPClientRequest(url: url)
        request.method = .DELETE
        request.headers.add(name: "Mcp-Session-Id", value: id)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        _ = try? await client.execute(request, timeout: .seconds(5))
    }

    private func post(_ message: OutgoingMessage) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "application/json, text/event-stream")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let revision = message.revision {
            request.headers.add(name: "MCP-Protocol-Version", value: revision.rawValue)
            if revision.hasStandardHeaders {
                request.headers.add(name: "Mcp-Method", value: message.method)
                if let name = message.name { request.headers.add(name: "Mcp-Name", value: HeaderText.encode(name)) }
            }
        }
        if let id = session.withLock({ $0 }) { request.headers.add(name: "Mcp-Session-Id", value: id) }
        request.body = .bytes(ByteBuffer(bytes: message.bytes))
        tap?(true, message.bytes)
        do {
            return try await client.execute(request, timeout: timeout)
        } catch let error where !(error is CancellationError) {
            let text = "\(error)"
            let reason = text.contains("refused") ? "nothing listens there (connection refused)" : text
            throw ClientFailure.disconnected("no answer from \(PublicURL(url)): \(reason)")
        }
    }

    private func parse(_ bytes: [UInt8], status: UInt) throws -> JSONDocument {
        tap?(false, bytes)
        do {
            return try JSONDocument(bytes)
        } catch {
            throw ClientFailure.unexpected("HTTP \(status), and a body that is not JSON (\(error))")
        }
    }
}

/// A URL as it may be printed: without what could be a key in its path or its user part.
struct PublicURL: CustomStringConvertible {
    let description: String

    init(_ url: String) {
        let redacted = Redactor()(url)
        guard let mark = redacted.range(of: "/mcp/") else {
            description = redacted
            return
        }
        description = redacted[..<mark.upperBound] + Redactor.placeholder
    }
}

extension String {
    /// The first place where a text stands; the standard library has it only for collections of one element.
    fileprivate func range(of text: String) -> Range<String.Index>? { ranges(of: text).first }
}
