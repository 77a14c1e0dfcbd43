import JSON
import Synchronization

/// An MCP client that speaks either era over any transport.
public final class Client: Sendable {
    /// Waits for a time; throws where the task is cancelled meanwhile.
    public typealias Pause = @Sendable (Duration) async throws -> Void

    let features: ClientFeatures
    let transport: any ClientTransport
    let pause: Pause
    let inbox: ClientInbox
    let tools = KnownTools()
    private let name: String
    private let version: String
    private let nextNumber = Atomic<Int>(1)
    private let current = Mutex<Agreement?>(nil)
    private let answering = InFlight<RequestID>()

    /// What is known of the server.
    struct Agreement: Sendable {
        var revision: Revision
        /// The server's capabilities as JSON text.
        var capabilities: [UInt8]
    }

    /// Creates a client that calls itself by a name.
    ///
    /// - Parameters:
    ///   - features: what it can do for the server.
    ///   - pause: how it waits between two looks at a task.
    public init(
        _ transport: any ClientTransport, name: String, version: String, features: ClientFeatures = ClientFeatures(),
        pause: @escaping Pause = { try await Task.sleep(for: $0) }
    ) {
        self.transport = transport
        self.name = name
        self.version = version
        self.features = features
        self.pause = pause
        inbox = ClientInbox(takeLog: features.logs?.take)
        transport.start { [weak self] in self?.receive($0) }
    }

    /// What was agreed with the server; nil before ``connect(_:)``.
    var agreement: Agreement? {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    /// The revision that was agreed; nil before ``connect(_:)``.
    public var revision: Revision? { agreement?.revision }

    /// Ends the connection.
    public func close() async {
        answering.close()
        await transport.close()
        inbox.close()
    }

    // MARK: Sending

    /// A number that no other request or token of this client has.
    func number() -> Int { nextNumber.add(1, ordering: .relaxed).oldValue }

    /// Sends a request and returns its `result`.
    func request(_ draft: RequestDraft, id: Int? = nil) async throws -> JSONDocument {
        let id = id ?? number()
        let revision = revision
        var writer = JSONWriter()
        writer.object { message in
            message.member("jsonrpc", "2.0")
            message.member("id", id)
            message.member("method", draft.method)
            message.key("params")
            message.object { params in
                for member in draft.params { params.member(member.key, member.value) }
                writeMeta(to: &params, revision, draft)
            }
        }
        let outgoing = OutgoingMessage(
            bytes: writer.bytes, id: id, method: draft.method, name: draft.name, revision: revision,
            mirrored: draft.mirrored)
        let reply = try await transport.request(outgoing).root
        if let error = reply["error"] { throw Self.failure(error) }
        guard let result = reply["result"] else { throw ClientFailure.unexpected("a reply without a result") }
        try check(result["resultType"]?.string, draft, revision)
        return try JSONDocument(Array(result.raw))
    }

    /// A type of result that the client does not know is invalid (2026-07-28, basic, result type).
    private func check(_ type: String?, _ draft: RequestDraft, _ revision: Revision?) throws {
        guard let type, revision?.hasResultTypes ?? false, type != "complete" else { return }
        switch (type, draft.method) {
        case ("input_required", "tools/call"), ("input_required", "prompts/get"), ("input_required", "resources/read"):
            return
        case ("task", "tools/call") where draft.followsTasks: return
        default: throw ClientFailure.unexpected("\(draft.method) gave a result of the type \(type.debugDescription)")
        }
    }

    private static func failure(_ error: JSONView) -> ClientFailure {
        let code = error["code"]?.int ?? 0
        if code == ProtocolError.Code.unsupportedVersion.rawValue, let versions = error["data"]?["supported"] {
            return .unsupported(versions: versions.elements.compactMap(\.string))
        }
        return .refused(code: code, message: error["message"]?.string ?? "")
    }

    /// Sends a notification.
    func notify(_ method: String) async throws {
        let message: JSONValue = ["jsonrpc": "2.0", "method": .string(method)]
        try await transport.send(
            OutgoingMessage(bytes: message.encoded, id: nil, method: method, name: nil, revision: revision))
    }

    private func writeMeta(to params: inout JSONWriter, _ revision: Revision?, _ draft: RequestDraft) {
        let isStateless = revision?.isStateless ?? false
        guard isStateless || draft.progressToken != nil else { return }
        params.key("_meta")
        params.object { meta in
            if let token = draft.progressToken { meta.member("progressToken", token) }
            guard isStateless, let revision else { return }
            meta.member(MetaKey.protocolVersion, revision.rawValue)
            meta.member(MetaKey.clientInfo, info)
            meta.member(
                MetaKey.clientCapabilities, features.capabilities(in: revision, followsTasks: draft.followsTasks))
            if let logs = features.logs { meta.member(MetaKey.logLevel, logs.least.rawValue) }
        }
    }

    /// What the client calls itself.
    var info: JSONValue { ["name": .string(name), "version": .string(version)] }

    // MARK: Receiving

    private func receive(_ message: JSONView) {
        guard let method = message["method"]?.string else { return }
        let params = message["params"]
        if let id = message["id"].flatMap({ RequestID($0) }) {
            _ = answering.start(id) { [weak self] in await self?.answer(id, method, message) }
        } else if method == "notifications/cancelled", let id = params?["requestId"].flatMap({ RequestID($0) }) {
            answering.cancel(id)
        } else {
            if method == "notifications/tools/list_changed" { tools.forget() }
            inbox.receive(method, params)
        }
    }

    /// Answers a request of the server's (until 2025-11-25).
    private func answer(_ id: RequestID, _ method: String, _ message: JSONView) async {
        let reply: [UInt8]
        do {
            if method == "ping" {
                reply = Envelope.reply(id, result: Array("{}".utf8))
            } else if let request = InputRequest(message) {
                reply = Envelope.reply(id, result: try await features.answer(request).raw)
            } else {
                reply = Envelope.error(id, ProtocolError(.methodNotFound, "This client does not answer \(method)."))
            }
        } catch let failure as ClientFailure {
            reply = Envelope.error(id, ProtocolError(.methodNotFound, "\(failure)."))
        } catch {
            reply = Envelope.error(id, ProtocolError(.internalError, "The client could not answer: \(error)."))
        }
        guard !Task.isCancelled else { return }
        // Where the connection has ended, nobody waits for the reply.
        try? await transport.send(
            OutgoingMessage(bytes: reply, id: nil, method: nil, name: nil, revision: revision))
    }
}
