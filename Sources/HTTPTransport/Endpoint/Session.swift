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

    /// Longest capabilities in bytes that an id carries; longer ones count as none.
    private static let capabilitiesLimit = 512
    /// Longest name and version in bytes that an id carries; of longer ones, the beginning.
    private static let nameLimit = 64

    static func payload(client: ClientDescription, caller: String, server: String, issued: Int) -> [UInt8] {
        var writer = JSONWriter(reserving: 256)
        writer.object { session in
            session.member("r", client.revision.rawValue)
            session.member("t", issued)
            session.member("c", caller)
            session.member("s", server)
            if let name = client.name { session.member("n", beginning(of: name)) }
            if let version = client.version { session.member("v", beginning(of: version)) }
            if client.capabilities.count <= capabilitiesLimit { session.member("k", raw: client.capabilities) }
        }
        return writer.bytes
    }

    private static func beginning(of text: String) -> String {
        guard text.utf8.count > nameLimit else { return text }
        var bytes = text.utf8.prefix(nameLimit + 1)
        // What follows the cut must begin a character.
        while let next = bytes.popLast(), next & 0xC0 == 0x80 {}
        return String(Substring(bytes))
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
