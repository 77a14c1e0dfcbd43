/// An endpoint of the API that no tool calls.
public struct Unreached: Sendable {
    /// What the official SDK calls it; two may share a path.
    public let accessor: String
    public let path: String
    /// Why no tool calls it.
    public let reason: String

    /// All of them.
    public static let all: [Unreached] = [
        webSocket("realtime.connect", "/realtime"),
        webSocket("beta.realtime.connect", "/realtime"),
        webSocket("realtime.translations.connect", "/realtime/translations"),
        webSocket("live.connect", "/live/sessions"),
        webSocket("live.forks.connect", "/live/sessions/{session_id}/fork"),
        webSocket("live.sideband.connect", "/live/sessions/{session_id}/attach"),
        webSocket("responses.connect", "/responses"),
        webSocket("beta.responses.connect", "/responses"),
    ]

    private static func webSocket(_ accessor: String, _ path: String) -> Unreached {
        Unreached(accessor: accessor, path: path, reason: "needs a WebSocket, which the realtime work will bring")
    }
}
