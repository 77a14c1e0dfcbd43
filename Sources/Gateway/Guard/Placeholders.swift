/// What stands in a text for what was taken out; of one call.
///
/// Reversibly, equal values get equal placeholders, so that a model can still tell one address from another.
struct Placeholders: Sendable {
    private let isReversible: Bool
    private var entries: [(placeholder: [UInt8], value: [UInt8])] = []
    private var known: [Entry: Int] = [:]
    private var counts: [FindingKind: Int] = [:]

    private struct Entry: Hashable {
        let kind: FindingKind
        let value: [UInt8]
    }

    /// - Parameter isReversible: whether the values are kept, to be put back into the answer.
    init(isReversible: Bool) { self.isReversible = isReversible }

    /// Whether there is nothing to put back.
    var isEmpty: Bool { entries.isEmpty }

    /// The placeholder of a value: `<email-1>`, or `[email]` where it is for good.
    mutating func placeholder(for value: [UInt8], _ kind: FindingKind) -> [UInt8] {
        guard isReversible else { return Self.lasting(kind) }
        let entry = Entry(kind: kind, value: value)
        if let position = known[entry] { return entries[position].placeholder }
        counts[kind, default: 0] += 1
        let placeholder = Array("<\(kind.rawValue)-\(counts[kind] ?? 1)>".utf8)
        known[entry] = entries.count
        entries.append((placeholder, value))
        return placeholder
    }

    /// What stands for something that is not put back.
    static func lasting(_ kind: FindingKind) -> [UInt8] { Array("[\(kind.rawValue)]".utf8) }

    /// Where placeholders stand in a text, in order, with what they stand for.
    func places(in text: UnsafeBufferPointer<UInt8>) -> [(range: Range<Int>, value: [UInt8])] {
        guard !entries.isEmpty else { return [] }
        var places: [(range: Range<Int>, value: [UInt8])] = []
        var position = 0
        while position < text.count {
            if text[position] == UInt8(ascii: "<"),
                let entry = entries.first(where: { text[position...].starts(with: $0.placeholder) })
            {
                places.append((position..<position + entry.placeholder.count, entry.value))
                position += entry.placeholder.count
            } else {
                position += 1
            }
        }
        return places
    }

    /// Where the end of a text begins that could be the beginning of a placeholder.
    func openTail(of text: UnsafeBufferPointer<UInt8>) -> Int {
        let longest = entries.reduce(0) { max($0, $1.placeholder.count) }
        var start = text.count
        while start > 0, text.count - start < longest {
            start -= 1
            guard text[start] == UInt8(ascii: "<") else { continue }
            let end = text[start...]
            if entries.contains(where: { $0.placeholder.count > end.count && $0.placeholder.starts(with: end) }) {
                return start
            }
        }
        return text.count
    }
}
