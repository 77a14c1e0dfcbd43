import Crypto

/// The secret of an operator, from which each purpose gets a key of its own.
public struct RootSecret: Sendable {
    private let root: SymmetricKey

    /// Creates a root.
    ///
    /// - Parameter secret: shared by replicas; nil: random, so that only this process can open what it seals.
    public init(_ secret: String?) {
        root = secret.map { SymmetricKey(data: SHA256.hash(data: Array($0.utf8))) } ?? SymmetricKey(size: .bits256)
    }

    /// The key for one purpose, of 256 bits (HKDF).
    public func key(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Array("openai-mcp \(purpose)".utf8), outputByteCount: 32)
    }
}
