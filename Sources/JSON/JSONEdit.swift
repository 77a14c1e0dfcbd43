/// Changes to a JSON text that leave every byte alone which they do not concern.
extension JSONDocument {
    /// Why a place cannot be changed.
    public struct EditFailure: Error, Sendable, Equatable, CustomStringConvertible {
        public let description: String

        /// Creates a failure of one clause: what stands in the way.
        public init(description: String) { self.description = description }
    }

    /// The text with a value put where a pointer leads. Missing objects on the way are made; `-` is behind an array's end.
    public func setting(_ pointer: JSONPointer, to value: some Collection<UInt8>) throws(EditFailure) -> [UInt8] {
        var current = root
        for (depth, token) in pointer.tokens.enumerated() {
            if let next = current.child(token) {
                current = next
                continue
            }
            let rest = Array(pointer.tokens[(depth + 1)...])
            switch current.kind {
            case .object:
                var writer = JSONWriter()
                writer.object { $0.member(token, raw: Self.wrap(value, in: rest)) }
                return inserting(writer.bytes.dropFirst().dropLast(), atEndOf: current)
            case .array where token == "-":
                return inserting(Self.wrap(value, in: rest)[...], atEndOf: current)
            case .array:
                throw EditFailure(
                    description: "the array at '\(Self.place(pointer, depth))' has no element '\(token)'")
            default:
                throw EditFailure(
                    description: "there is no object or array at '\(Self.place(pointer, depth))' to put '\(token)' into"
                )
            }
        }
        return replacing(current.raw.startIndex..<current.raw.endIndex, with: value)
    }

    /// The text without the value that a pointer names; nil if there is none, or if it is the whole.
    public func removing(_ pointer: JSONPointer) -> [UInt8]? {
        guard let last = pointer.tokens.last,
            let parent = root.value(at: JSONPointer(tokens: pointer.tokens.dropLast())), parent.child(last) != nil
        else { return nil }
        var items: [Range<Int>] = []
        var gone: [Int] = []
        if parent.kind == .object {
            for (key, value) in parent.rawMembers {
                // Every member of that name: a look-up would find the one before the last.
                if key.string == last { gone.append(items.count) }
                items.append(key.raw.startIndex..<value.raw.endIndex)
            }
        } else {
            gone = [JSONPointer.position(last) ?? 0]
            items = parent.elements.map { $0.raw.startIndex..<$0.raw.endIndex }
        }
        let kept = items.indices.filter { !gone.contains($0) }.map { items[$0] }
        let content = kept.map { bytes[$0] }.joined(separator: [UInt8(ascii: ",")])
        return replacing(parent.raw.startIndex + 1..<parent.raw.endIndex - 1, with: Array(content))
    }

    private func inserting(_ item: ArraySlice<UInt8>, atEndOf container: JSONView) -> [UInt8] {
        let end = container.raw.endIndex - 1
        return replacing(end..<end, with: (container.count > 0 ? [UInt8(ascii: ",")] : []) + item)
    }

    private func replacing(_ range: Range<Int>, with value: some Collection<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count - range.count + value.count)
        output.append(contentsOf: bytes[..<range.lowerBound])
        output.append(contentsOf: value)
        output.append(contentsOf: bytes[range.upperBound...])
        return output
    }

    /// The value within objects of these names.
    private static func wrap(_ value: some Collection<UInt8>, in names: [String]) -> [UInt8] {
        names.reversed().reduce(Array(value)) { inner, name in
            var writer = JSONWriter(reserving: inner.count + 16)
            if name == "-" { writer.array { $0.raw(inner) } } else { writer.object { $0.member(name, raw: inner) } }
            return writer.bytes
        }
    }

    private static func place(_ pointer: JSONPointer, _ depth: Int) -> String {
        JSONPointer(tokens: Array(pointer.tokens[..<depth])).description
    }
}
