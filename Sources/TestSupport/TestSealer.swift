import JSON
import MCP

/// Seals without a cipher, by a keyed sum: what tests change, replay or let lapse is refused as by a real one.
public struct TestSealer: Sealer {
    private let key: UInt64

    /// Creates a sealer; those of one key open each other's.
    public init(key: UInt64 = 17) { self.key = key }

    public func seal(_ bytes: [UInt8], for context: [UInt8]) throws -> String {
        Self.hex(bytes) + "-" + String(sum(bytes, context), radix: 16)
    }

    public func open(_ text: String, for context: [UInt8]) -> [UInt8]? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = Self.bytes(parts[0]), String(sum(bytes, context), radix: 16) == parts[1]
        else { return nil }
        return bytes
    }

    /// FNV-1a.
    private func sum(_ bytes: [UInt8], _ context: [UInt8]) -> UInt64 {
        (bytes + [0] + context).reduce(key ^ 0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String(0x100 + Int($0), radix: 16).dropFirst() }.joined()
    }

    private static func bytes(_ hex: Substring) -> [UInt8]? {
        guard hex.utf8.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var rest = hex
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
