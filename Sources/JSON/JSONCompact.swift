extension JSONWriter {
    /// Writes a view without white space and without members that are `null`; strings and numbers keep their spelling.
    ///
    /// - Parameter replace: a value for a member or element to stand in place of the one that came; nil keeps it.
    public mutating func compact(_ view: JSONView, replace: ((_ key: String, JSONView) -> JSONValue?)? = nil) {
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
        var writer = JSONWriter(reserving: raw.count)
        writer.compact(self)
        return writer.bytes
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
