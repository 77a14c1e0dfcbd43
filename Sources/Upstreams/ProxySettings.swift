import Gateway
import JSON

/// Which proxy leads to a host, as `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
public struct ProxySettings: Sendable {
    /// A proxy to go through.
    public struct Proxy: Sendable, Hashable {
        public var host: String
        public var port: Int
        public var user: String
        /// Nil where the proxy asks for no user.
        public var password: SecretString?
        public var isSOCKS: Bool

        /// Value of `Proxy-Authorization` (RFC 7617), or nil.
        var authorization: String? {
            password.map {
                "Basic " + String(decoding: Base64.encode(Array("\(user):\($0.exposed)".utf8)), as: UTF8.self)
            }
        }
    }

    /// A variable that cannot be used.
    public struct Invalid: Error, Sendable, Equatable, CustomStringConvertible {
        public let variable: String
        public let reason: String
        public var description: String { "\(variable) \(reason)" }
    }

    private var proxies: [String: Proxy] = [:]
    private var exceptions: [String] = []

    /// No proxy.
    public init() {}

    /// Reads the environment; the lower-case spelling of a variable comes first, as everywhere.
    public init(environment: [String: String]) throws {
        func value(_ name: String) -> String? {
            (environment[name.lowercased()] ?? environment[name]).flatMap { $0.isEmpty ? nil : $0 }
        }
        for (scheme, names) in [("https", ["HTTPS_PROXY", "ALL_PROXY"]), ("http", ["HTTP_PROXY", "ALL_PROXY"])] {
            guard let name = names.first(where: { value($0) != nil }), let text = value(name) else { continue }
            proxies[scheme] = try Self.proxy(text, variable: name)
        }
        exceptions = (value("NO_PROXY") ?? "").lowercased().split { $0 == "," || $0 == " " }.map { String($0) }
    }

    /// The proxy for a URL, or nil for a direct connection; this machine itself is always reached directly.
    public func proxy(for url: ServerURL) -> Proxy? {
        guard let proxy = proxies[url.scheme] else { return nil }
        if url.host == "localhost" || IPAddress(url.host)?.isLoopback == true { return nil }
        return exceptions.contains { Self.covers($0, url) } ? nil : proxy
    }

    private static func proxy(_ text: String, variable: String) throws -> Proxy {
        let text = text.contains("://") ? text : "http://\(text)"
        // The value itself is not quoted: it may hold a password.
        guard let url = ServerURL(text) else { throw Invalid(variable: variable, reason: "is not the URL of a proxy") }
        guard ["http", "socks5", "socks5h"].contains(url.scheme) else {
            throw Invalid(variable: variable, reason: "has scheme '\(url.scheme)', use http:// or socks5://")
        }
        let isSOCKS = url.scheme != "http"
        let user = url.userInfo.map { percentDecoded(String($0.prefix { $0 != ":" })) }
        let password = url.userInfo.map { SecretString(percentDecoded(String($0.drop { $0 != ":" }.dropFirst()))) }
        guard !isSOCKS || user == nil else {
            throw Invalid(variable: variable, reason: "has a user name, which is not supported for SOCKS proxies")
        }
        return Proxy(host: url.host, port: url.port, user: user ?? "", password: password, isSOCKS: isSOCKS)
    }

    /// Whether an entry of `NO_PROXY` (`*`, a domain, an address, a block, each with or without a port) covers a URL.
    private static func covers(_ entry: String, _ url: ServerURL) -> Bool {
        if entry == "*" { return true }
        if let address = IPAddress(url.host), entry.contains("/") { return address.isIn(entry) }
        var pattern = entry
        // An IPv6 address has several colons and no port unless it stands in brackets.
        if let place = ServerURL("none://\(entry)"), place.port != 0 {
            guard place.port == url.port else { return false }
            pattern = place.host
        } else if entry.hasPrefix("[") {
            pattern = String(entry.dropFirst().prefix { $0 != "]" })
        }
        if let address = IPAddress(pattern) { return address == IPAddress(url.host) }
        while pattern.hasPrefix("*") || pattern.hasPrefix(".") { pattern.removeFirst() }
        return !pattern.isEmpty && (url.host == pattern || url.host.hasSuffix(".\(pattern)"))
    }
}
