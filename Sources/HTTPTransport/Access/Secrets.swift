import Crypto
import Sealing

/// The keys that one secret gives: one to seal sessions with, one to name callers by.
struct Secrets: Sendable {
    let sealing: SymmetricKey
    private let naming: SymmetricKey

    /// - Parameter secret: shared by replicas; nil: random.
    init(_ secret: String?) {
        let root = RootSecret(secret)
        sealing = root.key(for: "session ids")
        naming = root.key(for: "names of callers")
    }

    /// A name for the holder of a provider key, from which the key cannot be found.
    func name(forHolderOf key: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(key.utf8), using: naming)
        return "key-" + code.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
