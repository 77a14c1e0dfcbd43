import AsyncHTTPClient
import HTTPTransport
import JSON
import Logging
import MCP
import NIOCore
import Synchronization
import TestSupport

/// A transcript's way to a server over Streamable HTTP on a real socket.
final class HTTPWire: TranscriptWire {
    private let inbox = Inbox()
    private let serving: Task<Void, any Error>
    private let url: String
    private let session = Mutex<(id: String?, revision: String?)>((nil, nil))

    /// Listens on a free port.
    init(_ server: Server) async throws {
        var configuration = HTTPConfiguration()
        configuration.port = 0
        configuration.drainTime = .zero
        let (ports, found) = AsyncStream<Int>.makeStream()
        let service = try HTTPService(
            configuration, joined: server, logger: Logger(label: "test"),
            makePrincipal: { _ in FixtureServer.Tester() }, onListening: { _, port in found.yield(port) })
        serving = Task { try await service.run() }
        var iterator = ports.makeAsyncIterator()
        url = "http://127.0.0.1:\(await iterator.next() ?? 0)/mcp"
    }

    func send(_ message: [UInt8]) async throws {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "application/json, text/event-stream")
        for (name, value) in headers(for: message) { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: message))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        if let id = response.headers.first(name: "mcp-session-id") { session.withLock { $0.id = id } }
        let body = Array(try await response.body.collect(upTo: 1 << 20).readableBytesView)
        if response.headers.first(name: "content-type")?.hasPrefix("text/event-stream") == true {
            for line in String(decoding: body, as: UTF8.self).split(whereSeparator: \.isNewline)
            where line.hasPrefix("data:") {
                let data = Array(line.dropFirst(5).utf8.drop { $0 == 0x20 })
                // An event without data only lends its id to a stream.
                if !data.isEmpty { inbox.put(data) }
            }
        } else if !body.isEmpty {
            inbox.put(body)
        }
    }

    /// The headers that a client of the message's revision sends.
    private func headers(for bytes: [UInt8]) -> [(String, String)] {
        guard let message = try? JSONDocument(bytes).root else { return sessionHeaders }
        let method = message["method"]?.string
        if let declared = message["params"]?["_meta"]?[MetaKey.protocolVersion]?.string {
            let named = message["params"]?["name"] ?? message["params"]?["uri"]
            let name = named?.string.map { [("Mcp-Name", HeaderText.encode($0))] } ?? []
            return [("MCP-Protocol-Version", declared), ("Mcp-Method", method ?? "")] + name
        }
        if method == "server/discover" {
            return [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "server/discover")]
        }
        if method == "initialize" {
            let asked = message["params"]?["protocolVersion"]?.string ?? ""
            session.withLock { $0 = (nil, Revision.negotiated(asking: asked).rawValue) }
            return []
        }
        return sessionHeaders
    }

    private var sessionHeaders: [(String, String)] {
        session.withLock { session in
            guard let id = session.id, let revision = session.revision else { return [] }
            return [("Mcp-Session-Id", id), ("MCP-Protocol-Version", revision)]
        }
    }

    func receive() async throws -> [UInt8] { try await inbox.next() }

    func close() async {
        serving.cancel()
        _ = try? await serving.value
    }
}
