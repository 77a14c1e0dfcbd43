import JSON

/// What stands for a long conversation: its most telling sentences, in a form that only this provider reads.
enum Compaction {
    private static let mark = "offline1:"

    /// Opaque text that holds the gist of what was said besides the user's own messages.
    static func content(of turns: [Conversation.Turn]) -> String {
        let said = turns.filter { $0.role != .user && $0.role != .call }
        let text = said.map { $0.role == .result ? ToolResult.readable($0.text) : OfflineVoice.unprefixed($0.text) }
        var conversation = Conversation()
        conversation.turns = text.map { .init(role: .user, text: $0) } + [.init(role: .user, text: "Summarize.")]
        let gist = Reading(conversation).findings(atMost: 12).map(\.text).joined(separator: "\n")
        let kept = gist.isEmpty ? text.joined(separator: "\n") : gist
        return Base64.text(Array((mark + kept).utf8))
    }

    /// The gist as a turn, or nil where the text is not ours.
    static func turn(from content: String) -> Conversation.Turn? {
        guard let bytes = Base64.decode(content.utf8), bytes.starts(with: mark.utf8),
            let text = String(validating: bytes.dropFirst(mark.utf8.count), as: UTF8.self)
        else { return nil }
        return .init(role: .assistant, text: text)
    }
}
