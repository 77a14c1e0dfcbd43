import Crypto
import MCP
import Sealing

/// Turns sessions into ids that hold them, encrypted and authenticated, so that no replica needs a store.
struct SessionSeal: Sendable {
    /// Longest life of a session in seconds.
    static let lifetime = 24 * 3600

    private static let purpose = Array("session id 1".utf8)
    private let sealer: AuthenticatedSealer

    init(key: SymmetricKey) { sealer = AuthenticatedSealer(key: key) }

    /// Makes the id of a new session.
    func seal(client: ClientDescription, caller: String, server: String, now: Int) throws -> String {
        let payload = Session.payload(client: client, caller: caller, server: server, issued: now)
        return try sealer.seal(payload, for: Self.purpose)
    }

    /// Reads an id; nil where it is not one of ours, or too old.
    func open(_ id: String, now: Int) -> Session? {
        guard let (payload, nonce) = sealer.unseal(id, for: Self.purpose),
            let session = Session(key: .init(bytes: nonce), payload: payload),
            now < session.issued + Self.lifetime
        else { return nil }
        return session
    }
}
