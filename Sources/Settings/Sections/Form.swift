import JSON
import Yams

/// How a part of the settings file is read and written, and how it is built: one description for all three.
struct Form<Value: Sendable>: Sendable {
    let shape: Shape
    /// nil where nothing usable is there, which has been reported.
    let read: @Sendable (Node, inout NodeReader) -> Value?
    let show: @Sendable (Value) -> Shown
}

extension Form {
    /// One value of a kind.
    static func value(_ kind: Kind<Value>, isSecret: Bool = false) -> Form {
        let shape = Shape.value(
            placeholder: kind.placeholder, allowed: kind.allowed, kind.form, isSecret: isSecret)
        return Form(
            shape: shape,
            read: { node, reader in
                guard case .scalar(let scalar) = node else { return reader.refuse(node, expecting: shape) }
                let text = scalar.string.trimmed
                guard !node.isEmpty else { return reader.fail(node, "expects \(kind.allowed) and is empty") }
                do throws(Refusal) {
                    return try reader.parse(text, kind, isSecret: isSecret, at: node)
                } catch {
                    return reader.fail(node, "\(isSecret ? "the value (not shown)" : quoted(text)) \(error.reason)")
                }
            },
            show: { .value(kind.write($0), kind.form) })
    }

    /// A list of parts. A plain value may stand without the list around it.
    static func list<Item>(_ item: Form<Item>) -> Form where Value == [Item] {
        let shape = Shape.list(item.shape)
        return Form(
            shape: shape,
            read: { node, reader in
                if case .scalar = node, item.shape.isValue {
                    return reader.within("[0]", node) { item.read(node, &$0) }.map { [$0] }
                }
                guard case .sequence(let nodes) = node else { return reader.refuse(node, expecting: shape) }
                return nodes.enumerated().compactMap { index, node in
                    reader.within("[\(index)]", node) { item.read(node, &$0) }
                }
            },
            show: { .list($0.map(item.show)) })
    }

    /// Names that the operator chooses, with a part each.
    static func map<Item>(_ item: Form<Item>) -> Form where Value == [String: Item] {
        let shape = Shape.map(item.shape)
        return Form(
            shape: shape,
            read: { node, reader in
                guard case .mapping(let members) = node else { return reader.refuse(node, expecting: shape) }
                var values: [String: Item] = [:]
                for (key, node) in members {
                    guard let name = key.scalar?.string.trimmed, !name.isEmpty else {
                        reader.report(key, "expects a name here")
                        continue
                    }
                    values[name] = reader.within(".\(name)", node) { item.read(node, &$0) }
                }
                return values
            },
            show: { values in
                .group(values.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: item.show($0.value)) })
            })
    }
}

extension Form where Value == JSONValue {
    /// Anything that JSON has.
    static let json = Form(
        shape: .json,
        read: { node, reader in
            JSONValue(node) ?? reader.fail(node, "expects what JSON has: no aliases, no keys but text")
        },
        show: { .json($0) })
}

extension JSONValue {
    /// A node of YAML by the rules of its core schema (YAML 1.2.2, section 10.3.2); nil for what JSON lacks.
    init?(_ node: Node) {
        switch node {
        case .scalar(let scalar):
            guard scalar.style == .plain else {
                self = .string(scalar.string)
                return
            }
            switch scalar.string {
            case "", "~", "null", "Null", "NULL": self = .null
            case "true", "True", "TRUE": self = .bool(true)
            case "false", "False", "FALSE": self = .bool(false)
            case let text:
                let number = try? JSONDocument(text).root
                self = number?.kind == .number ? .number(text) : .string(text)
            }
        case .sequence(let nodes):
            let values = nodes.compactMap { JSONValue($0) }
            guard values.count == nodes.count else { return nil }
            self = .array(values)
        case .mapping(let pairs):
            let members = pairs.compactMap { key, node in
                key.scalar.flatMap { name in JSONValue(node).map { JSONValue.Member(name.string, $0) } }
            }
            guard members.count == pairs.count else { return nil }
            self = .object(members)
        case .alias: return nil
        }
    }
}
