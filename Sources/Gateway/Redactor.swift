/// Takes keys out of a text that a person, a model or a log will read.
public struct Redactor: Sendable {
    /// What stands where a key stood.
    public static let placeholder = "[redacted]"

    private let secrets: [[UInt8]]
    /// Where keys come from that may change.
    private let sources: [any KeySource]

    /// Creates a redactor for known secrets and for the keys that the sources have when a text comes; the patterns of
    /// common keys are always taken out.
    public init(_ secrets: [SecretString] = [], keys sources: [any KeySource] = []) {
        self.init(secrets: Self.usable(secrets), sources: sources)
    }

    /// A redactor that knows one secret more.
    public func adding(_ secret: SecretString) -> Redactor {
        Redactor(secrets: secrets + Self.usable([secret]), sources: sources)
    }

    private init(secrets: [[UInt8]], sources: [any KeySource]) {
        self.secrets = secrets
        self.sources = sources
    }

    /// A shorter text is no key, and taking it out would make holes in ordinary words.
    private static func usable(_ secrets: [SecretString]) -> [[UInt8]] {
        secrets.map { Array($0.exposed.utf8) }.filter { $0.count >= 6 }
    }

    /// The text without keys.
    public func callAsFunction(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let secrets = sources.isEmpty ? secrets : secrets + Self.usable(sources.flatMap(\.keys))
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            let end = Self.secretEnd(secrets, in: bytes, at: position) ?? tokenEnd(in: bytes, at: position)
            if let end {
                output.append(contentsOf: Self.placeholder.utf8)
                position = end
            } else {
                output.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func secretEnd(_ secrets: [[UInt8]], in text: [UInt8], at start: Int) -> Int? {
        secrets.filter { text[start...].starts(with: $0) }.map { start + $0.count }.max()
    }

    /// End of a word that looks like a key: a known prefix, or a key that its vendor has starred out in part.
    private func tokenEnd(in text: [UInt8], at start: Int) -> Int? {
        guard Self.isTokenByte(text[start]), start == 0 || !Self.isTokenByte(text[start - 1]) else { return nil }
        let end = text[start...].firstIndex { !Self.isTokenByte($0) } ?? text.count
        let token = text[start..<end]
        if token.count >= 8, Self.prefixes.contains(where: { token.starts(with: $0.utf8) }) { return end }
        return Self.isStarred(token) ? end : nil
    }

    /// Our own callers, OpenAI, Anthropic, OpenRouter and others (`sk-`), OpenAI sessions, Groq, xAI, Hugging Face, Google.
    private static let prefixes = ["omk_", "sk-", "sk_", "sess-", "gsk_", "xai-", "hf_", "AIza"]

    private static func isStarred(_ token: ArraySlice<UInt8>) -> Bool {
        var run = 0
        for byte in token where run < 3 { run = byte == UInt8(ascii: "*") ? run + 1 : 0 }
        return run == 3 && token.contains { $0 != UInt8(ascii: "*") }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"):
            true
        default: false
        }
    }
}
