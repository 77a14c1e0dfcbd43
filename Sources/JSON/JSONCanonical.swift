extension JSONView {
    /// The value in one spelling of many: no white space, members in the order of their names, escapes only where they
    /// must be. Numbers keep their spelling, and of equal names each keeps its place.
    public var canonical: [UInt8] {
        var writer = JSONWriter(reserving: raw.count)
        writer.canonical(self)
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func canonical(_ view: JSONView) {
        switch view.kind {
        case .object:
            let members = view.members.map { $0 }
                .enumerated().sorted { left, right in
                    let (one, other) = (left.element.key.utf8, right.element.key.utf8)
                    return one.elementsEqual(other) ? left.offset < right.offset : one.lexicographicallyPrecedes(other)
                }
            object { object in
                for (_, member) in members {
                    object.key(member.key)
                    object.canonical(member.value)
                }
            }
        case .array: array { list in for element in view.elements { list.canonical(element) } }
        case .string: view.entry.escaped ? string(view.string ?? "") : raw(view.raw)
        default: raw(view.raw)
        }
    }
}
