import JSON

/// What a server says of itself.
public struct ServerIdentity: Sendable, Hashable {
    public let name: String
    public let title: String
    public let version: String
    /// What helps a model use the server.
    public let instructions: String
    /// How long a client may keep a list, in milliseconds.
    public let listLifetime: Int

    /// Creates an identity.
    public init(name: String, title: String, version: String, instructions: String, listLifetime: Int = 300_000) {
        self.name = name
        self.title = title
        self.version = version
        self.instructions = instructions
        self.listLifetime = listLifetime
    }

    /// The `Implementation` object.
    func write(to writer: inout JSONWriter, revision: Revision) {
        writer.object {
            $0.member("name", name)
            if revision.hasStructuredContent { $0.member("title", title) }
            $0.member("version", version)
        }
    }

    /// For lists that are the same for everybody.
    var listHints: CacheHints { CacheHints(lifetime: listLifetime, scope: .shared) }

    /// A result: the members that the closure writes, and around them what the revision wants.
    ///
    /// - Parameters:
    ///   - hints: for results that may be kept.
    ///   - meta: members of `_meta` beside the ones of the protocol.
    func result(
        for revision: Revision, reserving capacity: Int = 512, hints: CacheHints? = nil,
        meta: [JSONValue.Member] = [], _ members: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter(reserving: capacity)
        writer.object { result in
            if revision.hasResultTypes { result.member("resultType", "complete") }
            members(&result)
            if let hints, revision.hasResultTypes { hints.write(to: &result) }
            writeMeta(meta, to: &result, revision: revision)
        }
        return writer.bytes
    }

    private func writeMeta(_ members: [JSONValue.Member], to result: inout JSONWriter, revision: Revision) {
        guard revision.hasResultTypes || !members.isEmpty else { return }
        result.key("_meta")
        result.object { meta in
            if revision.hasResultTypes {
                meta.key(MetaKey.serverInfo)
                write(to: &meta, revision: revision)
            }
            for member in members { meta.member(member.key, member.value) }
        }
    }
}
