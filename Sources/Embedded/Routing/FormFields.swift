import JSON

/// Fields of a form as JSON: `a[b]` is the member `b` of `a`, and `a[]` an element of it.
enum FormFields {
    /// The object of all fields. A field named in `typed` is read as JSON where it is some, any other as text.
    static func object(of parts: [FormPart], typed: Set<String>) -> JSONValue {
        var object = JSONValue.object([])
        for part in parts {
            let json = typed.contains(part.name) ? try? JSONDocument(part.content) : nil
            let value = json.map { JSONValue($0.root) } ?? .string(String(decoding: part.content, as: UTF8.self))
            object = put(value, at: path(part.name)[...], into: object)
        }
        return object
    }

    /// The steps that a name describes. What is no such name is one step, and so is one too deep to mean anything.
    private static func path(_ name: String) -> [String] {
        guard name.hasSuffix("]"), let bracket = name.firstIndex(of: "["), bracket > name.startIndex else {
            return [name]
        }
        let steps = name[name.index(after: bracket)...].dropLast().split(
            separator: "][", omittingEmptySubsequences: false)
        return steps.count <= 4 ? [String(name[..<bracket])] + steps.map { String($0) } : [name]
    }

    private static func put(_ value: JSONValue, at path: ArraySlice<String>, into old: JSONValue?) -> JSONValue {
        guard let step = path.first else { return value }
        let rest = path.dropFirst()
        if step.isEmpty {
            guard case .array(let elements)? = old else { return .array([put(value, at: rest, into: nil)]) }
            return .array(elements + [put(value, at: rest, into: nil)])
        }
        guard case .object(var members)? = old else { return .object([.init(step, put(value, at: rest, into: nil))]) }
        if let position = members.firstIndex(where: { $0.key == step }) {
            members[position].value = put(value, at: rest, into: members[position].value)
        } else {
            members.append(.init(step, put(value, at: rest, into: nil)))
        }
        return .object(members)
    }
}
