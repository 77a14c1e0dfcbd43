/// A header value with parameters, such as `Content-Disposition` (RFC 6266) and `Content-Type`.
struct HeaderParameters {
    /// What stands before the parameters, in lower case.
    let value: String
    private var parameters: [(name: String, value: String)] = []

    init(_ text: String) {
        var rest = text[...]
        value = Self.take(from: &rest, upTo: ";").trimmed.lowercased()
        while !rest.isEmpty {
            rest = rest.dropFirst()
            let name = Self.take(from: &rest, upTo: "=", ";").trimmed.lowercased()
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            parameters.append(
                (name, rest.first == "\"" ? Self.quoted(&rest) : Self.take(from: &rest, upTo: ";").trimmed))
        }
    }

    /// The first parameter of a name, or nil.
    subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// `filename`, preferring the form that says its encoding (RFC 8187).
    var filename: String? {
        if let extended = self["filename*"] {
            let parts = extended.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
            if parts.count == 3, parts[0].lowercased() == "utf-8", let name = PercentEncoding.decode(parts[2]) {
                return name
            }
        }
        return self["filename"]
    }

    private static func take(from text: inout Substring, upTo ends: Character...) -> Substring {
        let end = text.firstIndex { ends.contains($0) } ?? text.endIndex
        defer { text = text[end...] }
        return text[..<end]
    }

    /// A quoted string, with what follows it up to the next parameter taken as well.
    private static func quoted(_ text: inout Substring) -> String {
        var output = ""
        text = text.dropFirst()
        while let character = text.popFirst(), character != "\"" {
            // A backslash before anything else is one: some browsers send whole paths.
            if character == "\\", let next = text.first, next == "\"" || next == "\\" {
                output.append(next)
                text = text.dropFirst()
            } else {
                output.append(character)
            }
        }
        _ = take(from: &text, upTo: ";")
        return output
    }
}

extension Substring {
    fileprivate var trimmed: String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = drop(while: blank)
        while let last = text.last, blank(last) { text = text.dropLast() }
        return String(text)
    }
}
