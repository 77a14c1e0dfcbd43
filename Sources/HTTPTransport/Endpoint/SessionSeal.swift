import Crypto
import JSON
import MCP

/// Turns sessions into ids that hold them, encrypted and authenticated, so that no replica needs a store.
///
/// An id is URL-safe Base64 of nonce, AES-GCM ciphertext and tag; the plaintext is padded so that the encoding has no
/// spare bits and every change of an id shows.
struct SessionSeal: Sendable {
    /// Longest life of a session in seconds.
    static let lifetime = 24 * 3600

    private static let purpose = Array("session id 1".utf8)
    private static let nonceSize = 12
    private static let tagSize = 16
    private let key: SymmetricKey

    init(key: SymmetricKey) { self.key = key }

    /// Makes the id of a new session.
    func seal(client: ClientDescription, caller: String, server: String, now: Int) throws -> String {
        var payload = Session.payload(client: client, caller: caller, server: server, issued: now)
        while (payload.count + Self.nonceSize + Self.tagSize) % 3 != 0 { payload.append(UInt8(ascii: " ")) }
        let box = try AES.GCM.seal(payload, using: key, authenticating: Self.purpose)
        let encoded = Base64.encode(Array(box.nonce) + box.ciphertext + box.tag)
        return String(decoding: encoded.map(Self.urlSafe), as: UTF8.self)
    }

    /// Reads an id; nil where it is not one of ours, or too old.
    func open(_ id: String, now: Int) -> Session? {
        guard
            !id.utf8.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=") }),
            let bytes = Base64.decode(id.utf8.map(Self.standard)), bytes.count > Self.nonceSize + Self.tagSize
        else { return nil }
        let nonce = bytes.prefix(Self.nonceSize)
        guard
            let box = try? AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce), ciphertext: bytes.dropFirst(Self.nonceSize).dropLast(Self.tagSize),
                tag: bytes.suffix(Self.tagSize)),
            let payload = try? AES.GCM.open(box, using: key, authenticating: Self.purpose),
            let session = Session(key: .init(bytes: Array(nonce)), payload: Array(payload)),
            now < session.issued + Self.lifetime
        else { return nil }
        return session
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
