/// Base64 with the standard alphabet (RFC 4648, section 4), as JSON texts carry binary data.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// Encodes with padding.
    public static func encode(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { output, count in
            var position = 0
            while position < bytes.count {
                let rest = bytes.count - position
                let group =
                    UInt32(bytes[position]) << 16 | (rest > 1 ? UInt32(bytes[position + 1]) << 8 : 0)
                    | (rest > 2 ? UInt32(bytes[position + 2]) : 0)
                output[count] = alphabet[Int(group >> 18)]
                output[count + 1] = alphabet[Int(group >> 12 & 63)]
                output[count + 2] = rest > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "=")
                output[count + 3] = rest > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "=")
                count += 4
                position += 3
            }
        }
    }

    /// Decodes strictly: whole groups, padding only at the end, no other characters. Nil where it is not so.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        let text = Array(text)
        let padding = text.suffix(2).filter { $0 == UInt8(ascii: "=") }.count
        if padding == 2, text[text.count - 2] != UInt8(ascii: "=") { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        for (position, byte) in text.enumerated() {
            var value = values[Int(byte)]
            if value == 0xFF {
                guard byte == UInt8(ascii: "="), position >= text.count - padding else { return nil }
                value = 0
            }
            group = group << 6 | UInt32(value)
            if position % 4 == 3 {
                output.append(UInt8(truncatingIfNeeded: group >> 16))
                output.append(UInt8(truncatingIfNeeded: group >> 8))
                output.append(UInt8(truncatingIfNeeded: group))
                group = 0
            }
        }
        output.removeLast(text.isEmpty ? 0 : padding)
        return output
    }
}
