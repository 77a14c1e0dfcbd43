import JSON

extension Client {
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
        /// A JSON object.
        public let capabilities: JSONView?
    }

    /// How long a server may be silent before it counts as one that knows only the handshake.
    private static let probePatience = Duration.seconds(20)

    /// Finds out what the server speaks and remembers it (2026-07-28, versioning, backward compatibility).
    public func connect(_ era: Era = .automatic) async throws -> ServerDescription {
        switch era {
        case .stateless: return try await discover()
        case .handshake(let revision): return try await shakeHands(revision)
        case .automatic:
            do {
                return try await probe()
            } catch ClientFailure.unsupported(let versions) {
                // No fallback, but a choice: a server that names the versions of handshakes can be taken at its word.
                let known = Revision.allCases.last { !$0.isStateless && versions.contains($0.rawValue) }
                guard let known else { throw ClientFailure.unsupported(versions: versions) }
                agreement = nil
                return try await shakeHands(known)
            } catch let failure as ClientFailure where failure.isOfHandshakeEra {
                agreement = nil
                return try await shakeHands(.v2025_11_25)
            }
        }
    }

    /// Asks a server that may never have heard of such a question, and so may not answer at all.
    private func probe() async throws -> ServerDescription {
        try await withThrowingTaskGroup(of: ServerDescription?.self) { group in
            group.addTask { try await self.discover() }
            group.addTask { [pause] in
                try await pause(Self.probePatience)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let description = first else {
                throw ClientFailure.unexpected("server/discover was not answered")
            }
            return description
        }
    }

    private func discover(in revision: Revision = .v2026_07_28) async throws -> ServerDescription {
        agreement = Agreement(revision: revision, capabilities: Array("{}".utf8))
        let result: JSONView
        do {
            result = try await request(RequestDraft("server/discover")).root
        } catch ClientFailure.unsupported(let versions) {
            // The server is of this era: it is asked again in its own words, and the handshake is no way out.
            guard let other = Self.best(of: versions), other != revision else {
                throw ClientFailure.unsupported(versions: versions)
            }
            return try await discover(in: other)
        }
        let versions = result["supportedVersions"]?.elements.compactMap(\.string) ?? []
        guard !versions.isEmpty else { throw ClientFailure.unexpected("server/discover told of no revision") }
        guard let agreed = Self.best(of: versions) else { throw ClientFailure.unsupported(versions: versions) }
        return remember(agreed, result, result["_meta"]?[MetaKey.serverInfo])
    }

    /// The newest stateless revision that both sides have.
    private static func best(of versions: [String]) -> Revision? {
        Revision.stateless.first { versions.contains($0.rawValue) }
    }

    private func shakeHands(_ asked: Revision) async throws -> ServerDescription {
        let result = try await request(
            RequestDraft(
                "initialize",
                [
                    .init("protocolVersion", .string(asked.rawValue)),
                    .init("capabilities", features.capabilities(in: asked, followsTasks: false)),
                    .init("clientInfo", info),
                ])
        ).root
        let version = result["protocolVersion"]?.string
        guard let revision = version.flatMap({ Revision(rawValue: $0) }), !revision.isStateless else {
            throw ClientFailure.unsupported(versions: [version ?? "no revision"])
        }
        let description = remember(revision, result, result["serverInfo"])
        try await notify("notifications/initialized")
        if let logs = features.logs, result["capabilities"]?["logging"] != nil {
            _ = try await request(
                RequestDraft("logging/setLevel", [.init("level", .string(logs.least.rawValue))]))
        }
        return description
    }

    private func remember(_ revision: Revision, _ result: JSONView, _ info: JSONView?) -> ServerDescription {
        let capabilities = result["capabilities"]
        agreement = Agreement(
            revision: revision, capabilities: capabilities.map { Array($0.raw) } ?? Array("{}".utf8))
        return ServerDescription(
            revision: revision, name: info?["name"]?.string ?? "unnamed", version: info?["version"]?.string ?? "",
            instructions: result["instructions"]?.string, capabilities: capabilities)
    }

    /// The server's capabilities.
    var serverCapabilities: JSONView? { agreement.flatMap { try? JSONDocument($0.capabilities).root } }
}
