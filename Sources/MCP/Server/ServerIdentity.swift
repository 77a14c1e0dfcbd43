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

    /// `_meta` of a result: members of our own and, where the revision wants it, who answered.
    func writeMeta(_ members: [JSONValue.Member], to result: inout JSONWriter, revision: Revision) {
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

    func writeCacheHints(to result: inout JSONWriter, revision: Revision) {
        guard revision.hasResultTypes else { return }
        result.member("ttlMs", listLifetime)
        result.member("cacheScope", "public")
    }
}
