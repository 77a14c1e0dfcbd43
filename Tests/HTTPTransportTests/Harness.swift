import AsyncHTTPClient
import JSON
import Logging
import MCP
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Synchronization
import Testing

@testable import HTTPTransport

/// A running service, and how to talk to it.
struct Harness: Sendable {
    let port: Int
    let scheme: String
    let witness: Witness
    let service: HTTPService
    let group: ServiceGroup
    let client: HTTPClient

    /// What came back.
    struct Received: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: String

        var json: JSONView? { try? JSONDocument(body).root }
        var type: String? { headers.first(name: "content-type") }
        var session: String? { headers.first(name: "mcp-session-id") }
        var code: Int? { json?["error"]?["code"]?.int }
        /// Text of the first content block.
        var text: String? { json?["result"]?["content"]?[0]?["text"]?.string }
        /// The messages of an event stream.
        var events: [JSONView] {
            body.split(separator: "\n").compactMap { line in
                line.hasPrefix("data: ") ? try? JSONDocument(String(line.dropFirst(6))).root : nil
            }
        }
    }

    /// Runs a service on a free port while the body runs.
    static func run(
        _ configure: (inout HTTPConfiguration) -> Void = { _ in }, joined: MCP.Server? = nil,
        uploads: (any UploadSink)? = nil,
        routes: [PlainRoute] = [],
        trust: HTTPClient? = nil, logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
        isReady: @escaping @Sendable () async -> Bool = { true },
        visibility: @escaping @Sendable (String, Identity) -> Visibility = { _, _ in .whole },
        narrow: (@Sendable (String, Narrowing) throws -> MCP.Server)? = nil,
        _ body: @escaping @Sendable (Harness) async throws -> Void
    ) async throws {
        var configuration = HTTPConfiguration()
        configuration.port = 0
        configure(&configuration)
        let witness = Witness()
        let (ports, found) = AsyncStream<Int>.makeStream()
        let service = try HTTPService(
            configuration, joined: joined ?? Fixture.server("joined", witness),
            servers: ["alpha": Fixture.server("alpha", witness), "beta": Fixture.server("beta", witness)],
            uploads: uploads, routes: routes, logger: logger, makePrincipal: { Caller(identity: $0) },
            visibility: visibility,
            narrow: narrow, isReady: isReady,
            onListening: { _, port in found.yield(port) })
        let group = ServiceGroup(services: [service], logger: logger)
        let scheme = configuration.tls == nil ? "http" : "https"
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { found.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else { return try await tasks.waitForAll() }
            let harness = Harness(
                port: port, scheme: scheme, witness: witness, service: service, group: group,
                client: trust ?? HTTPClient.shared)
            do {
                try await body(harness)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    // MARK: Requests

    func send(
        _ method: HTTPMethod, _ path: String = "/mcp", _ headers: [(String, String)] = [], body: String? = nil
    ) async throws -> Received {
        let response = try await open(method, path, headers, body: body)
        let bytes = try await response.body.collect(upTo: 1 << 26)
        return Received(status: Int(response.status.code), headers: response.headers, body: String(buffer: bytes))
    }

    func open(
        _ method: HTTPMethod, _ path: String, _ headers: [(String, String)], body: String?
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: "\(scheme)://127.0.0.1:\(port)\(path)")
        request.method = method
        request.headers = HTTPHeaders(headers)
        if let body { request.body = .bytes(Array(body.utf8)) }
        return try await client.execute(request, timeout: .seconds(60))
    }

    /// A message of a bare client: no handshake, no headers but the content type.
    func post(_ body: String, _ headers: [(String, String)] = [], to path: String = "/mcp") async throws -> Received {
        try await send(.POST, path, [("content-type", "application/json")] + headers, body: body)
    }

    /// Headers of a session of its own.
    func session(
        _ headers: [(String, String)] = [], revision: String = "2025-11-25"
    ) async throws -> [(String, String)] {
        let id = try await initialize(headers, revision: revision)
        return Message.both + headers + [("mcp-session-id", id), ("mcp-protocol-version", revision)]
    }

    /// A session of its own.
    func initialize(
        _ headers: [(String, String)] = [], revision: String = "2025-11-25", at path: String = "/mcp"
    ) async throws -> String {
        let answer = try await post(Message.initialize(revision), Message.both + headers, to: path)
        return try #require(answer.session)
    }
}

/// Requests as clients write them.
enum Message {
    static let both = [("accept", "application/json, text/event-stream")]
    static let list = #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}"#
    static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#

    static func initialize(_ revision: String) -> String {
        #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(revision)","capabilities":{"sampling":{},"elicitation":{}},"clientInfo":{"name":"tester","version":"1"}}}"#
    }

    /// A `subscriptions/listen`, and the headers that go with it.
    static func listen(
        _ filter: String, id: String = "\"sub\""
    ) -> (body: String, headers: [(String, String)]) {
        let body =
            #"{"jsonrpc":"2.0","id":\#(id),"method":"subscriptions/listen","params":{"notifications":\#(filter),"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#
        let headers = [("mcp-protocol-version", "2026-07-28"), ("mcp-method", "subscriptions/listen")]
        return (body, both + headers)
    }

    static func call(_ tool: String, _ arguments: String = "{}", id: Int = 7, token: String? = nil) -> String {
        let meta = token.map { #","_meta":{"progressToken":"\#($0)"}"# } ?? ""
        return
            #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)\#(meta)}}"#
    }

    /// A stateless request and the headers that go with it.
    static func stateless(
        _ method: String, name: String? = nil, _ arguments: String = "{}", version: String = "2026-07-28"
    ) -> (body: String, headers: [(String, String)]) {
        let call = name.map { #""name":"\#($0)","arguments":\#(arguments),"# } ?? ""
        let body =
            #"{"jsonrpc":"2.0","id":9,"method":"\#(method)","params":{\#(call)"_meta":{"io.modelcontextprotocol/protocolVersion":"\#(version)","io.modelcontextprotocol/clientCapabilities":{},"progressToken":1}}}"#
        let headers = both + [("mcp-protocol-version", version), ("mcp-method", method)]
        return (body, headers + (name.map { [("mcp-name", $0)] } ?? []))
    }
}
