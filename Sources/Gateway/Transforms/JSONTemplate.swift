import JSON

/// A JSON value whose strings may hold placeholders (see ``TextTemplate``).
///
/// A string that is one placeholder and nothing else becomes the value itself, whatever its type; where there is none, the
/// member or element is left out.
public struct JSONTemplate: Sendable {
    private indirect enum Node: Sendable {
        case fixed([UInt8])
        case text(TextTemplate)
        case object([(key: String, value: Node)])
        case array([Node])
    }

    private let root: Node

    /// Reads the templates in a value.
    public init(_ value: JSONValue) throws(TextTemplate.Fault) { root = try Self.node(value) }

    private static func node(_ value: JSONValue) throws(TextTemplate.Fault) -> Node {
        switch value {
        case .string(let source):
            let template = try TextTemplate(source)
            guard !template.pointers.isEmpty else {
                // Without a placeholder only escapes can differ from what was written.
                var text = ""
                for case .text(let plain) in template.parts { text += plain }
                return .fixed(JSONValue.string(text).encoded)
            }
            return .text(template)
        case .object(let members):
            var nodes: [(key: String, value: Node)] = []
            for member in members { nodes.append((member.key, try node(member.value))) }
            return .object(nodes)
        case .array(let elements):
            var nodes: [Node] = []
            for element in elements { nodes.append(try node(element)) }
            return .array(nodes)
        default: return .fixed(value.encoded)
        }
    }

    /// Where its placeholders point.
    public var pointers: [JSONPointer] { Self.pointers(root) }

    private static func pointers(_ node: Node) -> [JSONPointer] {
        switch node {
        case .fixed: []
        case .text(let template): template.pointers
        case .object(let members): members.flatMap { pointers($0.value) }
        case .array(let elements): elements.flatMap(pointers)
        }
    }

    /// The JSON for a value.
    public func json(for value: JSONView) throws(TextTemplate.Missing) -> [UInt8] {
        try Self.json(root, value) ?? Array("null".utf8)
    }

    /// nil where a single placeholder has no value.
    private static func json(_ node: Node, _ root: JSONView) throws(TextTemplate.Missing) -> [UInt8]? {
        switch node {
        case .fixed(let bytes): return bytes
        case .text(let template):
            guard let (pointer, instead) = template.wholeValue else {
                return JSONValue.string(try template.text(for: root)).encoded
            }
            if let value = root.value(at: pointer), !value.isNull { return Array(value.raw) }
            return instead.map { JSONValue.string($0).encoded }
        case .object(let members):
            var made: [(String, [UInt8])] = []
            for member in members {
                if let value = try json(member.value, root) { made.append((member.key, value)) }
            }
            var writer = JSONWriter()
            writer.object { for (key, value) in made { $0.member(key, raw: value) } }
            return writer.bytes
        case .array(let elements):
            var made: [[UInt8]] = []
            for element in elements { if let value = try json(element, root) { made.append(value) } }
            var writer = JSONWriter()
            writer.array { for value in made { $0.raw(value) } }
            return writer.bytes
        }
    }
}
