import Crypto

/// Callers that may use the servers, each with the hash of its token.
///
/// In a file, one caller a line, `name sha256` or `name:sha256`, the hash in hexadecimal; `#` begins a comment. A name may stand
/// twice, so that a token can be replaced without a gap.
public struct CallerTokens: Sendable {
    /// Callers by the SHA-256 of their tokens. It is looked up as it is, in whatever time that takes: nobody can choose a
    /// token for its hash.
    private var callers: [[UInt8]: String] = [:]

    /// What is wrong in a file of tokens, and where.
    public struct Fault: Error, Sendable, CustomStringConvertible {
        /// Counted from one; 0 for the file as a whole.
        public let line: Int
        public let reason: String
        public var description: String { line == 0 ? reason : "line \(line): \(reason)" }
    }

    /// Creates a list of nobody: whoever sends a token is refused.
    public init() {}

    /// Adds a token of a caller by its hash, 64 hexadecimal digits with or without `sha256:` before them; false where
    /// that is no hash, or somebody's already.
    @discardableResult
    public mutating func add(_ name: String, hash: String) -> Bool {
        let digits = hash.hasPrefix("sha256:") ? hash.dropFirst(7) : hash[...]
        guard let digest = Self.digest(digits), callers[digest] == nil else { return false }
        callers[digest] = name
        return true
    }

    /// The hash of a token, as ``add(_:hash:)`` takes it.
    public static func hash(of token: String) -> String {
        "sha256:"
            + SHA256.hash(data: Array(token.utf8)).map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
    }

    /// Reads the text of a file.
    public init(parsing text: String) throws(Fault) {
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
            guard Self.digest(words[1]) != nil else {
                throw Fault(line: index + 1, reason: "a SHA-256 has 64 hexadecimal digits")
            }
            guard add(String(words[0]), hash: String(words[1])) else {
                throw Fault(line: index + 1, reason: "this token is listed already")
            }
        }
        guard !callers.isEmpty else { throw Fault(line: 0, reason: "no caller is listed") }
    }

    /// The caller who holds a token, or nil.
    func caller(presenting token: String) -> String? { callers[Array(SHA256.hash(data: Array(token.utf8)))] }

    static func isName(_ text: Substring) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-@".contains($0)) }
    }

    private static func digest(_ text: Substring) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
