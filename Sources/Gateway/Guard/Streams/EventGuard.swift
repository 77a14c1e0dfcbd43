import JSON

/// Guards the events of a stream: texts that come in pieces are looked at as a whole, everything else as it comes.
struct EventGuard: Sendable {
    /// A text that is on its way, and the last event with a piece of it, after whose pattern what waited is sent.
    private struct Channel: Sendable {
        let key: String
        let scope: String
        let isJSON: Bool
        var text = HeldText()
        var event: SSEEvent
        var pointer: JSONPointer
        var others: [JSONPointer]
        var isChoice: Bool
    }

    private(set) var inspector: TextInspector
    private var channels: [Channel] = []

    init(_ inspector: TextInspector) { self.inspector = inspector }

    /// What is to be sent in place of an event.
    mutating func take(_ event: SSEEvent) -> [SSEEvent] {
        if event.isDone { return finish() + [event] }
        guard let root = try? JSONDocument(event.data).root else {
            let changed = event.data.withUnsafeBufferPointer { inspector.inspect($0, isBroughtIn: false) { "/" } }
            return [changed.map { SSEEvent(name: event.name, data: $0, id: event.id) } ?? event]
        }
        let pieces = StreamPiece.all(in: root)
        let end = EndedTexts(root, name: event.name)
        var replaced: [Int: [UInt8]?] = [:]
        for piece in pieces {
            let others = pieces.map(\.pointer).filter { $0 != piece.pointer }
            replaced[piece.view.offset] = take(piece, of: event, others: others, isLast: end.includes(piece.scope))
        }
        let waiting = flush { end.includes($0.scope) }
        var json = JSONInspector(inspector, given: replaced)
        let changed = json.inspect(root, at: "", .caller)
        inspector = json.text
        guard let changed, inspector.changesText else { return waiting + [event] }
        return waiting + [SSEEvent(name: event.name, data: changed, id: event.id)]
    }

    /// What still waits, at the end of the stream.
    mutating func finish() -> [SSEEvent] { flush { _ in true } }

    /// The string of a piece as it is to be sent, in JSON; nil if it stays as it is.
    private mutating func take(
        _ piece: StreamPiece, of event: SSEEvent, others: [JSONPointer], isLast: Bool
    ) -> [UInt8]? {
        let position: Int
        if let known = channels.firstIndex(where: { $0.key == piece.key }) {
            position = known
        } else {
            position = channels.count
            channels.append(
                Channel(
                    key: piece.key, scope: piece.scope, isJSON: piece.isJSON, event: event, pointer: piece.pointer,
                    others: others, isChoice: piece.isChoice))
        }
        channels[position].event = event
        channels[position].pointer = piece.pointer
        channels[position].others = others
        return piece.view.withText { text, _ in
            let isJSON = channels[position].isJSON
            let sent = channels[position].text.take(text, isLast: isLast, &inspector, isJSON: isJSON) {
                piece.pointer.description
            }
            return sent.elementsEqual(text) ? nil : JSONValue.string(String(decoding: sent, as: UTF8.self)).encoded
        }
    }

    /// Ends texts, and returns events with what of them waited.
    private mutating func flush(_ ends: (Channel) -> Bool) -> [SSEEvent] {
        var events: [SSEEvent] = []
        for position in channels.indices where ends(channels[position]) && !channels[position].text.isEmpty {
            let channel = channels[position]
            let rest = channels[position].text.take(
                UnsafeBufferPointer(start: nil, count: 0), isLast: true, &inspector, isJSON: channel.isJSON
            ) { channel.pointer.description }
            if let event = Self.event(like: channel, with: rest), inspector.changesText { events.append(event) }
        }
        channels.removeAll(where: ends)
        return events
    }

    /// The last event of a text with another piece of it: what came only once, such as a role or a name, is left out,
    /// since clients put such members together too.
    private static func event(like channel: Channel, with text: [UInt8]) -> SSEEvent? {
        var data = channel.event.data
        func edit(_ change: (JSONDocument) throws -> [UInt8]?) {
            if let document = try? JSONDocument(data), let changed = try? change(document) { data = changed }
        }
        for other in channel.others { edit { try $0.setting(other, to: Array(#""""#.utf8)) } }
        edit { try $0.setting(channel.pointer, to: JSONValue.string(String(decoding: text, as: UTF8.self)).encoded) }
        if channel.isChoice {
            let tokens = channel.pointer.tokens
            for depth in 2..<tokens.count {
                for name in ["id", "type", "name", "role"] {
                    edit { $0.removing(JSONPointer(tokens: tokens[..<depth] + [name])) }
                }
            }
            let finish = JSONPointer(tokens: tokens[..<2] + ["finish_reason"])
            edit { try $0.setting(finish, to: Array("null".utf8)) }
            edit { $0.removing(JSONPointer(tokens: ["usage"])) }
        }
        return SSEEvent(name: channel.event.name, data: data, id: channel.event.id)
    }
}

extension SSEEvent {
    /// The event as it travels.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(data.count + 32)
        if !id.isEmpty { bytes += Array("id: \(id)\n".utf8) }
        if !name.isEmpty { bytes += Array("event: \(name)\n".utf8) }
        for line in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            bytes += Array("data: ".utf8)
            bytes += line
            bytes.append(UInt8(ascii: "\n"))
        }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}
