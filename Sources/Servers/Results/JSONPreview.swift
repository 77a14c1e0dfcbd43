import JSON

/// An object that is too large to be answered, made to fit: its large members are cut, and it says what is left out.
///
/// Lists keep their first items, texts their beginning; small members stay whole, and everything stays valid JSON.
struct JSONPreview {
    /// The object, with the members `stored` and `left_out`.
    let bytes: [UInt8]
    /// What is missing, such as `data: 12 of 240 items shown`.
    let leftOut: [String]

    /// - Parameters:
    ///   - limit: most bytes; one that leaves no room for anything gives `stored` alone.
    ///   - stored: where the whole can be read.
    init(of object: JSONView, limit: Int, stored: JSONValue) {
        var room = limit - stored.encoded.count
        // What is left out is known only afterwards, and needs room as well.
        while room > 0 {
            var cutter = Cutter()
            let preview = Self.render(object, room, stored, &cutter)
            if preview.count <= limit {
                (bytes, leftOut) = (preview, cutter.leftOut)
                return
            }
            room -= max(preview.count - limit, room / 64 + 1)
        }
        leftOut = ["nothing of it is shown"]
        bytes = JSONValue.object([.init("stored", stored), .init("left_out", ["nothing of it is shown"])]).encoded
    }

    private static func render(
        _ object: JSONView, _ room: Int, _ stored: JSONValue, _ cutter: inout Cutter
    ) -> [UInt8] {
        var writer = JSONWriter(reserving: room + 512)
        writer.object { writer in
            cutter.writeMembers(of: object, at: "", room, to: &writer, except: ["stored", "left_out"])
            writer.member("stored", stored)
            writer.member("left_out", .array(cutter.leftOut.map { .string($0) }))
        }
        return writer.bytes
    }
}

/// Writes values into as much room as there is.
private struct Cutter {
    var leftOut: [String] = []

    private static let ellipsis = "…"
    /// Less room than this shows nothing of a member.
    private static let least = 24

    /// Writes the members of an object into one that is open.
    mutating func writeMembers(
        of object: JSONView, at path: String, _ room: Int, to writer: inout JSONWriter, except names: Set<String> = []
    ) {
        let members = object.members.filter { !names.contains($0.key) }
        // What small members do not need is left to the large ones.
        let sizes = members.map { $0.key.utf8.count + 4 + $0.value.raw.count }
        var (left, share) = (room, 0)
        var waiting = members.count
        for size in sizes.sorted() {
            share = waiting > 0 ? left / waiting : 0
            guard size <= share else { break }
            left -= size
            waiting -= 1
        }
        var shown = 0
        // Where there are so many that each would get next to nothing, the first that fit.
        let isCrowded = waiting > 0 && share < Self.least
        left = room
        for (member, size) in zip(members, sizes) {
            if isCrowded {
                guard size <= left else { continue }
                left -= size
                shown += 1
                writer.member(member.key, raw: member.value.raw)
                continue
            }
            let isWhole = size <= share || waiting == 0
            let inner = share - member.key.utf8.count - 4
            guard isWhole || canCut(member.value, to: inner) else { continue }
            shown += 1
            writer.key(member.key)
            write(
                member.value, at: path.isEmpty ? member.key : "\(path).\(member.key)", isWhole ? .max : inner,
                to: &writer)
        }
        if shown < object.count { note(path, shown, object.count, "members") }
    }

    /// Whether there is something to show of a value, however little.
    private func canCut(_ value: JSONView, to room: Int) -> Bool {
        room >= value.raw.count
            || room > Self.ellipsis.utf8.count + 2 && [.string, .array, .object].contains(value.kind)
    }

    private mutating func write(_ value: JSONView, at path: String, _ room: Int, to writer: inout JSONWriter) {
        guard value.raw.count > room else { return writer.raw(value.raw) }
        switch value.kind {
        case .array: writeItems(of: value, at: path, room - 2, to: &writer)
        case .object: writer.object { writeMembers(of: value, at: path, room - 2, to: &$0) }
        default:
            let text = value.string ?? ""
            let beginning = text.beginning(room - 2 - Self.ellipsis.utf8.count, cost: JSONWriter.width)
            writer.string(beginning + Self.ellipsis)
            note(path, beginning.utf8.count, text.utf8.count, "bytes")
        }
    }

    private mutating func writeItems(of list: JSONView, at path: String, _ room: Int, to writer: inout JSONWriter) {
        var (left, shown) = (room, 0)
        writer.array { writer in
            for item in list.elements {
                let size = item.raw.count + (shown > 0 ? 1 : 0)
                // Better a part of the first item than nothing.
                guard size <= left || shown == 0 && canCut(item, to: left) else { break }
                write(item, at: "\(path).\(shown)", left, to: &writer)
                left -= size
                shown += 1
                guard left > 0 else { break }
            }
        }
        if shown < list.count { note(path, shown, list.count, "items") }
    }

    private mutating func note(_ path: String, _ shown: Int, _ all: Int, _ what: String) {
        leftOut.append("\(path.isEmpty ? "" : path + ": ")\(shown) of \(all) \(what) shown")
    }
}

extension JSONWriter {
    /// Bytes that a scalar takes up in a string that is written.
    static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar {
        case "\"", "\\", "\n", "\r", "\t": 2
        case _ where scalar.value < 0x20: 6
        default: UTF8.width(scalar)
        }
    }
}
