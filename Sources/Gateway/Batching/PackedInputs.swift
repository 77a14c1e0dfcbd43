import JSON

/// The texts that a call sends, where they can be sent together with those of another.
struct PackedInputs: Sendable {
    /// JSON strings.
    let texts: [ArraySlice<UInt8>]
    /// Bytes of all texts.
    let bytes: Int

    /// The texts of an embedding or moderation call; nil of any other, and of inputs that are no texts.
    init?(_ call: Call) {
        guard ["/embeddings", "/moderations"].contains(call.endpoint.path), call.answerForm == .whole,
            case .json(let members) = call.body, let input = members["input"],
            let view = try? JSONDocument(Array(input)).root
        else { return nil }
        switch view.kind {
        case .string: texts = [view.raw]
        case .array:
            let elements = Array(view.elements)
            guard !elements.isEmpty, elements.allSatisfy({ $0.kind == .string }) else { return nil }
            texts = elements.map(\.raw)
        default: return nil
        }
        bytes = texts.reduce(0) { $0 + $1.count }
    }

    /// JSON of several calls' texts as one list.
    static func list(_ packs: [PackedInputs]) -> ArraySlice<UInt8> {
        var writer = JSONWriter(reserving: packs.reduce(16) { $0 + $1.bytes + $1.texts.count })
        writer.array { list in for pack in packs { for text in pack.texts { list.raw(text) } } }
        return writer.bytes[...]
    }
}

/// One answer to the texts of several calls, taken apart again.
struct PackedAnswer {
    private let root: JSONView
    private let name: String
    /// JSON of what was answered to each text, in the order of the texts.
    private let results: [JSONView]

    /// Reads an answer; nil where it does not hold one result for each text.
    init?(_ body: [UInt8], count: Int) {
        guard let root = try? JSONDocument(body).root,
            let name = ["data", "results"].first(where: { root[$0] != nil }),
            let list = root[name], list.count == count
        else { return nil }
        self.root = root
        self.name = name
        var results = [JSONView?](repeating: nil, count: count)
        for (position, element) in list.elements.enumerated() {
            let index = element["index"].map { $0.int ?? -1 } ?? position
            guard results.indices.contains(index), results[index] == nil else { return nil }
            results[index] = element
        }
        self.results = results.compactMap { $0 }
    }

    /// The bodies that the calls would have had on their own; what was used is shared out by the bytes of their texts.
    func bodies(for packs: [PackedInputs]) -> [[UInt8]] {
        let total = max(1, packs.reduce(0) { $0 + $1.bytes })
        var (start, bytes) = (0, 0)
        return packs.map { pack in
            let range = start..<start + pack.texts.count
            let share = (bytes, bytes + pack.bytes, total)
            start = range.upperBound
            bytes += pack.bytes
            return body(range, share)
        }
    }

    private func body(_ range: Range<Int>, _ share: (from: Int, to: Int, of: Int)) -> [UInt8] {
        var writer = JSONWriter(reserving: range.reduce(256) { $0 + results[$1].raw.count })
        writer.object { object in
            for (key, value) in root.members {
                if key == name {
                    object.key(key)
                    object.array { list in
                        for (index, position) in range.enumerated() {
                            list.compact(results[position]) { key, _ in key == "index" ? .int(index) : nil }
                        }
                    }
                } else if key == "usage", value.kind == .object {
                    object.key(key)
                    object.object { Self.write(value, share, to: &$0) }
                } else {
                    object.member(key, raw: value.raw)
                }
            }
        }
        return writer.bytes
    }

    /// A part of each count, so that the parts of all calls are the whole.
    private static func write(_ usage: JSONView, _ share: (from: Int, to: Int, of: Int), to object: inout JSONWriter) {
        for (key, value) in usage.members {
            guard let count = value.int, count >= 0, count < 1 << 40, share.of < 1 << 20 else {
                object.member(key, raw: value.raw)
                continue
            }
            object.member(key, count * share.to / share.of - count * share.from / share.of)
        }
    }
}
