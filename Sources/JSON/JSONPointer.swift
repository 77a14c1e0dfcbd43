extension JSONView {
    /// The value that a JSON Pointer (RFC 6901) names, or nil: `""` is this value, `/choices/0/message` a member of it.
    public func value(at pointer: String) -> JSONView? { JSONPointer(pointer).flatMap { value(at: $0) } }

    /// The value that a pointer names, or nil.
    public func value(at pointer: JSONPointer) -> JSONView? {
        var current = self
        for token in pointer.tokens {
            guard let next = current.child(token) else { return nil }
            current = next
        }
        return current
    }

    /// The member or element that one token of a pointer names.
    func child(_ token: String) -> JSONView? {
        switch kind {
        case .object: self[token]
        case .array: JSONPointer.position(token).flatMap { self[$0] }
        default: nil
        }
    }
}

/// A JSON Pointer (RFC 6901), read once.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    /// Names of members and positions in arrays from the outside in, escapes resolved.
    public let tokens: [String]

    /// Reads a pointer; nil if it is none.
    public init?(_ text: String) {
        var tokens: [String] = []
        if !text.isEmpty {
            guard text.utf8.first == UInt8(ascii: "/") else { return nil }
            for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
                guard let token = Self.unescape(part) else { return nil }
                tokens.append(token)
            }
        }
        self.tokens = tokens
    }

    /// Makes a pointer of its tokens.
    public init(tokens: [String]) { self.tokens = tokens }

    public var description: String { tokens.map { "/" + Self.escape($0) }.joined() }

    /// The position in an array that a token names, or nil.
    public static func position(_ token: String) -> Int? {
        guard token == "0" || token.utf8.first != UInt8(ascii: "0"),
            token.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(token)
    }

    /// A name as a token of a pointer (RFC 6901, section 3).
    public static func escape(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined()
    }

    private static func unescape(_ token: Substring) -> String? {
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
