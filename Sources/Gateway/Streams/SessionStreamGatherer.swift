import JSON

/// Gathers the events of an agent's session until it rests: the session as it then is, the text that was written, and what
/// happened on the way.
public struct SessionStreamGatherer: StreamGatherer {
    private var session: [UInt8]?
    private var text = ""
    private var happenings: [[UInt8]] = []
    private var isResting = false

    /// Creates a gatherer for one stream.
    public init() {}

    public mutating func take(_ event: JSONView) throws -> StreamDelta? {
        let type = event["type"]?.string ?? ""
        if type.hasSuffix(".delta") {
            guard type == "agent.session.turn.output_text.delta", let piece = event["delta"]?.string else { return nil }
            text += piece
            return .text(piece)
        }
        if let state = event["session"] { session = Array(state.raw) }
        isResting = Self.rests.contains(type)
        if happenings.count < Self.limit { happenings.append(Self.happening(event)) }
        return type.hasPrefix(Self.prefix) ? .event(String(type.dropFirst(Self.prefix.count))) : nil
    }

    /// An event without what only pads it and without the session, which is answered once.
    private static func happening(_ event: JSONView) -> [UInt8] {
        var writer = JSONWriter(reserving: event.raw.count)
        writer.object {
            for (key, value) in event.members where key != "obfuscation" && key != "session" && !value.isNull {
                $0.member(key, raw: value.raw)
            }
        }
        return writer.bytes
    }

    /// Further events are counted in nothing: a session that does so much is read by its turns.
    private static let limit = 1000
    private static let prefix = "agent.session."
    private static let rests: Set<String> = [
        "agent.session.idle", "agent.session.requires_action", "agent.session.failed",
    ]

    public var progress: StreamProgress {
        if isResting { return .complete }
        return session == nil && happenings.isEmpty ? .nothing : .some
    }

    public var whole: [UInt8] {
        var writer = JSONWriter(reserving: 1024)
        writer.object { object in
            if let session { object.member("session", raw: session) }
            if !text.isEmpty { object.member("text", text) }
            object.key("events")
            object.array { for happening in happenings { $0.raw(happening) } }
        }
        return writer.bytes
    }
}
