import NIOCore
import NIOHTTP1

/// A proxy in front of the server that has identified the caller, and says so in a header.
public struct TrustedProxy: Sendable {
    private let header: String
    private let networks: [PeerNetwork]

    /// Creates a rule; throws where the header or a network is none.
    ///
    /// - Parameter peers: addresses and networks from which the header counts; from elsewhere it means nothing.
    public init(header: String, peers: [String]) throws(HTTPConfigurationError) {
        guard !header.isEmpty, header.utf8.allSatisfy(Self.isToken) else {
            throw HTTPConfigurationError("\(header.debugDescription) is not the name of a header")
        }
        self.header = header
        var networks: [PeerNetwork] = []
        for peer in peers {
            guard let network = PeerNetwork(peer) else {
                throw HTTPConfigurationError("\(peer.debugDescription) is neither an IP address nor a network")
            }
            networks.append(network)
        }
        self.networks = networks
    }

    /// Whether a field's name may have a character (RFC 9110, section 5.6.2).
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// The caller that the proxy names; nil where the request does not come from it, or names nobody.
    func caller(_ headers: HTTPHeaders, from peer: SocketAddress?) -> String? {
        guard let peer, networks.contains(where: { $0.contains(peer) }) else { return nil }
        // Two values are not a name: somebody's own header may have travelled along.
        let values = headers[header]
        guard values.count == 1, CallerTokens.isName(values[0][...]) else { return nil }
        return values[0]
    }
}

/// An IP address, or a network in CIDR notation (RFC 4632, RFC 4291 section 2.3).
struct PeerNetwork: Sendable {
    private let bytes: [UInt8]
    private let prefix: Int

    /// Reads `10.0.0.0/8`, `::1` and the like.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = try? SocketAddress(ipAddress: String(parts[0]), port: 0),
            let bytes = Self.bytes(of: address)
        else { return nil }
        let longest = bytes.count * 8
        guard parts.count == 1 || Int(parts[1]).map({ (0...longest).contains($0) }) == true else { return nil }
        self.bytes = bytes
        prefix = parts.count == 1 ? longest : Int(parts[1]) ?? longest
    }

    /// Whether an address lies in the network.
    func contains(_ address: SocketAddress) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        let whole = prefix / 8
        guard other[..<whole] == bytes[..<whole] else { return false }
        let rest = prefix % 8
        return rest == 0 || (other[whole] ^ bytes[whole]) >> (8 - rest) == 0
    }

    /// The bytes of an address; an IPv4 address mapped into IPv6 counts as itself (RFC 4291, section 2.5.5.2).
    private static func bytes(of address: SocketAddress) -> [UInt8]? {
        switch address {
        case .v4(let address): withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
        case .v6(let address):
            withUnsafeBytes(of: address.address.sin6_addr) { bytes in
                let mapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
                return mapped ? Array(bytes[12...]) : Array(bytes)
            }
        case .unixDomainSocket: nil
        }
    }
}
