extension Domain {
    /// Live sessions: speech in both directions at once.
    public static let live = Domain(
        "live", title: "Live",
        instructions: """
            Set up live conversations in which a model listens and speaks at the same time. \
            Start one for a browser, or answer a phone call; the sound itself goes over WebRTC or SIP. \
            A stored session can be downloaded and forked.
            """,
        [
            .init(
                "live-session-create", .post, "/live/sessions", "Start a live session for a browser.", .creates,
                [
                    Field("session", "What the session is set up with.", .liveSession, .required),
                    Field("transport", "Connection of the browser.", .webRTC, .required),
                ], billable: true),
            .init(
                "live-session-accept", .post, "/live/sessions/{session_id}/accept",
                "Answer an incoming phone call with a live session.", .creates,
                [.session, Field("session", "What the session is set up with.", .acceptedLiveSession, .required)],
                billable: true),
            .init(
                "live-session-fork", .post, "/live/sessions/{session_id}/fork",
                "Go on with a stored session in a new one.", .creates,
                [
                    .session, Field("transport", "Connection of the browser.", .webRTC, .required),
                    Field("session", "What differs from the stored one.", .forkedLiveSession),
                ], billable: true),
            .init(
                "live-session-content", .get, "/live/sessions/{session_id}/content",
                "Download the recording of a session.", .reads, as: .saveFile, [.session]),
            .init(
                "live-session-refer", .post, "/live/sessions/{session_id}/refer", "Forward a phone call.", .creates,
                [.session, .string("target_uri", "Where to, as a tel or SIP URI.", .required)]),
            .init(
                "live-session-reject", .post, "/live/sessions/{session_id}/reject", "Refuse an incoming phone call.",
                .stops, [.session, .integer("status_code", "SIP status for the caller, such as 486.", .required)]),
            .init(
                "live-session-hangup", .post, "/live/sessions/{session_id}/hangup", "End a live session.", .stops,
                [.session]),
        ])
}

extension Field {
    fileprivate static let session = Field.string("session_id", "Id of the session.", .required)
}
