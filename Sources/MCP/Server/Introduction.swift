import JSON

/// Results of the two ways in which a client gets to know a server.
enum Introduction {
    /// The result of `initialize`.
    static func handshake(_ identity: ServerIdentity, _ offer: Offer, _ revision: Revision) -> [UInt8] {
        identity.result(for: revision, reserving: 1024) { result in
            result.member("protocolVersion", revision.rawValue)
            result.member("capabilities", offer.capabilities(in: revision))
            result.key("serverInfo")
            identity.write(to: &result, revision: revision, isIntroduction: true)
            result.member("instructions", identity.instructions)
        }
    }

    /// The result of `server/discover`.
    static func discovery(_ identity: ServerIdentity, _ offer: Offer) -> [UInt8] {
        let revision = Revision.v2026_07_28
        return identity.result(for: revision, reserving: 1024, hints: identity.listHints, isIntroduction: true) {
            result in
            result.member("supportedVersions", .array(Revision.stateless.map { .string($0.rawValue) }))
            result.member("capabilities", offer.capabilities(in: revision))
            result.member("instructions", identity.instructions)
        }
    }
}
