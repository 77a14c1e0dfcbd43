import JSON
import MCP
import Synchronization

/// A server that answers as a test says, and remembers what it was asked.
final class ScriptedServer: ClientTransport {
    /// What becomes of a request.
    enum Answer {
        /// A result as JSON text.
        case result(String)
        case error(Int, data: String = "{}")
        case failure(ClientFailure)
        /// No answer ever comes.
        case silence
    }

    let hasHeaders: Bool
    private let script: @Sendable (OutgoingMessage, Int) -> Answer
    private let sent = Mutex<[OutgoingMessage]>([])

    /// - Parameter script: also gets how many requests of the method came before.
    init(hasHeaders: Bool = false, _ script: @escaping @Sendable (OutgoingMessage, Int) -> Answer) {
        self.hasHeaders = hasHeaders
        self.script = script
    }

    /// Everything that the client has sent.
    var messages: [OutgoingMessage] { sent.withLock { $0 } }
    var methods: [String] { messages.map { $0.method ?? "a reply" } }

    /// The parameters of the requests of a method.
    func params(_ method: String) throws -> [JSONView] {
        try messages.filter { $0.method == method }.compactMap { try JSONDocument($0.bytes).root["params"] }
    }

    func start(_ receive: @escaping @Sendable (JSONView) -> Void) {}

    func request(_ message: OutgoingMessage) async throws -> JSONDocument {
        let before = sent.withLock { sent in
            defer { sent.append(message) }
            return sent.count { $0.method == message.method }
        }
        let id = message.id ?? 0
        switch script(message, before) {
        case .result(let json): return try JSONDocument(#"{"jsonrpc":"2.0","id":\#(id),"result":\#(json)}"#)
        case .error(let code, let data):
            return try JSONDocument(
                #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":\#(code),"message":"No.","data":\#(data)}}"#)
        case .failure(let failure): throw failure
        case .silence:
            try await Task.sleep(for: .seconds(3600))
            throw CancellationError()
        }
    }

    func send(_ message: OutgoingMessage) async throws { sent.withLock { $0.append(message) } }

    func close() async {}
}

extension ScriptedServer {
    static let discovery =
        #"{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,"cacheScope":"private"}"#
    static let handshake =
        #"{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"old","version":"1"}}"#
}
