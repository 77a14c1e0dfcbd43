import JSON

/// Gathers the events of a transcription: pieces of text, segments with their speakers, and the whole at the end.
public struct TranscriptStreamGatherer: StreamGatherer {
    private var segments: [[UInt8]] = []
    private var end: [(key: String, json: [UInt8])] = []

    /// Creates a gatherer for one stream.
    public init() {}

    public mutating func take(_ event: JSONView) throws -> StreamDelta? {
        switch event["type"]?.string {
        case "transcript.text.delta": return event["delta"]?.string.map { .text($0) }
        case "transcript.text.segment":
            var segment = JSONWriter(reserving: event.raw.count)
            segment.object { for (key, value) in event.members where key != "type" { $0.member(key, raw: value.raw) } }
            segments.append(segment.bytes)
            return nil
        case "transcript.text.done":
            end = event.members.filter { $0.key != "type" }.map { ($0.key, Array($0.value.raw)) }
            return nil
        default: return nil
        }
    }

    public var progress: StreamProgress { end.isEmpty ? (segments.isEmpty ? .nothing : .some) : .complete }

    public var whole: [UInt8] {
        var writer = JSONWriter(reserving: 1024)
        writer.object { object in
            for (key, json) in end { object.member(key, raw: json) }
            guard !segments.isEmpty else { return }
            object.key("segments")
            object.array { for segment in segments { $0.raw(segment) } }
        }
        return writer.bytes
    }
}
