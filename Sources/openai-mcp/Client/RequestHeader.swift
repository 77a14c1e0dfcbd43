/// A header as a person gives it, `Name: value`; the value or its last word may refer to a secret.
struct RequestHeader {
    let name: String
    let value: String

    /// Why a header cannot be sent. Never shows the value.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads a line; `env:NAME` and `file:PATH` become what they refer to.
    init(_ line: String, environment: [String: String]) throws(Refusal) {
        guard let mark = line.firstIndex(of: ":"), mark != line.startIndex,
            line[..<mark].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
        else { throw Refusal(description: "--header takes `Name: value`") }
        name = String(line[..<mark])
        let text = String(line[line.index(after: mark)...]).withoutOuterSpace
        let lastWord = text.lastIndex(of: " ").map(text.index(after:)) ?? text.startIndex
        let word = try Self.dereferenced(String(text[lastWord...]), name, environment)
        value = text[..<lastWord] + word
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw Refusal(description: "--header \(name): the value has a line break or another control character")
        }
    }

    private static func dereferenced(
        _ word: String, _ header: String, _ environment: [String: String]
    ) throws(Refusal) -> String {
        if word.hasPrefix("env:") {
            let name = word.dropFirst(4)
            // Whoever writes the secret itself behind `env:` must not find it on the screen.
            guard name.first?.isNumber == false,
                name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
            else { throw Refusal(description: "--header \(header): a variable's name follows `env:`") }
            guard let value = environment[String(name)]?.withoutOuterSpace, !value.isEmpty else {
                throw Refusal(description: "--header \(header): variable \(name) is not set")
            }
            return value
        }
        guard word.hasPrefix("file:") else { return word }
        let path = String(word.dropFirst(5))
        do {
            let value = try TextFile.read(path, limit: 65_536).withoutOuterSpace
            guard !value.isEmpty else { throw TextFile.Unreadable(description: "\(path) is empty") }
            return value
        } catch {
            throw Refusal(description: "--header \(header): \(error)")
        }
    }
}

extension String {
    /// The text without spaces and line breaks around it.
    var withoutOuterSpace: String {
        var rest = self[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
