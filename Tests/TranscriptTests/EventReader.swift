import JSON

/// Reads messages from an event stream as its bytes come.
struct EventReader {
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    /// Of the last event that had one.
    private(set) var lastID: String?
    /// Ids of the requests that were answered.
    private(set) var replies: Set<JSONValue> = []

    /// The messages that are whole now.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
        var messages: [[UInt8]] = []
        for byte in bytes where byte != 0x0D {
            guard byte == 0x0A else {
                line.append(byte)
                continue
            }
            if line.isEmpty {
                // An event without data only lends its id to the stream.
                if !data.isEmpty { messages.append(data) }
                data = []
            } else {
                take(String(decoding: line, as: UTF8.self))
            }
            line = []
        }
        for message in messages {
            guard let view = try? JSONDocument(message).root, view["method"] == nil, let id = view["id"] else {
                continue
            }
            replies.insert(JSONValue(id))
        }
        return messages
    }

    private mutating func take(_ line: String) {
        if line.hasPrefix("id: ") { lastID = String(line.dropFirst(4)) }
        if line.hasPrefix("data:") { data += line.dropFirst(5).utf8.drop { $0 == 0x20 } }
    }
}
