import JSON

/// A request before it has an id and the metadata of a revision.
struct RequestDraft: Sendable {
    var method: String
    /// What the header `Mcp-Name` repeats.
    var name: String?
    var params: [JSONValue.Member] = []
    /// Arguments that headers repeat.
    var mirrored: [(header: String, text: String)] = []
    /// Asks for progress under this token.
    var progressToken: Int?
    /// Whether the request may become a task, or is about one.
    var followsTasks = false

    init(_ method: String, name: String? = nil, _ params: [JSONValue.Member] = []) {
        self.method = method
        self.name = name
        self.params = params
    }
}
