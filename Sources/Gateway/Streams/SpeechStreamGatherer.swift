import JSON

/// Gathers the events of speech: pieces of sound in Base64, each of which stands for itself.
public struct SpeechStreamGatherer: StreamGatherer {
    private var sound: [UInt8] = []
    private var usage: [UInt8]?
    private var hasEnded = false

    /// Creates a gatherer for one stream.
    public init() {}

    public mutating func take(_ event: JSONView) throws -> StreamDelta? {
        switch event["type"]?.string {
        case "speech.audio.delta":
            guard let piece = event["audio"]?.string, let bytes = Base64.decode(piece.utf8) else { return nil }
            sound += bytes
            return .sound(bytes)
        case "speech.audio.done":
            usage = event["usage"].map { Array($0.raw) }
            hasEnded = true
            return nil
        default: return nil
        }
    }

    public var progress: StreamProgress { hasEnded ? .complete : sound.isEmpty ? .nothing : .some }

    /// The sound in one piece of Base64, and what it cost.
    public var whole: [UInt8] {
        var writer = JSONWriter(reserving: sound.count * 4 / 3 + 64)
        writer.object {
            $0.member("audio", String(decoding: Base64.encode(sound), as: UTF8.self))
            if let usage { $0.member("usage", raw: usage) }
        }
        return writer.bytes
    }
}
