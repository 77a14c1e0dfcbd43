import JSON

/// The parameters that a provider says it does not take, read from the body of its 400 or 422.
struct DriftReport: Sendable, Equatable {
    /// Top-level parameters of the request, in the order in which they are complained of.
    private(set) var refused: [String] = []
    /// Whether the parameter is known there and only the value is not: then it may be left out, not renamed.
    private(set) var isAboutValue = false

    /// Reads OpenAI's codes, the sentences of servers that have none, and pydantic's lists.
    ///
    /// - Parameter sent: names of the parameters that the request had: nothing else is believed.
    init(_ body: [UInt8], sent: [String]) {
        guard let root = (try? JSONDocument(body))?.root, root.kind == .object else { return }
        let error = root["error"].flatMap { $0.kind == .object ? $0 : nil } ?? root
        func note(_ name: String?) {
            guard let name, sent.contains(name), !refused.contains(name) else { return }
            refused.append(name)
        }
        if let code = error["code"]?.string, Self.codes.contains(code) {
            note(error["param"]?.string)
            isAboutValue = code == "unsupported_value"
        }
        for list in [root["detail"], error["message"], error["message"]?["detail"]] {
            for name in Self.forbidden(in: list) { note(name) }
        }
        guard refused.isEmpty, let text = error["message"]?.string ?? root["error"]?.string else { return }
        for name in Self.names(in: text) { note(name) }
        isAboutValue = isAboutValue || text.contains("nsupported value")
    }

    private static let codes: Set<String> = [
        "unsupported_parameter", "unknown_parameter", "unsupported_value", "unrecognized_parameter",
    ]

    /// Entries of type `extra_forbidden` whose place is a member of the body itself, not something inside one.
    private static func forbidden(in list: JSONView?) -> [String] {
        guard let list else { return [] }
        return list.elements.compactMap { entry in
            guard entry["type"]?.string == "extra_forbidden", let place = entry["loc"], place.count == 2,
                place[0]?.string == "body"
            else { return nil }
            return place[1]?.string
        }
    }

    // MARK: Sentences

    /// Names that stand behind or in front of known words.
    private static func names(in text: String) -> [String] {
        for words in behind {
            guard let range = text.firstRange(of: words) else { continue }
            return list(text[range.upperBound...])
        }
        if let range = text.firstRange(of: pydanticPlace) {
            let name = text[range.upperBound...].prefix(while: isNamePart)
            return text[name.endIndex...].hasPrefix("')") ? [String(name)] : []
        }
        for words in before {
            guard let range = text.firstRange(of: words) else { continue }
            return [lastWord(text[..<range.lowerBound])]
        }
        return []
    }

    private static let behind = [
        "Unsupported parameter: ", "Unsupported value: ", "Unknown parameter: ", "Unknown parameters: ",
        "Unrecognized request argument supplied: ", "Unrecognized request arguments supplied: ",
        // LiteLLM, Gemini, Go's decoder, xAI.
        "does not support parameters: ", "Unknown name ", "unknown field ", "Argument not supported on this model: ",
    ]
    /// How a list of pydantic's looks that Python has printed.
    private static let pydanticPlace = "'type': 'extra_forbidden', 'loc': ('body', '"
    private static let before = [
        // Groq, Anthropic, and pydantic's own sentence.
        " is unsupported", ": Extra inputs are not permitted", " is deprecated for this model",
        " is not supported with this model", " is not supported by this model",
        "\n  Extra inputs are not permitted",
    ]

    /// `'a'`, `"a"`, `a, b`, `['a', 'b']`, `{'a': 1, 'b': 2}`.
    private static func list(_ text: Substring) -> [String] {
        guard let first = text.first, "[{".contains(first) else {
            let isQuoted = "'\"`".contains(text.first ?? " ")
            let words = (isQuoted ? text.prefix { $0 != "," } : text.prefix { $0 != "\n" }).split(separator: ",")
            return words.compactMap { word($0.drop { !isNamePart($0) }) }
        }
        let inner = text.dropFirst().prefix { $0 != "]" && $0 != "}" }
        return inner.split(separator: ",").compactMap { word($0.drop { !isNamePart($0) }) }
    }

    /// A name at the beginning; none where it goes on to something inside, as `metadata.x`, `tools[0]` and pydantic's
    /// `'metadata', 'x')` do.
    private static func word(_ text: Substring) -> String? {
        let word = text.prefix(while: isNamePart)
        let rest = text[word.endIndex...]
        let goesOn = rest.first == "[" || rest.first == "." && rest.dropFirst().first.map(isNamePart) == true
        return word.isEmpty || goesOn ? nil : String(word)
    }

    private static func lastWord(_ text: Substring) -> String {
        let end = text.lastIndex(where: isNamePart).map { text.index(after: $0) } ?? text.startIndex
        let start = text[..<end].lastIndex { !isNamePart($0) }.map { text.index(after: $0) } ?? text.startIndex
        // `messages.0.name` is inside something that was sent on purpose.
        if start > text.startIndex, text[text.index(before: start)] == "." { return "" }
        return String(text[start..<end])
    }

    private static func isNamePart(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }
}
