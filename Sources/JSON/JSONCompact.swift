extension JSONWriter {
    /// Writes a view without white space and without members that are `null`; strings and numbers keep their spelling.
    ///
    /// - Parameter replace: a value for a member or element to stand in place of the one that came; nil keeps it.
    public mutating func compact(_ view: JSONView, replace: ((_ key: String, JSONView) -> JSONValue?)? = nil) {
        guard let replace else { return raw(view.compact) }
        switch view.kind {
        case .object: object { $0.compactMembers(of: view, replace: replace) }
        case .array: array { list in for element in view.elements { list.compact(element, replace: replace) } }
        default: raw(view.raw)
        }
    }

    /// Writes the members of a view into the object that is open.
    public mutating func compactMembers(
        of view: JSONView, replace: ((_ key: String, JSONView) -> JSONValue?)? = nil
    ) {
        for (key, value) in view.rawMembers where value.kind != .null {
            rawKey(key.raw)
            if let replace, let replacement = replace(key.string ?? "", value) {
                self.value(replacement)
            } else {
                compact(value, replace: replace)
            }
        }
    }
}

extension JSONView {
    /// The value as compact JSON without members that are `null`.
    public var compact: [UInt8] {
        tape.bytes.withUnsafeBufferPointer { bytes in
            tape.entries.withUnsafeBufferPointer { entries in
                var copy = CompactCopy(bytes: bytes, entries: entries, reserving: raw.count)
                copy.value(at: index)
                return copy.output
            }
        }
    }

    /// Members with their keys undecoded.
    public var rawMembers: JSONRawMembers { JSONRawMembers(inner: JSONElements(of: self, kind: .object)) }
}

/// The members of an object as views.
public struct JSONRawMembers: Sequence, IteratorProtocol {
    var inner: JSONElements

    /// The next member.
    public mutating func next() -> (key: JSONView, value: JSONView)? {
        guard let key = inner.next(), let value = inner.next() else { return nil }
        return (key, value)
    }
}

/// Copies a value along its tape.
private struct CompactCopy {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let entries: UnsafeBufferPointer<TapeEntry>
    private(set) var output: [UInt8] = []

    init(bytes: UnsafeBufferPointer<UInt8>, entries: UnsafeBufferPointer<TapeEntry>, reserving capacity: Int) {
        self.bytes = bytes
        self.entries = entries
        output.reserveCapacity(capacity)
    }

    mutating func value(at index: Int) {
        let entry = entries[index]
        switch entry.kind {
        case .object: members(from: index + 1, to: Int(entry.next))
        case .array: elements(from: index + 1, to: Int(entry.next))
        default: copy(entry)
        }
    }

    private mutating func members(from start: Int, to end: Int) {
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        var cursor = start
        while cursor < end {
            let value = cursor + 1
            if entries[value].kind != .null {
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                copy(entries[cursor])
                output.append(UInt8(ascii: ":"))
                self.value(at: value)
            }
            cursor = Int(entries[value].next)
        }
        output.append(UInt8(ascii: "}"))
    }

    private mutating func elements(from start: Int, to end: Int) {
        output.append(UInt8(ascii: "["))
        var cursor = start
        while cursor < end {
            if cursor > start { output.append(UInt8(ascii: ",")) }
            value(at: cursor)
            cursor = Int(entries[cursor].next)
        }
        output.append(UInt8(ascii: "]"))
    }

    private mutating func copy(_ entry: TapeEntry) {
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)]))
    }
}
