import JSON

/// What was said in a recording, and when.
struct Transcript: Sendable {
    /// A stretch of text with its times in seconds.
    struct Stretch: Sendable {
        let text: String
        let start: Double
        let end: Double
    }

    let recording: Recording
    /// Empty where nothing was understood.
    let words: [Stretch]
    /// Sentences, or all that can be said about the sound.
    let segments: [Stretch]

    var text: String { recording.text }
    var seconds: Double { recording.seconds }

    init(_ recording: Recording) {
        self.recording = recording
        guard let said = recording.words else {
            words = []
            segments = [Stretch(text: recording.text, start: 0, end: recording.seconds)]
            return
        }
        words = Self.words(of: said, within: recording.seconds)
        segments = Self.segments(of: words)
    }

    /// The offline voice keeps its own time, so the speed follows from the length.
    private static func words(of text: String, within seconds: Double) -> [Stretch] {
        let score = SpeechScore(text)
        let scale = score.duration > 0 ? seconds / score.duration : 0
        var position = 0.0
        return score.words.map { word in
            defer { position += word.duration * scale }
            return Stretch(
                text: word.text, start: rounded(position), end: rounded(position + word.sound * scale))
        }
    }

    /// Words up to the one that ends a sentence.
    private static func segments(of words: [Stretch]) -> [Stretch] {
        var segments: [Stretch] = []
        var open: [Stretch] = []
        func close() {
            guard let first = open.first, let last = open.last else { return }
            segments.append(
                Stretch(text: open.map(\.text).joined(separator: " "), start: first.start, end: last.end))
            open = []
        }
        for word in words {
            open.append(word)
            if let last = word.text.last, ".!?…。！？".contains(last) { close() }
        }
        close()
        return segments
    }

    private static func rounded(_ seconds: Double) -> Double { (seconds * 1_000).rounded() / 1_000 }
}
