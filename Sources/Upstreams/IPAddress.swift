#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An IPv4 or IPv6 address.
struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// Four or sixteen bytes in network order.
    let bytes: [UInt8]

    /// Reads the textual form; nil for a name.
    init?(_ text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            bytes = withUnsafeBytes(of: v4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            bytes = Self.plain(withUnsafeBytes(of: v6) { Array($0) })
        } else {
            return nil
        }
    }

    /// Takes the address out of what the resolver answers.
    init?(_ address: UnsafePointer<sockaddr>) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            bytes = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { socket in
                withUnsafeBytes(of: socket.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { socket in
                Self.plain(withUnsafeBytes(of: socket.pointee.sin6_addr) { Array($0) })
            }
        default: return nil
        }
    }

    /// An IPv4 address that came in IPv6 dress (`::ffff:a.b.c.d`, NAT64) is judged as the IPv4 address it leads to.
    private static func plain(_ bytes: [UInt8]) -> [UInt8] {
        let wrappers: [[UInt8]] = [
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0],
        ]
        return wrappers.contains { bytes.starts(with: $0) } ? Array(bytes[12...]) : bytes
    }

    var description: String {
        guard bytes.count == 16 else { return bytes.map { String($0) }.joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }

    /// Whether the address lies in a block such as `10.0.0.0/8`.
    func isIn(_ block: String) -> Bool {
        let parts = block.split(separator: "/", maxSplits: 1)
        guard let network = parts.first.flatMap({ IPAddress(String($0)) }), network.bytes.count == bytes.count else {
            return false
        }
        guard let length = parts.count == 2 ? Int(parts[1]) : bytes.count * 8, (0...bytes.count * 8).contains(length)
        else { return false }
        return (0..<length).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return bytes[bit / 8] & mask == network.bytes[bit / 8] & mask
        }
    }

    var isLoopback: Bool { isIn("127.0.0.0/8") || isIn("::1") }

    /// Who can reach an address (IANA's special-purpose registries).
    enum Reach: Sendable {
        /// The public internet.
        case everybody
        /// This machine, or a network that somebody runs for themselves.
        case inside
        /// No host that serves files: reserved, for many hosts at once, or where clouds keep a machine's credentials.
        case nobody
    }

    var reach: Reach {
        if (bytes.count == 4 ? Self.inside4 : Self.inside6).contains(where: isIn) {
            return (bytes.count == 4 ? Self.metadata4 : Self.metadata6).contains(where: isIn) ? .nobody : .inside
        }
        if bytes.count == 4 { return Self.reserved4.contains(where: isIn) ? .nobody : .everybody }
        // Of IPv6 only 2000::/3 is given out; parts of it are for documentation and tunnels.
        return isIn("2000::/3") && !Self.reserved6.contains(where: isIn) ? .everybody : .nobody
    }

    private static let inside4 = ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
    private static let inside6 = ["::1", "fc00::/7"]
    private static let metadata4 = ["100.100.100.200"]
    private static let metadata6 = ["fd00:ec2::254", "fd20:ce::254"]
    /// With link-local addresses, and the one public address that a cloud answers its machines at.
    private static let reserved4 = [
        "0.0.0.0/8", "168.63.129.16", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ]
    private static let reserved6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]
}
