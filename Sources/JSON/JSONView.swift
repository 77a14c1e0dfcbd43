/// One value inside a ``JSONDocument``: a window, not a copy.
public struct JSONView: Sendable {
    let tape: JSONTape
    let index: Int

    var entry: TapeEntry { tape.entries[index] }

    // MARK: What it is

    /// The type of the value.
    public var kind: JSONKind { entry.kind }

    /// Whether the value is `null`.
    public var isNull: Bool { kind == .null }

    /// Where the value begins, in bytes from the start of the document.
    public var offset: Int { Int(entry.start) }

    /// The bytes of the value exactly as they came.
    public var raw: ArraySlice<UInt8> { tape.bytes[Int(entry.start)..<Int(entry.end)] }

    /// Elements of an array or members of an object; 0 for anything else.
    public var count: Int { Int(entry.count) }

    // MARK: Scalars

    /// The value of a string, or nil.
    public var string: String? {
        guard kind == .string else { return nil }
        return entry.escaped
            ? String(decoding: unescaped(raw.dropFirst().dropLast()), as: UTF8.self)
            : String(decoding: raw.dropFirst().dropLast(), as: UTF8.self)
    }

    /// Calls `body` with the bytes of a string, escapes decoded, and whether there were any; nil for anything else.
    ///
    /// Nothing is copied where there is no escape.
    public func withText<Result>(
        _ body: (_ text: UnsafeBufferPointer<UInt8>, _ wasEscaped: Bool) throws -> Result?
    ) rethrows -> Result? {
        guard kind == .string else { return nil }
        let content = raw.dropFirst().dropLast()
        guard entry.escaped else { return try content.withUnsafeBufferPointer { try body($0, false) } }
        return try unescaped(content).withUnsafeBufferPointer { try body($0, true) }
    }

    /// The value of a boolean, or nil.
    public var bool: Bool? { kind == .bool ? raw.first == UInt8(ascii: "t") : nil }

    /// The value of a number that is whole and fits, or nil. `1e3` and `2.0` count as whole.
    public var int: Int? {
        guard let spelling = number else { return nil }
        if let exact = Int(spelling) { return exact }
        guard let double = Double(spelling), double.magnitude < 9_007_199_254_740_992 else { return nil }
        return Int(exactly: double)
    }

    /// The nearest double to a number, or nil.
    public var double: Double? { number.flatMap { Double($0) } }

    /// The spelling of a number, or nil.
    public var number: String? { kind == .number ? String(decoding: raw, as: UTF8.self) : nil }

    // MARK: Containers

    /// The value of the last member with this key, or nil.
    public subscript(key: String) -> JSONView? {
        guard kind == .object else { return nil }
        var key = key
        return key.withUTF8 { wanted in
            var found: JSONView?
            var cursor = index + 1
            let end = Int(entry.next)
            while cursor < end {
                let name = tape.entries[cursor]
                let value = cursor + 1
                if matches(name, wanted) { found = JSONView(tape: tape, index: value) }
                cursor = Int(tape.entries[value].next)
            }
            return found
        }
    }

    /// The element at this position of an array, or nil.
    public subscript(position: Int) -> JSONView? {
        guard kind == .array, position >= 0, position < count else { return nil }
        var cursor = index + 1
        for _ in 0..<position { cursor = Int(tape.entries[cursor].next) }
        return JSONView(tape: tape, index: cursor)
    }

    /// The elements of an array in order; none for anything else.
    public var elements: JSONElements { JSONElements(of: self, kind: .array) }

    /// The members of an object in order; none for anything else.
    public var members: JSONMembers { JSONMembers(of: self) }

    private func matches(_ name: TapeEntry, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(name.start) + 1
        let length = Int(name.end) - 1 - start
        if name.escaped {
            return unescaped(tape.bytes[start..<start + length]).elementsEqual(wanted)
        }
        guard length == wanted.count else { return false }
        return tape.bytes.withUnsafeBufferPointer { text in
            for offset in 0..<length where text[start + offset] != wanted[offset] { return false }
            return true
        }
    }
}

/// The elements of an array.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
    private let tape: JSONTape
    private var cursor: Int
    private let end: Int

    init(of view: JSONView, kind: JSONKind) {
        tape = view.tape
        cursor = view.index + 1
        end = view.kind == kind ? Int(view.entry.next) : cursor
    }

    /// The next element.
    public mutating func next() -> JSONView? {
        guard cursor < end else { return nil }
        defer { cursor = Int(tape.entries[cursor].next) }
        return JSONView(tape: tape, index: cursor)
    }
}

/// The members of an object.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    private var inner: JSONElements

    init(of view: JSONView) { inner = JSONElements(of: view, kind: .object) }

    /// The next member.
    public mutating func next() -> (key: String, value: JSONView)? {
        guard let key = inner.next(), let value = inner.next(), let name = key.string else { return nil }
        return (name, value)
    }
}

/// Decodes the escapes of a string that the parser has checked.
func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    text.withUnsafeBufferPointer { text in
        var position = 0
        while position < text.count {
            var end = position
            while end < text.count, text[end] != UInt8(ascii: "\\") { end += 1 }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[position..<end]))
            position = end
            guard position < text.count else { return }
            switch text[position + 1] {
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "u"):
                var scalar = UInt32(hexUnit(text, at: position + 2) ?? 0xFFFD)
                if (0xD800...0xDBFF).contains(scalar) {
                    let low = UInt32(hexUnit(text, at: position + 8) ?? 0xDC00)
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                    position += 6
                }
                output.append(contentsOf: String(UnicodeScalar(scalar) ?? "\u{FFFD}").utf8)
                position += 4
            case let plain: output.append(plain)
            }
            position += 2
        }
    }
    return output
}
