import HTTPTransport

/// A key that a caller sends as `Authorization: Bearer`; only its hash is kept.
struct CallerKey {
    /// Begins every key, so that a redactor and a scanner of repositories know one.
    static let prefix = "omk_"

    let text: String
    var hash: String { CallerTokens.hash(of: text) }

    /// Makes a key of 256 random bits.
    init() {
        var generator = SystemRandomNumberGenerator()
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        // 43 letters of 62 are just over 256 bits.
        text = Self.prefix + String((0..<43).map { _ in letters.randomElement(using: &generator) ?? "0" })
    }

    /// What a key is called in a list: the beginning of its hash.
    static func id(ofHash hash: String) -> String { String(hash.dropFirst("sha256:".count).prefix(8)) }
}
