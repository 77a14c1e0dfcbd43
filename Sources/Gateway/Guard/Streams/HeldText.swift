import JSON

/// A text that comes in pieces: what is decided goes on at once, and only what could be the beginning of a finding, or of
/// a placeholder, waits for the next piece.
struct HeldText: Sendable {
    /// Bytes that went out already and are still looked at from behind.
    private static let lookBehind = 4

    /// The end of what went out, then what waits.
    private var buffer: [UInt8] = []
    private var sent = 0
    /// Where the last finding ended.
    private var floor = 0

    /// Whether nothing waits.
    var isEmpty: Bool { buffer.count == sent }

    /// Takes the next piece and returns what can go on, redacted and with placeholders filled.
    ///
    /// - Parameter isLast: whether nothing more comes, so that nothing waits.
    mutating func take(
        _ piece: UnsafeBufferPointer<UInt8>, isLast: Bool, _ inspector: inout TextInspector, isJSON: Bool = false,
        place: () -> String
    ) -> [UInt8] {
        buffer.append(contentsOf: piece)
        return buffer.withUnsafeBufferPointer { text in
            var findings: [Finding] = []
            var decided = inspector.scanner.scan(
                ScannedText(bytes: text, isFinal: isLast), from: sent, floor: floor
            ) { findings.append($0) }
            let filled = inspector.fillings(in: text)
            if !isLast {
                decided = min(decided, max(inspector.openTail(of: text), sent))
                // A placeholder that is whole is not cut in two.
                for place in filled where place.range.lowerBound < decided && place.range.upperBound > decided {
                    decided = max(place.range.lowerBound, sent)
                }
            }
            let edits = inspector.edits(for: findings.filter { $0.range.upperBound <= decided }, in: text, place: place)
            let fills = filled.filter { $0.range.lowerBound >= sent && $0.range.upperBound <= decided }
                .map { (range: $0.range, value: isJSON ? Self.escaped($0.value) : $0.value) }
            let output = output(text, to: decided, (edits + fills).sorted { $0.range.lowerBound < $1.range.lowerBound })
            keep(text, from: decided, lastEnd: findings.last?.range.upperBound)
            return output
        }
    }

    private func output(
        _ text: UnsafeBufferPointer<UInt8>, to end: Int, _ edits: [(range: Range<Int>, value: [UInt8])]
    ) -> [UInt8] {
        let moved = edits.map { (max($0.range.lowerBound, sent) - sent..<$0.range.upperBound - sent, $0.value) }
        return TextInspector.apply(moved, to: UnsafeBufferPointer(rebasing: text[sent..<end]))
    }

    private mutating func keep(_ text: UnsafeBufferPointer<UInt8>, from decided: Int, lastEnd: Int?) {
        let start = max(0, decided - Self.lookBehind)
        floor = max(0, (lastEnd ?? floor) - start)
        sent = decided - start
        buffer = Array(text[start...])
    }

    /// As it stands in a JSON string.
    private static func escaped(_ value: [UInt8]) -> [UInt8] {
        Array(JSONValue.string(String(decoding: value, as: UTF8.self)).encoded.dropFirst().dropLast())
    }
}
