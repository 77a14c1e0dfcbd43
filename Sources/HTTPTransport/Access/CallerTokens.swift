import Crypto

/// Callers that may use the servers, each with the hash of its token.
///
/// One caller a line, `name sha256` or `name:sha256`, the hash in hexadecimal; `#` begins a comment. A name may stand
/// twice, so that a token can be replaced without a gap.
public struct CallerTokens: Sendable {
    private let entries: [(name: String, digest: [UInt8])]

    /// What is wrong in a file of tokens, and where.
    public struct Fault: Error, Sendable, CustomStringConvertible {
        /// Counted from one; 0 for the file as a whole.
        public let line: Int
        public let reason: String
        public var description: String { line == 0 ? reason : "line \(line): \(reason)" }
    }

    /// Reads the text of a file.
    public init(parsing text: String) throws(Fault) {
        var entries: [(name: String, digest: [UInt8])] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let content = line.prefix { $0 != "#" }
            let words = content.split { $0 == " " || $0 == "\t" || $0 == ":" }
            if words.isEmpty { continue }
            guard words.count == 2 else {
                throw Fault(line: index + 1, reason: "expected a name and the SHA-256 of its token")
            }
            guard Self.isName(words[0]) else {
                throw Fault(line: index + 1, reason: "a name has up to 64 letters, digits and . _ - @")
            }
            guard let digest = Self.digest(words[1]) else {
                throw Fault(line: index + 1, reason: "a SHA-256 has 64 hexadecimal digits")
            }
            guard !entries.contains(where: { $0.digest == digest }) else {
                throw Fault(line: index + 1, reason: "this token is listed already")
            }
            entries.append((String(words[0]), digest))
        }
        guard !entries.isEmpty else { throw Fault(line: 0, reason: "no caller is listed") }
        self.entries = entries
    }

    /// The caller who holds a token, or nil. Takes as long for a wrong token as for a right one.
    func caller(presenting token: String) -> String? {
        let presented = Array(SHA256.hash(data: Array(token.utf8)))
        var found: Int?
        for (index, entry) in entries.enumerated() {
            var difference: UInt8 = 0
            for position in presented.indices { difference |= presented[position] ^ entry.digest[position] }
            if difference == 0 { found = index }
        }
        return found.map { entries[$0].name }
    }

    private static func isName(_ text: Substring) -> Bool {
        text.utf8.count <= 64 && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-@".contains($0)) }
    }

    private static func digest(_ text: Substring) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
