/// What a model is given, whichever endpoint took it.
struct Conversation: Sendable {
    /// One message, tool call or tool result.
    struct Turn: Sendable {
        enum Role: Sendable {
            case instruction, user, assistant, call, result
        }

        var role: Role
        var text: String
        /// What came along that a text model cannot read, in words: "a PNG image of 64 x 48 pixels".
        var attachments: [String] = []
    }

    var turns: [Turn] = []

    /// Position of the message that is to be answered.
    var askedAt: Int? { turns.lastIndex { $0.role == .user } }

    /// The message that is to be answered.
    var asked: Turn? { askedAt.map { turns[$0] } }

    /// Tool results that came since the last message of the user.
    var results: [Turn] { turns[(askedAt ?? 0)...].filter { $0.role == .result } }

    /// Whether a tool has just answered, so that its result is what to speak about.
    var endsWithResult: Bool { turns.last { $0.role != .instruction }?.role == .result }

    /// Rough count of tokens; four more a turn for what frames it.
    var tokens: Int {
        turns.reduce(3) { $0 + Pieces.count($1.text) + 4 + $1.attachments.count * 85 }
    }
}
