/// Text that must not be printed: every description of it is a placeholder.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text itself; only what sends it to its owner reads this.
    public let exposed: String

    /// Wraps a secret.
    public init(_ text: String) { exposed = text }

    public var description: String { "<redacted>" }
    public var debugDescription: String { "<redacted>" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Kind where Value == Secret {
    /// A provider's key: what may stand in a header.
    static let key = secret("KEY", "visible ASCII without spaces") { $0.isVisibleASCII && $0.utf8.count <= 16384 }

    /// A secret long enough to seal with.
    static let sessionKey = secret("SECRET", "at least 32 characters long") { (32...16384).contains($0.utf8.count) }

    /// The value of a header, without what could end it. Its last word may be a reference: `Bearer env:TOKEN`.
    static let headerValue = Kind("VALUE", "a header's value on one line") { text, reader throws(Refusal) in
        let start = text.lastIndex(of: " ").map { text.index(after: $0) } ?? text.startIndex
        let value = try text[..<start] + dereferenced(String(text[start...]), &reader)
        guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), value.utf8.count <= 16384 else {
            throw Refusal("is not visible ASCII on one line")
        }
        return Secret(String(value))
    }

    /// The text itself, or what `env:NAME` or `file:PATH` refers to.
    private static func secret(
        _ placeholder: String, _ allowed: String, _ isAllowed: @escaping @Sendable (String) -> Bool
    ) -> Kind {
        Kind(placeholder, allowed) { text, reader throws(Refusal) in
            let secret = try dereferenced(text, &reader)
            guard isAllowed(secret) else { throw Refusal("is not \(allowed)") }
            return Secret(secret)
        }
    }

    private static func dereferenced(_ text: String, _ reader: inout ValueReader) throws(Refusal) -> String {
        if text.hasPrefix("env:") {
            let name = String(text.dropFirst(4))
            // Whoever writes the key itself behind `env:` must not find it in the log.
            guard name.isVariableName else { throw Refusal("is not a reference: a variable's name follows `env:`") }
            let value = reader.environment[name]?.trimmed ?? ""
            guard !value.isEmpty else { throw Refusal("refers to variable \(quoted(name)), which is not set") }
            return value
        }
        guard text.hasPrefix("file:") else { return text }
        let path = reader.expanded(String(text.dropFirst(5)))
        reader.files.append(path)
        let file: TextFile
        do { file = try TextFile(path, limit: 65536) } catch {
            throw Refusal("refers to file \(quoted(path)), which \(error.reason)")
        }
        let value = file.text.trimmed
        guard !value.isEmpty else { throw Refusal("refers to file \(quoted(path)), which is empty") }
        if file.isWorldReadable {
            reader.remarks.append("file \(quoted(path)) can be read by everyone on this machine")
        }
        return value
    }
}

extension Kind where Value == SecretSource {
    /// A URL that lets whoever knows it post.
    static let webhook = Kind("URL", "an http or https URL", write: { $0.reference ?? $0.secret.description }) {
        text, reader throws(Refusal) in
        let source = try Kind<SecretSource>.key.parse(text, &reader)
        let url = source.secret.exposed
        guard ["https://", "http://"].contains(where: { url.hasPrefix($0) && url.count > $0.count }) else {
            throw Refusal("is not an http or https URL")
        }
        return source
    }
}

/// A secret together with where it came from.
public struct SecretSource: Sendable, Hashable {
    public let secret: Secret
    /// `env:NAME` or `file:PATH`; nil where the secret itself stood there.
    public let reference: String?
}

extension Kind where Value == SecretSource {
    /// A provider's key, or a reference to it.
    static let key = Kind(
        Kind<Secret>.key.placeholder, Kind<Secret>.key.allowed, write: { $0.reference ?? $0.secret.description }
    ) { text, reader throws(Refusal) in
        SecretSource(secret: try Kind<Secret>.key.parse(text, &reader), reference: text.isReference ? text : nil)
    }
}

extension String {
    /// Whether a secret is not in the text itself.
    var isReference: Bool {
        let word = split(separator: " ").last ?? ""
        return word.hasPrefix("env:") || word.hasPrefix("file:")
    }

    fileprivate var isVariableName: Bool {
        first?.isNumber == false && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}

/// A value as messages show it: short, on one line, and never what looks like a key or a password.
func quoted(_ text: String) -> String {
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }
    guard !words.contains(where: { $0.lowercased().hasPrefix("sk-") }), !(text.contains("://") && text.contains("@"))
    else { return "<redacted>" }
    let shown = text.unicodeScalars.prefix(80).map { $0.isControl ? $0.escaped(asASCII: true) : String($0) }
    return "\"\(shown.joined())\(text.unicodeScalars.count > 80 ? "..." : "")\""
}
