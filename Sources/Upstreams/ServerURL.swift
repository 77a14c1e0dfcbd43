/// The parts of an absolute URL that decide where a request goes (RFC 3986, section 3.2).
public struct ServerURL: Sendable, Hashable {
    /// `http`, `https`, `socks5`, in lower case.
    public let scheme: String
    /// Text before `@`, still percent-encoded.
    public let userInfo: String?
    /// Name or address, in lower case; an IPv6 address without its brackets.
    public let host: String
    /// The port given, else the scheme's own.
    public let port: Int
    /// Path and query, as given; without a fragment.
    public let target: String

    /// Reads an absolute URL; nil where it has no host or its port is no port.
    public init?(_ text: String) {
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }),
            let mark = text.firstRange(of: "://")
        else { return nil }
        scheme = text[..<mark.lowerBound].lowercased()
        let rest = text[mark.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        target = String(rest[authority.endIndex...])
        let at = authority.lastIndex(of: "@")
        userInfo = at.map { String(authority[..<$0]) }
        let place = authority[(at.map { authority.index(after: $0) } ?? authority.startIndex)...]
        guard let (name, number) = Self.split(place), !name.isEmpty, name.utf8.allSatisfy(Self.isHostByte) else {
            return nil
        }
        host = name.lowercased()
        if number.isEmpty {
            port = Self.defaultPorts[scheme] ?? 0
        } else {
            guard let value = Int(number), (1...65_535).contains(value) else { return nil }
            port = value
        }
    }

    private static func split(_ place: Substring) -> (host: Substring, port: Substring)? {
        let end: Substring.Index
        let host: Substring
        if place.first == "[" {
            guard let close = place.firstIndex(of: "]") else { return nil }
            host = place[place.index(after: place.startIndex)..<close]
            end = place.index(after: close)
        } else {
            end = place.firstIndex(of: ":") ?? place.endIndex
            host = place[..<end]
        }
        guard end < place.endIndex else { return (host, "") }
        return place[end] == ":" ? (host, place[place.index(after: end)...]) : nil
    }

    /// Plain ASCII only: an encoded or international name would be read in one way here and in another further down.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }

    private static let defaultPorts = ["http": 80, "https": 443, "socks5": 1080, "socks5h": 1080]

    /// The URL again, without user, fragment and capitals in its host.
    public var text: String { "\(scheme)://\(place)\(target.hasPrefix("/") ? "" : "/")\(target)" }

    /// Host and port, for a message or a URL.
    public var place: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Host and port for the `Host` field, which leaves out the scheme's own port.
    var authority: String {
        let host = host.contains(":") ? "[\(host)]" : host
        return port == Self.defaultPorts[scheme] ? host : "\(host):\(port)"
    }
}
