import JSON
import Synchronization

/// An MCP client that speaks either era over any transport.
public final class Client: Sendable {
    /// Which way to get to know the server.
    public enum Era: Sendable, Hashable {
        /// Ask with `server/discover`; shake hands where the server does not know it.
        case automatic
        case stateless
        case handshake(Revision)
    }

    /// What the server said of itself.
    public struct ServerDescription: Sendable {
        public let revision: Revision
        public let name: String
        public let version: String
        public let instructions: String?
    }

    private let transport: any ClientTransport
    private let name: String
    private let version: String
    private let nextID = Atomic<Int>(1)
    private let agreed = Mutex<Revision?>(nil)

    /// Creates a client that calls itself by a name.
    public init(_ transport: any ClientTransport, name: String, version: String) {
        self.transport = transport
        self.name = name
        self.version = version
    }

    /// What was agreed with the server; nil before ``connect(_:)``.
    var revision: Revision? { agreed.withLock { $0 } }

    // MARK: Getting to know the server

    /// Finds out what the server speaks and remembers it.
    public func connect(_ era: Era = .automatic) async throws -> ServerDescription {
        switch era {
        case .stateless: return try await discover()
        case .handshake(let revision): return try await shakeHands(revision)
        case .automatic:
            do {
                return try await discover()
            } catch let failure as ClientFailure where failure.isOfHandshakeEra {
                agreed.withLock { $0 = nil }
                return try await shakeHands(.v2025_11_25)
            }
        }
    }

    private func discover() async throws -> ServerDescription {
        agreed.withLock { $0 = .v2026_07_28 }
        let result = try await request("server/discover").root
        let versions = result["supportedVersions"]?.elements.compactMap(\.string) ?? []
        guard versions.contains(Revision.v2026_07_28.rawValue) else {
            throw ClientFailure.unexpected("it supports \(versions.joined(separator: ", ")) only")
        }
        return describe(result["_meta"]?[MetaKey.serverInfo], result, .v2026_07_28)
    }

    private func shakeHands(_ asked: Revision) async throws -> ServerDescription {
        let document = try await request("initialize") { params in
            params.member("protocolVersion", asked.rawValue)
            params.member("capabilities", [:])
            params.key("clientInfo")
            writeInfo(to: &params)
        }
        let result = document.root
        guard let revision = result["protocolVersion"]?.string.flatMap({ Revision(rawValue: $0) }),
            !revision.isStateless
        else { throw ClientFailure.unexpected("initialize agreed to no known revision") }
        agreed.withLock { $0 = revision }
        let bytes = Array(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#.utf8)
        try await transport.notify(
            OutgoingMessage(bytes: bytes, id: nil, method: "notifications/initialized", name: nil, revision: revision))
        return describe(result["serverInfo"], result, revision)
    }

    private func describe(_ info: JSONView?, _ result: JSONView, _ revision: Revision) -> ServerDescription {
        ServerDescription(
            revision: revision, name: info?["name"]?.string ?? "unnamed", version: info?["version"]?.string ?? "",
            instructions: result["instructions"]?.string)
    }

    // MARK: Tools

    /// All tools, page by page.
    public func listTools() async throws -> [JSONView] { try await list("tools/list", "tools") }

    /// Calls a tool and returns its result, an error of the tool's own included.
    ///
    /// - Parameter onProgress: asks for progress and sees each report: progress, total, message.
    public func call(
        _ tool: String, arguments: [UInt8], onProgress: (@Sendable (Double, Double?, String?) -> Void)? = nil
    ) async throws -> JSONView {
        let onNotification = onProgress.map { report in Self.progressHandler(report) }
        let write = { (params: inout JSONWriter) in
            params.member("name", tool)
            params.member("arguments", raw: arguments)
        }
        let document = try await request("tools/call", name: tool, params: write, onNotification: onNotification)
        return document.root
    }

    private static func progressHandler(
        _ report: @escaping @Sendable (Double, Double?, String?) -> Void
    ) -> @Sendable (JSONView) -> Void {
        { notification in
            guard let params = notification["params"], let progress = params["progress"]?.double else { return }
            report(progress, params["total"]?.double, params["message"]?.string)
        }
    }

    /// Ends the connection.
    public func close() async { await transport.close() }

    // MARK: Messages

    /// All elements of a list, page by page.
    func list(_ method: String, _ key: String) async throws -> [JSONView] {
        var elements: [JSONView] = []
        var cursors: Set<String> = []
        var cursor: String?
        repeat {
            let result = try await request(method) { params in
                if let cursor { params.member("cursor", cursor) }
            }.root
            elements += result[key]?.elements.map { $0 } ?? []
            cursor = result["nextCursor"]?.string
            if let cursor, !cursors.insert(cursor).inserted {
                throw ClientFailure.unexpected("\(method) leads from page to page in a circle")
            }
        } while cursor != nil
        return elements
    }

    /// Sends a request and returns its `result`.
    ///
    /// - Parameter name: what the header `Mcp-Name` repeats.
    func request(
        _ method: String, name: String? = nil, params: (inout JSONWriter) -> Void = { _ in },
        onNotification: (@Sendable (JSONView) -> Void)? = nil
    ) async throws -> JSONDocument {
        let id = nextID.add(1, ordering: .relaxed).oldValue
        let revision = revision
        var writer = JSONWriter()
        writer.object { message in
            message.member("jsonrpc", "2.0")
            message.member("id", id)
            message.member("method", method)
            message.key("params")
            message.object { body in
                params(&body)
                writeMeta(to: &body, revision: revision, progressToken: onNotification == nil ? nil : id)
            }
        }
        let outgoing = OutgoingMessage(bytes: writer.bytes, id: id, method: method, name: name, revision: revision)
        let reply = try await transport.request(outgoing, onNotification: onNotification ?? { _ in }).root
        if let error = reply["error"] {
            throw ClientFailure.refused(code: error["code"]?.int ?? 0, message: error["message"]?.string ?? "")
        }
        guard let result = reply["result"] else { throw ClientFailure.unexpected("a reply without a result") }
        return try JSONDocument(Array(result.raw))
    }

    private func writeMeta(to params: inout JSONWriter, revision: Revision?, progressToken: Int?) {
        let isStateless = revision?.isStateless ?? false
        guard isStateless || progressToken != nil else { return }
        params.key("_meta")
        params.object { meta in
            if let progressToken { meta.member("progressToken", progressToken) }
            guard isStateless, let revision else { return }
            meta.member(MetaKey.protocolVersion, revision.rawValue)
            meta.key(MetaKey.clientInfo)
            writeInfo(to: &meta)
            meta.member(MetaKey.clientCapabilities, [:])
        }
    }

    private func writeInfo(to writer: inout JSONWriter) {
        writer.object {
            $0.member("name", name)
            $0.member("version", version)
        }
    }
}
