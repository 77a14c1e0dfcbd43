/// HTML as plain text: without tags, scripts and styles.
enum Markup {
    /// The text that a reader would see, with a line for each block.
    static func text(of html: String) -> String {
        var output = ""
        var rest = html.unicodeScalars[...]
        while let open = rest.firstIndex(of: "<") {
            append(rest[..<open], to: &output)
            rest = rest[open...]
            if rest.starts(with: "<!--".unicodeScalars) {
                rest = after("-->", in: rest)
                continue
            }
            let name = tagName(rest.dropFirst())
            guard let name else {
                output.append("<")
                rest = rest.dropFirst()
                continue
            }
            rest = afterTag(rest)
            if unseen.contains(name) { rest = after("</\(name)", in: rest) }
            if !inline.contains(name), !output.isEmpty, output.last != "\n" { output.append("\n") }
        }
        append(rest, to: &output)
        return output
    }

    /// The name of a tag, of an end tag too, in small letters; nil where the `<` begins none.
    private static func tagName(_ text: Substring.UnicodeScalarView) -> String? {
        var text = text
        if text.first == "/" || text.first == "!" { text = text.dropFirst() }
        let name = text.prefix { $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) }
        guard let first = name.first, first.properties.isAlphabetic else { return nil }
        return String(String.UnicodeScalarView(name)).lowercased()
    }

    /// What follows a tag; a `>` within quotes does not end it.
    private static func afterTag(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        var quote: UnicodeScalar?
        for position in text.indices {
            let scalar = text[position]
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if scalar == ">" {
                return text[text.index(after: position)...]
            }
        }
        return text[text.endIndex...]
    }

    /// What follows the next place where these words stand, whatever their case.
    private static func after(_ words: String, in text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        let wanted = Array(words.unicodeScalars)
        var position = text.startIndex
        while let start = text[position...].firstIndex(of: wanted[0]) {
            let candidate = text[start...].prefix(wanted.count)
            let isSame =
                candidate.count == wanted.count
                && zip(candidate, wanted).allSatisfy { $0 == $1 || $0.properties.lowercaseMapping == String($1) }
            if isSame {
                return words.hasPrefix("</") ? afterTag(text[start...]) : text[candidate.endIndex...]
            }
            position = text.index(after: start)
        }
        return text[text.endIndex...]
    }

    /// Adds running text with its entities decoded and its white space folded.
    private static func append(_ text: Substring.UnicodeScalarView, to output: inout String) {
        var rest = text
        while let scalar = rest.first {
            if scalar.properties.isWhitespace {
                if let last = output.unicodeScalars.last, !last.properties.isWhitespace { output.append(" ") }
                rest = rest.dropFirst()
            } else if scalar == "&", let (decoded, length) = entity(rest) {
                output.unicodeScalars.append(decoded)
                rest = rest.dropFirst(length)
            } else {
                output.unicodeScalars.append(scalar)
                rest = rest.dropFirst()
            }
        }
    }

    /// The character that an entity at the beginning of a text stands for, and the entity's length.
    private static func entity(_ text: Substring.UnicodeScalarView) -> (UnicodeScalar, Int)? {
        guard let end = text.prefix(12).firstIndex(of: ";") else { return nil }
        let name = String(String.UnicodeScalarView(text[..<end].dropFirst()))
        let length = name.unicodeScalars.count + 2
        if let known = entities[name] { return (known, length) }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap { UnicodeScalar($0) }.map { ($0, length) }
    }

    private static let entities: [String: UnicodeScalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—",
        "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "euro": "€", "copy": "©",
    ]

    /// Elements whose content no reader sees.
    private static let unseen: Set<String> = ["script", "style", "template", "noscript"]

    /// Elements within a line.
    private static let inline: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "img", "kbd", "mark", "q",
        "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    ]
}
