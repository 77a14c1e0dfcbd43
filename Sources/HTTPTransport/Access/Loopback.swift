/// Names and addresses that mean this machine by definition (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3).
enum Loopback {
    /// Whether a host, without a port, is one of them.
    static func contains(_ host: some StringProtocol) -> Bool {
        let host = host.lowercased()
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host == "[::1]" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy(isOctet)
    }

    private static func isOctet(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(text) != nil
    }
}

/// A host and perhaps a port, as in the Host header and in an origin.
struct Authority: Hashable {
    /// In lower case; an IPv6 address keeps its brackets.
    let host: String
    let port: Int?

    /// Whether the host is this IP address, as a socket names it: IPv6 without brackets, IPv4 perhaps mapped into it.
    func isAddress(_ address: String) -> Bool {
        let address = address.lowercased()
        let mapped = "::ffff:"
        if address.hasPrefix(mapped), address.contains("."), host == address.dropFirst(mapped.count) { return true }
        return host == (address.contains(":") ? "[\(address)]" : address)
    }

    /// Reads `host`, `host:port` or `[IPv6]:port`; nil for anything else.
    init?(_ text: some StringProtocol) {
        let text = text.lowercased()
        let hostEnd =
            text.hasPrefix("[")
            ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":") ?? text.endIndex
        guard let hostEnd, hostEnd > text.startIndex else { return nil }
        host = String(text[..<hostEnd])
        guard host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/\\@?#".utf8.contains($0) }) else { return nil }
        guard hostEnd < text.endIndex else {
            port = nil
            return
        }
        let digits = text[hostEnd...].dropFirst()
        guard text[hostEnd] == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits)
        else { return nil }
        self.port = Int(port)
    }
}
