/// Which web pages may call and which names may be called: the defence against DNS rebinding
/// (2026-07-28, Streamable HTTP, security).
struct OriginPolicy: Sendable {
    private let listensOnLoopback: Bool
    private let allowsAnyOrigin: Bool
    private let origins: Set<String>
    private let hosts: [Authority]

    init(_ configuration: HTTPConfiguration) throws(HTTPConfigurationError) {
        listensOnLoopback = configuration.isLoopback
        allowsAnyOrigin = configuration.allowedOrigins.contains("*")
        origins = Set(configuration.allowedOrigins.map { $0.lowercased() })
        var hosts: [Authority] = []
        for text in configuration.allowedHosts {
            guard let host = Authority(text) else {
                throw HTTPConfigurationError("\(text.debugDescription) in the allowed hosts is not a host name")
            }
            hosts.append(host)
        }
        self.hosts = hosts
    }

    /// Whether a page of this origin may call.
    func allows(origin: String) -> Bool {
        if allowsAnyOrigin || origins.contains(origin.lowercased()) { return true }
        guard listensOnLoopback, let schemeEnd = origin.firstRange(of: "://") else { return false }
        guard ["http", "https"].contains(origin[..<schemeEnd.lowerBound].lowercased()) else { return false }
        return Authority(origin[schemeEnd.upperBound...]).map { Loopback.contains($0.host) } ?? false
    }

    /// Whether a Host is this machine in one of the usual spellings, which need no reading.
    private static func isPlainLoopback(_ host: String) -> Bool {
        let colon = host.utf8.lastIndex(of: UInt8(ascii: ":")) ?? host.utf8.endIndex
        let port = host.utf8[colon...].dropFirst()
        guard port.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return false }
        let name = host[..<colon]
        return name == "127.0.0.1" || name == "localhost" || name == "[::1]"
    }

    /// Whether a request to this host is meant for us.
    ///
    /// - Parameter address: our end of the connection. Its own address means us: a page that a name was rebound for
    ///   sends that name.
    func allows(host: String?, at address: @autoclosure () -> String?) -> Bool {
        guard listensOnLoopback || !hosts.isEmpty else { return true }
        if listensOnLoopback, let host, Self.isPlainLoopback(host) { return true }
        guard let host, let asked = Authority(host) else { return false }
        if listensOnLoopback, Loopback.contains(asked.host) { return true }
        if hosts.contains(where: { $0.host == asked.host && ($0.port == nil || $0.port == asked.port) }) { return true }
        return address().map { asked.isAddress($0) } ?? false
    }
}
