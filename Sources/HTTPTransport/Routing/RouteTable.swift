/// Finds what a path stands for.
struct RouteTable: Sendable {
    /// What stands at a path.
    enum Destination: Sendable {
        case health
        case ready
        /// An MCP endpoint, and the provider key that the path carries.
        case endpoint(String, key: String?)
        /// Where files are uploaded.
        case uploads
        /// The stream of a client of 2024-11-05.
        case eventStream(String)
        /// Where such a client posts its messages.
        case messages
        /// Further routes of any method.
        case plain([PlainRoute])
        case nothing
    }

    /// Name of the endpoint `/mcp`, which no server can have.
    static let joined = ""

    /// Where files are uploaded.
    static let uploads = "/uploads"

    /// The paths of the MCP endpoints, and where further routes begin.
    let endpointPaths: [String]
    private let exact: [String: Destination]
    private let names: Set<String>
    private let takesUploads: Bool
    private let plain: [PlainRoute]

    init(
        servers: [String], hasJoined: Bool, takesUploads: Bool = false, servesSSE: Bool = false, plain: [PlainRoute]
    ) {
        var exact: [String: Destination] = ["/health": .health, "/ready": .ready]
        for name in servers { exact["/\(name)/mcp"] = .endpoint(name, key: nil) }
        if hasJoined { exact["/mcp"] = .endpoint(Self.joined, key: nil) }
        if servesSSE {
            for name in servers { exact["/\(name)/sse"] = .eventStream(name) }
            if hasJoined { exact["/sse"] = .eventStream(Self.joined) }
            exact["/messages"] = .messages
        }
        if takesUploads { exact[Self.uploads] = .uploads }
        endpointPaths =
            (hasJoined ? ["/mcp"] : []) + servers.map { "/\($0)/mcp" } + (takesUploads ? [Self.uploads] : [])
            + Self.prefixes(plain)
        self.exact = exact
        names = Set(servers)
        self.plain = plain
        self.takesUploads = takesUploads
    }

    private static func prefixes(_ routes: [PlainRoute]) -> [String] { Set(routes.map(\.prefix)).sorted() }

    /// - Parameter path: without the query.
    func destination(of path: some StringProtocol) -> Destination {
        if let found = exact[String(path)] { return found }
        let takers = plain.filter { $0.takes(path: path) }
        if !takers.isEmpty { return .plain(takers) }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var segments = parts[...]
        if segments.last?.isEmpty == true { segments.removeLast() }
        switch (segments.first, segments.dropFirst().first, segments.count) {
        case ("mcp", _, 1): return .endpoint(Self.joined, key: nil)
        case ("uploads", _, 1) where takesUploads: return .uploads
        case ("mcp", let key?, 2): return endpoint(Self.joined, key)
        case (let name?, "mcp", 2) where names.contains(String(name)): return .endpoint(String(name), key: nil)
        case (let name?, "mcp", 3) where names.contains(String(name)):
            return segments.last.map { endpoint(String(name), $0) } ?? .nothing
        default: return .nothing
        }
    }

    private func endpoint(_ name: String, _ segment: some StringProtocol) -> Destination {
        guard let key = PercentEncoding.decode(segment), !key.isEmpty, key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return .nothing }
        return .endpoint(name, key: key)
    }
}
