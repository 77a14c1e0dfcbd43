/// Base URL of an API: http or https, no slash at the end, no credentials, no query.
public struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    /// `http` or `https`.
    public let scheme: String
    /// Name or address in small letters; an IPv6 address without its brackets.
    public let host: String
    /// The port that the URL names, or nil.
    public let port: Int?
    /// Empty, or `/` and more.
    public let path: String

    /// OpenAI's own.
    public static let openai = BaseURL(scheme: "https", host: "api.openai.com", port: nil, path: "/v1")

    private init(scheme: String, host: String, port: Int?, path: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
    }

    /// Reads an absolute URL.
    public init?(_ text: String) {
        guard text.isVisibleASCII, !text.contains(where: { "?#\\\"<>^`{|}".contains($0) }) else { return nil }
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["http", "https"].contains(parts[0].lowercased()) else { return nil }
        let slash = parts[1].firstIndex(of: "/") ?? parts[1].endIndex
        guard let authority = Authority(parts[1][..<slash]), authority.port != 0 else { return nil }
        var path = parts[1][slash...]
        while path.hasSuffix("/") { path.removeLast() }
        self.init(
            scheme: parts[0].lowercased(), host: authority.host, port: authority.port, path: String(path))
    }

    public var description: String { "\(origin)\(path)" }

    /// Scheme, host and port.
    public var origin: String { "\(scheme)://\(Authority.joined(host, port))" }

    /// Whether this is OpenAI itself.
    public var isOpenAI: Bool { host == "api.openai.com" || host.hasSuffix(".api.openai.com") }

    /// Whether what is sent there can be read on the way.
    public var isExposed: Bool { scheme == "http" && !Authority.isLoopback(host) }
}

/// Where to listen.
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// Name or address; an IPv6 address without its brackets.
    public let host: String
    /// Zero: the system chooses.
    public let port: Int

    /// Reads `HOST:PORT`, `[IPv6]:PORT` or `:PORT`.
    public init?(_ text: String) {
        let all = text.hasPrefix(":") ? "0.0.0.0" + text : text
        guard let authority = Authority(all[...]), let port = authority.port else { return nil }
        host = authority.host
        self.port = port
    }

    public var description: String { Authority.joined(host, port) }

    /// Whether only this machine can connect.
    public var isLoopback: Bool { Authority.isLoopback(host) }
}

/// A host and perhaps a port (RFC 3986 section 3.2, without user information).
struct Authority {
    let host: String
    let port: Int?

    init?(_ text: Substring) {
        let bracketed = text.hasPrefix("[")
        let end =
            bracketed ? text.firstIndex(of: "]").map(text.index(after:)) : text.firstIndex(of: ":") ?? text.endIndex
        guard let end else { return nil }
        let name = bracketed ? text[..<end].dropFirst().dropLast() : text[..<end]
        let isHost: (Character) -> Bool = { character in
            character.isASCII
                && (character.isLetter || character.isNumber || (bracketed ? ":." : "-._").contains(character))
        }
        guard !name.isEmpty, name.allSatisfy(isHost), bracketed == name.contains(":") else { return nil }
        host = name.lowercased()
        guard end < text.endIndex else {
            port = nil
            return
        }
        guard text[end] == ":", let number = UInt16(text[text.index(after: end)...]) else { return nil }
        port = Int(number)
    }

    static func joined(_ host: String, _ port: Int?) -> String {
        (host.contains(":") ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "")
    }

    /// Whether a host is this machine by definition (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3).
    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }
}

extension Kind where Value == BaseURL {
    static let baseURL = Kind("URL", "an http or https URL without user name, query or fragment") { BaseURL($0) }
}

extension Kind where Value == ListenAddress {
    static let address = Kind("HOST:PORT", "HOST:PORT, [IPv6]:PORT or :PORT") { ListenAddress($0) }
}

extension Kind where Value == String {
    /// An origin as browsers send it, or `*`.
    static let origin = Kind("ORIGIN", "an origin such as https://app.example.com, or *") { text in
        if text == "*" { return text }
        return BaseURL(text).flatMap { $0.path.isEmpty ? $0.origin : nil }
    }

    /// A host, perhaps with a port, as the Host header has it.
    static let host = Kind("HOST", "a host name or address, with or without a port") { text in
        Authority(text[...]).map { Authority.joined($0.host, $0.port) }
    }
}
