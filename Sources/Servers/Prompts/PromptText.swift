/// Text with gaps: `{name}` for a value, `{name|other words}` for one that may be missing.
struct PromptText: Sendable, Hashable {
    /// What the text is made of.
    enum Part: Sendable, Hashable {
        case words(String)
        case gap(name: String, otherwise: String?)
    }

    let parts: [Part]

    /// Reads a text by its bytes; a brace that is not closed is a word like others.
    init(_ text: String) {
        var parts: [Part] = []
        var rest = text.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            parts.append(.words(Self.string(rest[..<open])))
            let gap = rest[rest.index(after: open)..<close].split(
                separator: UInt8(ascii: "|"), maxSplits: 1, omittingEmptySubsequences: false)
            parts.append(.gap(name: Self.string(gap[0]), otherwise: gap.count > 1 ? Self.string(gap[1]) : nil))
            rest = rest[rest.index(after: close)...]
        }
        parts.append(.words(Self.string(rest)))
        self.parts = parts
    }

    private static func string(_ piece: Substring.UTF8View) -> String { String(Substring(piece)) }

    /// The text with values in its gaps; what stands in a value stays as it is.
    func filled(with values: [String: String]) -> String {
        parts.map { part in
            switch part {
            case .words(let words): return words
            case .gap(let name, let otherwise):
                let value = values[name] ?? ""
                return value.isEmpty ? otherwise ?? "" : value
            }
        }.joined()
    }

    /// Tools that the text names: what stands in backticks.
    var tools: [String] {
        let words = parts.map { part in if case .words(let words) = part { words } else { "" } }.joined(separator: " ")
        let pieces = words.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
        return pieces.indices.filter { $0 % 2 == 1 }.map { Self.string(pieces[$0]) }
    }
}
