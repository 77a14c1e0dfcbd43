import Gateway
import JSON

/// A text spoken by the offline voice, made word by word as it is asked for.
struct Speech: Sendable {
    let options: SpeechOptions
    private let score: SpeechScore
    private let tone: OfflineTone

    /// What the note `ISFT` of a sound says that was made here.
    static let maker = "openai-mcp offline voice"

    init(_ options: SpeechOptions) {
        self.options = options
        score = SpeechScore(options.text)
        tone = OfflineTone(voice: options.voice, speed: options.speed)
    }

    private var isBare: Bool { options.format == "pcm" }

    /// Type of the sound: samples where those were asked for, else WAV, since there is no encoder here.
    var mediaType: String { isBare ? "audio/pcm" : "audio/wav" }

    /// That the sound has not the format that was asked for; nil where it has.
    var remark: String? {
        guard !isBare, options.format != "wav" else { return nil }
        return "The embedded provider has no encoder for \(options.format): the sound is WAV."
    }

    /// The pieces of the sound in order, each made when it is asked for.
    var pieces: [EventStream.Event] {
        let size = score.words.reduce(0) { $0 + tone.count(of: $1) } * 2
        let header = WAVFile.header(
            rate: OfflineTone.rate, size: size, notes: [("ISFT", Self.maker), ("ICMT", options.text)])
        let words = score.words.map { word -> EventStream.Event in { [tone] in tone.bytes(of: word) } }
        return (isBare ? [] : [{ header }]) + words
    }

    /// The pieces as events of a stream, and what they cost.
    var events: [EventStream.Event] {
        let pieces = pieces.map { piece -> EventStream.Event in
            {
                let event: JSONValue = ["type": "speech.audio.delta", "audio": .string(Base64.text(piece()))]
                return EventStream.frame(data: event.encoded)
            }
        }
        let input = Pieces.count(options.text)
        let output = Int((score.duration / options.speed * 20).rounded(.up))
        let done: JSONValue = [
            "type": "speech.audio.done",
            "usage": [
                "input_tokens": .int(input), "output_tokens": .int(output), "total_tokens": .int(input + output),
            ],
        ]
        return pieces + [{ EventStream.frame(data: done.encoded) }]
    }
}
