import JSON

/// Parts of an answer chosen by path: `data.id` is the id of each element of `data`.
struct FieldSelection: Sendable {
    private indirect enum Node: Sendable {
        case whole
        case members([String: Node])
    }

    private var root: [String: Node] = [:]

    /// Creates a selection; nil where no path is given, so that all is kept.
    init?(_ paths: JSONView?) {
        let texts = paths?.elements.compactMap(\.string).filter { !$0.isEmpty } ?? []
        guard !texts.isEmpty else { return nil }
        for text in texts {
            // Positions of a list are all of them: `data[].id` and `data.0.id` mean `data.id`.
            let steps = text.replacing("[]", with: "").split(separator: ".").filter { Int($0) == nil && $0 != "*" }
            Self.add(steps[...], to: &root)
        }
    }

    private static func add(_ steps: ArraySlice<Substring>, to members: inout [String: Node]) {
        guard let first = steps.first.map(String.init) else { return }
        if steps.count == 1 {
            members[first] = .whole
            return
        }
        switch members[first] {
        case .whole: return
        case .members(var inner):
            add(steps.dropFirst(), to: &inner)
            members[first] = .members(inner)
        case nil:
            var inner: [String: Node] = [:]
            add(steps.dropFirst(), to: &inner)
            members[first] = .members(inner)
        }
    }

    /// What is always kept: without it the next page cannot be asked for.
    private static let kept: Set<String> = ["has_more", "next", "next_page", "last_id"]

    /// Members of an object that are selected, each written compactly.
    func write(_ body: JSONView, to writer: inout JSONWriter) {
        for (key, value) in body.members where !value.isNull {
            if let node = root[key] {
                writer.key(key)
                Self.write(value, node, to: &writer)
            } else if Self.kept.contains(key) {
                writer.member(key, raw: value.compact)
            }
        }
    }

    private static func write(_ value: JSONView, _ node: Node, to writer: inout JSONWriter) {
        guard case .members(let members) = node else { return writer.compact(value) }
        switch value.kind {
        case .array:
            writer.array { list in for element in value.elements { write(element, node, to: &list) } }
        case .object:
            writer.object { object in
                for (key, inner) in value.members where !inner.isNull {
                    guard let node = members[key] else { continue }
                    object.key(key)
                    write(inner, node, to: &object)
                }
            }
        default: writer.compact(value)
        }
    }
}
