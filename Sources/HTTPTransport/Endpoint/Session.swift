import JSON
import MCP

/// What `initialize` agreed with a client, as its session id carries it.
struct Session: Sendable, Hashable {
    /// Tells sessions apart.
    struct Key: Sendable, Hashable {
        let bytes: [UInt8]
    }

    let key: Key
    let client: ClientDescription
    /// Whose session it is.
    let caller: String
    /// Name of the server it was opened with.
    let server: String
    /// Seconds since 1970.
    let issued: Int

    /// Longest capabilities that an id carries; longer ones count as none.
    private static let capabilitiesLimit = 2048

    static func payload(client: ClientDescription, caller: String, server: String, issued: Int) -> [UInt8] {
        var writer = JSONWriter(reserving: 256)
        writer.object { session in
            session.member("r", client.revision.rawValue)
            session.member("t", issued)
            session.member("c", caller)
            session.member("s", server)
            if let name = client.name { session.member("n", String(name.prefix(64))) }
            if let version = client.version { session.member("v", String(version.prefix(64))) }
            if client.capabilities.count <= capabilitiesLimit { session.member("k", raw: client.capabilities) }
        }
        return writer.bytes
    }

    init?(key: Key, payload: [UInt8]) {
        guard let view = try? JSONDocument(payload).root,
            let revision = view["r"]?.string.flatMap(Revision.init(rawValue:)), let issued = view["t"]?.int,
            let caller = view["c"]?.string, let server = view["s"]?.string
        else { return nil }
        self.key = key
        self.caller = caller
        self.server = server
        self.issued = issued
        client = ClientDescription(
            revision: revision, name: view["n"]?.string, version: view["v"]?.string,
            capabilities: view["k"].map { Array($0.raw) } ?? Array("{}".utf8))
    }
}
