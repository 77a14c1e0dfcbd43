extension Kind where Value == String {
    /// Any text on one line.
    static let text = Kind("TEXT", "text on one line, of at most 1000 characters") { text in
        text.unicodeScalars.count <= 1000 && !text.unicodeScalars.contains(where: \.isControl) ? text : nil
    }

    /// What may stand in a header: visible ASCII.
    static let word = Kind("ID", "visible ASCII without spaces") { $0.isVisibleASCII ? $0 : nil }

    /// A name in which `*` stands for any text and `?` for one character.
    static let pattern = Kind("GLOB", "a name pattern such as image-*") { $0.isVisibleASCII ? $0 : nil }
}

extension Kind where Value == String {
    /// A media type, or all of one kind.
    static let mediaType = Kind("TYPE", "a media type such as application/pdf or image/*") { text in
        let names = text.lowercased().split(separator: "/", omittingEmptySubsequences: false)
        let isName: (Substring) -> Bool = { name in
            !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$&-^_.+".contains($0)) }
        }
        return names.count == 2 && isName(names[0]) && (names[1] == "*" || isName(names[1])) ? text.lowercased() : nil
    }
}

extension Kind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases, in any letter case.
    static var choice: Kind {
        let values = Value.allCases.map(\.rawValue)
        return Kind(
            values.joined(separator: "|"), "one of \(values.joined(separator: ", "))", .choice(values),
            write: \.rawValue
        ) {
            Value(rawValue: $0.lowercased())
        }
    }
}

extension Kind where Value == Bool {
    /// Yes or no, in the spellings of YAML and of shells.
    static let toggle = Kind("true|false", "true or false", .toggle) { text in
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }
}

extension Kind where Value == Int {
    /// A whole number within a range.
    static func integer(_ range: ClosedRange<Int>) -> Kind {
        Kind("N", "a whole number from \(range.lowerBound) to \(range.upperBound)", .integer(range)) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension Kind where Value == Double {
    /// A number within a range.
    static func decimal(_ range: ClosedRange<Double>) -> Kind {
        Kind("NUMBER", "a number from \(range.lowerBound) to \(range.upperBound)", .decimal(range)) { text in
            Double(decimal: text[...]).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension Double {
    /// Reads digits with at most one point: no exponent, no hexadecimal, no `nan`.
    init?(decimal text: Substring) {
        guard text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) else { return nil }
        self.init(text)
    }
}

extension Unicode.Scalar {
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

extension String {
    var isVisibleASCII: Bool { !isEmpty && utf8.allSatisfy { (0x21...0x7E).contains($0) } }

    /// The text without white space around it.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
