import Crypto
import JSON
import MCP

/// Seals bytes by AES-GCM: URL-safe Base64 of nonce, ciphertext and tag.
///
/// The plaintext is padded so that the encoding has no spare bits, and every change of the text shows.
public struct AuthenticatedSealer: Sealer {
    private static let nonceSize = 12
    private static let tagSize = 16
    private let key: SymmetricKey

    /// Creates a sealer.
    ///
    /// - Parameter secret: shared by replicas; nil: a random key, so that nothing can be opened after a restart.
    public init(secret: String? = nil) { self.init(key: Secrets(secret).sealing) }

    init(key: SymmetricKey) { self.key = key }

    public func seal(_ bytes: [UInt8], for context: [UInt8]) throws -> String {
        var payload = bytes
        while (payload.count + Self.nonceSize + Self.tagSize) % 3 != 0 { payload.append(UInt8(ascii: " ")) }
        let box = try AES.GCM.seal(payload, using: key, authenticating: context)
        let encoded = Base64.encode(Array(box.nonce) + box.ciphertext + box.tag)
        return String(decoding: encoded.map(Self.urlSafe), as: UTF8.self)
    }

    public func open(_ text: String, for context: [UInt8]) -> [UInt8]? {
        unseal(text, for: context)?.payload
    }

    /// The bytes of a text, and the nonce, which no other text has.
    func unseal(_ text: String, for context: [UInt8]) -> (payload: [UInt8], nonce: [UInt8])? {
        guard
            !text.utf8.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=") }
            ),
            let bytes = Base64.decode(text.utf8.map(Self.standard)), bytes.count > Self.nonceSize + Self.tagSize
        else { return nil }
        let nonce = bytes.prefix(Self.nonceSize)
        guard
            let box = try? AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce), ciphertext: bytes.dropFirst(Self.nonceSize).dropLast(Self.tagSize),
                tag: bytes.suffix(Self.tagSize)),
            let payload = try? AES.GCM.open(box, using: key, authenticating: context)
        else { return nil }
        return (Array(payload), Array(nonce))
    }

    private static func urlSafe(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: byte
        }
    }

    private static func standard(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: byte
        }
    }
}
