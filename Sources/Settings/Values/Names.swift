extension Kind where Value == String {
    /// A name that the operator chooses, as it stands in logs, metrics and other parts of the file.
    static let name = Kind("NAME", "a name of up to 64 letters, digits and . _ - @") { text in
        let isAllowed: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber || "._-@".contains($0)) }
        return text.utf8.count <= 64 && text.allSatisfy(isAllowed) ? text : nil
    }

    /// A model as a provider names it: `gpt-5-mini`, `meta-llama/Llama-3.1-8B`, `ft:gpt-4o:team::id`.
    static let model = Kind("MODEL", "the name of a model") { $0.isVisibleASCII && $0.utf8.count <= 256 ? $0 : nil }

    /// A name in the header of a request (RFC 9110, section 5.6.2).
    static let headerName = Kind("HEADER", "the name of a header") { text in
        let isAllowed: (Character) -> Bool = {
            $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~".contains($0))
        }
        return !text.isEmpty && text.allSatisfy(isAllowed) ? text : nil
    }

    /// Text for a model or for a template; it may have several lines.
    static let prose = Kind("TEXT", "text of at most 10000 characters") { text in
        text.unicodeScalars.count <= 10_000 && !text.unicodeScalars.contains("\0") ? text : nil
    }

    /// A place in a JSON value (RFC 6901).
    static let pointer = Kind("POINTER", "a JSON Pointer such as /messages/0/content") { text in
        text.isEmpty || text.hasPrefix("/") ? text : nil
    }

    /// The SHA-256 of a caller's key.
    static let keyHash = Kind("HASH", "the hash that `openai-mcp callers add` prints, sha256: and 64 digits") { text in
        let digits = text.lowercased().hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
        return digits.utf8.count == 64 && digits.allSatisfy(\.isHexDigit) ? "sha256:\(digits.lowercased())" : nil
    }

    /// An address of a peer, or a network in CIDR notation (RFC 4632).
    static let network = Kind("NETWORK", "an IP address or a network such as 10.0.0.0/8") { text in
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let isIPv6 = parts[0].contains(":")
        guard isIPv6 ? isIPv6Address(parts[0]) : isIPv4Address(parts[0]) else { return nil }
        guard parts.count == 2 else { return text }
        return Int(parts[1]).map { (0...(isIPv6 ? 128 : 32)).contains($0) } == true ? text : nil
    }

    private static func isIPv4Address(_ text: Substring) -> Bool {
        let octets = text.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets.allSatisfy { UInt8($0) != nil }
    }

    private static func isIPv6Address(_ text: Substring) -> Bool {
        text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } && text.split(separator: ":").count <= 8
    }
}

extension Kind where Value == Double {
    /// An amount of US dollars.
    static let dollars = Kind("USD", "an amount of US dollars, such as 12.50", .decimal(0...1_000_000_000)) { text in
        Double(decimal: text[...]).flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
    }
}
