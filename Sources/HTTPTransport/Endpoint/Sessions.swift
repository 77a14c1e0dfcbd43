import MCP

/// Opens, finds and ends the sessions of handshake clients.
struct Sessions: Sendable {
    private let seal: SessionSeal
    private let ended = EndedSessions()
    private let live = LiveSessions()
    /// Streams that clients may come back to.
    let streams = StreamLogs()
    private let now: @Sendable () -> Int

    init(seal: SessionSeal, now: @escaping @Sendable () -> Int = { Int(WallClock.now()) }) {
        self.seal = seal
        self.now = now
    }

    /// Makes the id of a new session.
    func open(for client: ClientDescription, _ identity: Identity, server: String) throws(Refusal) -> String {
        do {
            return try seal.seal(client: client, caller: identity.callerID, server: server, now: now())
        } catch {
            throw Refusal(.internalServerError, "The session cannot be opened; send initialize again.")
        }
    }

    /// The session that a request names, or nil where it names none. One that is unknown, expired, ended, or of
    /// another caller or server is refused with 404, upon which clients begin a new one.
    func session(of arrival: StreamableHTTP.Arrival, server: String) throws(Refusal) -> Session? {
        guard let id = arrival.fields.sessionID else { return nil }
        guard let session = seal.open(id, now: now()), session.server == server,
            session.caller == arrival.identity.callerID, !ended.contains(session.key)
        else {
            throw Refusal(.notFound, "There is no such session, or it has ended; send initialize again.")
        }
        return session
    }

    /// What this process remembers of a session.
    func state(of session: Session) -> SessionState { live.state(of: session.key) }

    /// Ends a session: its id is no longer taken.
    func end(_ session: Session) {
        ended.insert(session.key)
        live.end(session.key)
        streams.forget(session.key)
    }
}
