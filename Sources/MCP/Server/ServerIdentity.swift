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
    /// Pictures for people.
    public let icons: [Icon]

    /// Creates an identity.
    public init(
        name: String, title: String, version: String, instructions: String, listLifetime: Int = 300_000,
        icons: [Icon] = []
    ) {
        self.icons = icons
        self.name = name
        self.title = title
        self.version = version
        self.instructions = instructions
        self.listLifetime = listLifetime
    }

    /// The `Implementation` object.
    ///
    /// - Parameter isIntroduction: whether the client has yet to get to know the server; later the icons only cost.
    func write(to writer: inout JSONWriter, revision: Revision, isIntroduction: Bool = false) {
        writer.object {
            $0.member("name", name)
            if revision.hasStructuredContent { $0.member("title", title) }
            $0.member("version", version)
            if isIntroduction { Icon.write(icons, to: &$0, revision: revision) }
        }
    }

    /// For lists that are the same for everybody.
    var listHints: CacheHints { CacheHints(lifetime: listLifetime, scope: .shared) }

    /// A result: the members that the closure writes, and around them what the revision wants.
    ///
    /// - Parameters:
    ///   - type: what kind of result it is, for revisions that say so.
    ///   - hints: for results that may be kept.
    ///   - meta: members of `_meta` beside the ones of the protocol.
    func result(
        for revision: Revision, type: String = "complete", reserving capacity: Int = 512, hints: CacheHints? = nil,
        meta: [JSONValue.Member] = [], isIntroduction: Bool = false, _ members: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter(reserving: capacity)
        writer.object { result in
            if revision.hasResultTypes { result.member("resultType", type) }
            members(&result)
            if let hints, revision.hasResultTypes { hints.write(to: &result) }
            writeMeta(meta, to: &result, revision, isIntroduction)
        }
        return writer.bytes
    }

    private func writeMeta(
        _ members: [JSONValue.Member], to result: inout JSONWriter, _ revision: Revision, _ isIntroduction: Bool
    ) {
        guard revision.hasResultTypes || !members.isEmpty else { return }
        result.key("_meta")
        result.object { meta in
            if revision.hasResultTypes {
                meta.key(MetaKey.serverInfo)
                write(to: &meta, revision: revision, isIntroduction: isIntroduction)
            }
            for member in members { meta.member(member.key, member.value) }
        }
    }
}
