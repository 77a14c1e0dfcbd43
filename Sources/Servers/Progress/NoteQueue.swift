/// One message of progress before it is sent.
struct Note: Sendable, Equatable {
    /// What it says.
    enum Content: Sendable, Equatable {
        /// The next piece of a text: none may be missing.
        case text(String)
        /// Something that has happened.
        case event(String)
        /// How it stands: the latest says all.
        case state(String)
    }

    var progress: Double
    var total: Double?
    var content: Content
}

extension Note.Content {
    var message: String {
        switch self {
        case .text(let text), .event(let text), .state(let text): text
        }
    }
}

/// Messages that wait for a client to take the one before, as few as say the same.
struct NoteQueue: Sendable {
    private(set) var notes: [Note] = []
    private var size = 0

    /// Bytes and messages from which on work waits for its client.
    static let limits = (bytes: 64 << 10, notes: 64)

    var isFull: Bool { size >= Self.limits.bytes || notes.count >= Self.limits.notes }

    /// Puts a message behind the others, or into the last one.
    mutating func put(_ note: Note) {
        switch (notes.last?.content, note.content) {
        case (.text(let before), .text(let piece)):
            size += piece.utf8.count
            replaceLast(with: note, saying: .text(before + piece))
        case (.state(let before), .state(let now)):
            size += now.utf8.count - before.utf8.count
            replaceLast(with: note, saying: note.content)
        default:
            size += note.content.message.utf8.count
            notes.append(note)
        }
    }

    private mutating func replaceLast(with note: Note, saying content: Note.Content) {
        notes[notes.count - 1] = Note(progress: note.progress, total: note.total, content: content)
    }

    /// Takes the first message out.
    mutating func take() -> Note? {
        guard !notes.isEmpty else { return nil }
        let note = notes.removeFirst()
        size -= note.content.message.utf8.count
        return note
    }
}
