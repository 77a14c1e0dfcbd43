/// The beginning of a text that is too long to be shown; nothing of what is no text.
struct TextPreview {
    let text: String
    let isWhole: Bool

    /// - Parameters:
    ///   - head: the first bytes of the text, or all.
    ///   - size: how many bytes the whole has.
    ///   - limit: bytes that are shown.
    init?(of head: [UInt8], size: Int, limit: Int = 2_000) {
        var end = min(limit, head.count)
        // Not in the middle of a character.
        while end > 0, end < head.count, head[end] & 0xC0 == 0x80 { end -= 1 }
        let shown = head[..<end]
        guard !shown.contains(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }),
            let text = String(validating: shown, as: UTF8.self)
        else { return nil }
        self.text = text
        isWhole = end == size
    }
}

extension String {
    /// The first characters that take up no more than this many bytes; none of them is cut, unless it is the only one.
    ///
    /// - Parameter cost: bytes that a scalar takes up; its UTF-8 where nothing else is said.
    func beginning(_ limit: Int, cost: (Unicode.Scalar) -> Int = { UTF8.width($0) }) -> Substring {
        var end = startIndex
        var size = 0
        while end < endIndex {
            let next = index(after: end)
            size += self[end..<next].unicodeScalars.reduce(0) { $0 + cost($1) }
            guard size <= limit else { break }
            end = next
        }
        guard end == startIndex else { return self[..<end] }
        // Marks can be heaped on one letter without end.
        size = 0
        for place in unicodeScalars.indices {
            size += cost(unicodeScalars[place])
            guard size <= limit else { return self[..<place] }
        }
        return self[...]
    }
}
