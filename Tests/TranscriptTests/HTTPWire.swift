import AsyncHTTPClient
import HTTPTransport
import JSON
import Logging
import MCP
import NIOCore
import Synchronization
import TestSupport

/// A transcript's way to a server over Streamable HTTP on a real socket.
///
/// A stream is read while it is open, since the server may ask something on it. A session has a stream of its own for
/// what changes. A stream that ends before the reply is taken up again.
final class HTTPWire: TranscriptWire {
    private struct State {
        var session: String?
        var revision: String?
        var readers: [Task<Void, Never>] = []
    }

    private let inbox = Inbox()
    private let serving: Task<Void, any Error>
    private let url: String
    private let server: Server
    private let state = Mutex(State())

    /// Listens on a free port.
    init(_ server: Server) async throws {
        var configuration = HTTPConfiguration()
        configuration.port = 0
        configuration.drainTime = .zero
        let (ports, found) = AsyncStream<Int>.makeStream()
        let service = try HTTPService(
            configuration, joined: server, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            makePrincipal: { _ in FixtureServer.Tester() }, onListening: { _, port in found.yield(port) })
        serving = Task { try await service.run() }
        self.server = server
        var iterator = ports.makeAsyncIterator()
        url = "http://127.0.0.1:\(await iterator.next() ?? 0)/mcp"
    }

    func send(_ message: [UInt8]) async throws {
        let view = try? JSONDocument(message).root
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "application/json, text/event-stream")
        for (name, value) in headers(for: view) { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: message))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        if let id = response.headers.first(name: "mcp-session-id") { state.withLock { $0.session = id } }
        if Self.isStream(response) {
            read(response, until: view?["id"].map { JSONValue($0) })
        } else {
            let body = Array(try await response.body.collect(upTo: 1 << 20).readableBytesView)
            if !body.isEmpty { inbox.put(body) }
        }
        if view?["method"]?.string == "notifications/initialized" { try await openStream() }
    }

    func receive() async throws -> [UInt8] { try await inbox.next() }

    func close() async {
        for reader in state.withLock({ $0.readers }) { reader.cancel() }
        serving.cancel()
        _ = try? await serving.value
    }

    // MARK: Streams

    private static func isStream(_ response: HTTPClientResponse) -> Bool {
        response.headers.first(name: "content-type")?.hasPrefix("text/event-stream") == true
    }

    /// A session's own stream.
    private func openStream() async throws {
        guard let response = try await get(after: nil), Self.isStream(response) else { return }
        read(response, until: nil)
    }

    private func get(after event: String?) async throws -> HTTPClientResponse? {
        guard !sessionHeaders.isEmpty else { return nil }
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "Accept", value: "text/event-stream")
        for (name, value) in sessionHeaders { request.headers.add(name: name, value: value) }
        if let event { request.headers.add(name: "Last-Event-ID", value: event) }
        return try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    }

    /// Reads a stream to its end; one that ends without the reply is taken up behind its last event.
    private func read(_ response: HTTPClientResponse, until reply: JSONValue?) {
        let reader = Task { [self] in
            var events = EventReader()
            var next: HTTPClientResponse? = response
            while let response = next {
                next = nil
                do {
                    for try await buffer in response.body {
                        for message in events.feed(buffer.readableBytesView) { inbox.put(message) }
                    }
                    guard let reply, let last = events.lastID, !events.replies.contains(reply) else { return }
                    next = try await get(after: last)
                } catch {
                    return
                }
            }
        }
        state.withLock { $0.readers.append(reader) }
    }

    // MARK: Headers

    /// The headers that a client of the message's revision sends.
    private func headers(for message: JSONView?) -> [(String, String)] {
        guard let message else { return sessionHeaders }
        let (method, params) = (message["method"]?.string, message["params"])
        if let declared = params?["_meta"]?[MetaKey.protocolVersion]?.string {
            let named = params?["name"] ?? params?["uri"] ?? params?["taskId"]
            let name = named?.string.map { [("Mcp-Name", HeaderText.encode($0))] } ?? []
            return [("MCP-Protocol-Version", declared), ("Mcp-Method", method ?? "")] + name + mirrored(params)
        }
        if method == "server/discover" {
            return [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "server/discover")]
        }
        if method == "initialize" {
            let asked = params?["protocolVersion"]?.string ?? ""
            state.withLock { ($0.session, $0.revision) = (nil, Revision.negotiated(asking: asked).rawValue) }
            return []
        }
        return sessionHeaders
    }

    /// The arguments that the tool wants repeated.
    private func mirrored(_ params: JSONView?) -> [(String, String)] {
        guard let name = params?["name"]?.string, let tool = server.tools.tool(named: name) else { return [] }
        return tool.mirrored.compactMap { parameter in
            let value = parameter.path.reduce(params?["arguments"]) { $0?[$1] }?.string
            return value.map { ("Mcp-Param-" + parameter.header, HeaderText.encode($0)) }
        }
    }

    private var sessionHeaders: [(String, String)] {
        state.withLock { state in
            guard let id = state.session, let revision = state.revision else { return [] }
            return [("Mcp-Session-Id", id), ("MCP-Protocol-Version", revision)]
        }
    }
}
