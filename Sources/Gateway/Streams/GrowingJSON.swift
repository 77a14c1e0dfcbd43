import JSON

/// A JSON value that pieces are added to, as the chunks of a stream bring them.
///
/// Strings grow in their escaped form, so that no piece is decoded and encoded again.
final class GrowingJSON {
    private enum Content {
        /// A string without its quotes.
        case text([UInt8])
        /// A number, a boolean, `null`, or an array that is replaced whole.
        case raw([UInt8])
        case object([(key: String, value: GrowingJSON)])
        case array([GrowingJSON])
    }

    private var content = Content.raw(Array("null".utf8))

    /// Members that name a thing rather than being a piece of its text; a later one replaces an earlier one.
    private static let names: Set<String> = ["id", "type", "role", "name", "index"]

    /// Adds a piece: text is appended, members are merged, elements with an `index` are merged with their like and
    /// others appended; anything else is replaced. `null` adds nothing.
    func add(_ piece: JSONView, as key: String = "") {
        switch piece.kind {
        case .null: break
        case .bool, .number: content = .raw(Array(piece.raw))
        case .string: add(text: piece.raw.dropFirst().dropLast(), replacing: Self.names.contains(key))
        case .object:
            if case .object = content {} else { content = .object([]) }
            for (key, value) in piece.members { member(key).add(value, as: key) }
        case .array:
            if case .array = content {} else { content = .array([]) }
            for element in piece.elements { self.element(element["index"]?.int).add(element) }
        }
    }

    /// The member with this key, made if there is none; what was no object becomes one.
    func member(_ key: String) -> GrowingJSON {
        guard case .object(let members) = content else {
            let value = GrowingJSON()
            content = .object([(key, value)])
            return value
        }
        if let known = members.first(where: { $0.key == key }) { return known.value }
        let value = GrowingJSON()
        content = .raw([])
        content = .object(members + [(key, value)])
        return value
    }

    /// The element with this `index`, or a new one.
    private func element(_ index: Int?) -> GrowingJSON {
        guard case .array(var elements) = content else {
            content = .array([])
            return element(index)
        }
        if let index, let known = elements.first(where: { $0.index == index }) { return known }
        let value = GrowingJSON()
        content = .raw([])
        elements.append(value)
        content = .array(elements)
        return value
    }

    private var index: Int? {
        guard case .object(let members) = content, let found = members.first(where: { $0.key == "index" }),
            case .raw(let spelling) = found.value.content
        else { return nil }
        return Int(String(decoding: spelling, as: UTF8.self))
    }

    private func add(text piece: ArraySlice<UInt8>, replacing: Bool) {
        guard case .text(var bytes) = content, !replacing else {
            // An empty name does not erase one that an earlier chunk gave.
            if case .text = content, piece.isEmpty { return }
            content = .text(Array(piece))
            return
        }
        // Taken out first, so that the bytes are not copied for having two owners.
        content = .raw([])
        bytes.append(contentsOf: piece)
        content = .text(bytes)
    }

    /// Whether an object has a member with this key; none is made of `null`.
    func has(_ key: String) -> Bool { members.contains { $0.key == key } }

    /// The members of an object, in the order in which they came first.
    var members: [(key: String, value: GrowingJSON)] {
        if case .object(let members) = content { return members }
        return []
    }

    /// Writes the value; `index`, which only orders pieces, is left out of the elements of arrays.
    func write(to writer: inout JSONWriter, isElement: Bool = false) {
        switch content {
        case .raw(let json): writer.raw(json)
        case .text(let bytes): writer.raw([UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")])
        case .object(let members):
            writer.object {
                for (key, value) in members where !(isElement && key == "index") {
                    $0.key(key)
                    value.write(to: &$0)
                }
            }
        case .array(let elements): writer.array { for element in elements { element.write(to: &$0, isElement: true) } }
        }
    }
}
