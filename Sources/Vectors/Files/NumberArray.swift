/// A JSON array of nothing but numbers.
enum NumberArray {
    /// Reads the array at a position and moves past it. Where it holds anything else nothing is moved or added.
    static func read(_ text: UnsafeBufferPointer<UInt8>, at position: inout Int, into numbers: inout [Float]) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: "[") else { return false }
        let before = numbers.count
        var cursor = position + 1
        while true {
            skipSpace(text, &cursor)
            guard let number = FloatParser.number(in: text, at: &cursor) else { break }
            numbers.append(number)
            skipSpace(text, &cursor)
            guard cursor < text.count else { break }
            let byte = text[cursor]
            cursor += 1
            if byte == UInt8(ascii: "]") {
                position = cursor
                return true
            }
            guard byte == UInt8(ascii: ",") else { break }
        }
        numbers.removeLast(numbers.count - before)
        return false
    }

    @inline(__always)
    private static func skipSpace(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
        while position < text.count {
            let byte = text[position]
            guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return }
            position += 1
        }
    }
}
