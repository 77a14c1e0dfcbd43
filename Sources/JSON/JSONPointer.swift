extension JSONView {
    /// The value that a JSON Pointer (RFC 6901) names, or nil: `""` is this value, `/choices/0/message` a member of it.
    public func value(at pointer: String) -> JSONView? {
        if pointer.isEmpty { return self }
        guard pointer.utf8.first == UInt8(ascii: "/") else { return nil }
        var current = self
        for token in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            switch current.kind {
            case .object:
                guard let name = JSONPointer.unescape(token), let next = current[name] else { return nil }
                current = next
            case .array:
                guard token == "0" || token.utf8.first != UInt8(ascii: "0"), token.utf8.allSatisfy(JSONPointer.isDigit),
                    let position = Int(token), let next = current[position]
                else { return nil }
                current = next
            default:
                return nil
            }
        }
        return current
    }
}

/// The escapes of a pointer's tokens (RFC 6901, section 3).
enum JSONPointer {
    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func unescape(_ token: Substring) -> String? {
        guard token.contains("~") else { return String(token) }
        var output = ""
        var rest = token.makeIterator()
        while let character = rest.next() {
            guard character == "~" else {
                output.append(character)
                continue
            }
            switch rest.next() {
            case "0": output.append("~")
            case "1": output.append("/")
            default: return nil
            }
        }
        return output
    }
}
