import Crypto
import JSON
import MCP

/// Seals what clients keep for a server, encrypted and authenticated, so that replicas with one secret need no store.
///
/// A text is URL-safe Base64 of nonce, AES-GCM ciphertext and tag. What is sealed is padded so that the encoding has no
/// spare bits, and every change of a text shows.
public struct AuthenticatedSealer: Sealer {
    private static let nonceSize = 12
    private static let tagSize = 16
    private let key: SymmetricKey

    /// Creates a sealer of the state of requests.
    ///
    /// - Parameter secret: shared by replicas; nil: random, so that only this process can open what it seals.
    public init(secret: String? = nil) { self.init(key: RootSecret(secret).key(for: "state of requests")) }

    /// Creates a sealer with a key of 256 bits.
    public init(key: SymmetricKey) { self.key = key }

    public func seal(_ bytes: [UInt8], for context: [UInt8]) throws -> String {
        // The last byte says how many bytes of padding stand before it.
        let padding = 2 - (bytes.count + Self.nonceSize + Self.tagSize) % 3
        let padded = bytes + [UInt8](repeating: 0, count: padding) + [UInt8(padding)]
        let box = try AES.GCM.seal(padded, using: key, authenticating: context)
        return String(
            decoding: Base64.encode(Array(box.nonce) + box.ciphertext + box.tag).map(Self.urlSafe), as: UTF8.self)
    }

    public func open(_ text: String, for context: [UInt8]) -> [UInt8]? { unseal(text, for: context)?.bytes }

    /// The bytes of a text, and its nonce, which no other text has; nil as with `open`.
    public func unseal(_ text: String, for context: [UInt8]) -> (bytes: [UInt8], nonce: [UInt8])? {
        let standard = text.utf8.compactMap(Self.standard)
        guard standard.count == text.utf8.count, let sealed = Base64.decode(standard),
            sealed.count > Self.nonceSize + Self.tagSize,
            let nonce = try? AES.GCM.Nonce(data: sealed.prefix(Self.nonceSize)),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: sealed.dropFirst(Self.nonceSize).dropLast(Self.tagSize),
                tag: sealed.suffix(Self.tagSize)),
            let padded = try? AES.GCM.open(box, using: key, authenticating: context), let padding = padded.last,
            padding < 3, padded.count > padding
        else { return nil }
        return (Array(padded.dropLast(Int(padding) + 1)), Array(nonce))
    }

    private static func urlSafe(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: byte
        }
    }

    /// nil for what the URL-safe alphabet does not have.
    private static func standard(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): nil
        default: byte
        }
    }
}
