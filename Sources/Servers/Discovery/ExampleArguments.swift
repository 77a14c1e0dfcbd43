import Catalogue
import JSON

/// The fewest arguments that a tool takes, made up from its fields.
enum ExampleArguments {
    /// A JSON object on one line.
    static func of(_ signature: Signature) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { for field in shown(signature.fields) { write(field, to: &$0) } }
        return writer.bytes
    }

    /// What must be given; of what only one form of a body needs, the first.
    private static func shown(_ fields: [Field]) -> [Field] {
        let either = fields.first {
            $0.isRequired && !$0.traits.isDisjoint(with: [.jsonOnly, .multipartOnly])
        }
        return fields.filter { $0.isAsked || $0.name == either?.name }
    }

    private static func write(_ field: Field, to writer: inout JSONWriter) {
        writer.key(field.name)
        write(field.shape, named: field.name, to: &writer)
    }

    private static func write(_ shape: Shape, named name: String, to writer: inout JSONWriter) {
        switch shape {
        case .string(let values, _, let length): writer.string(values.first ?? text(name, length))
        case .integer(let bounds): writer.int(bounds.lower ?? min(1, bounds.upper ?? 1))
        case .number(let bounds): writer.double(bounds.lower ?? min(1, bounds.upper ?? 1))
        case .boolean: writer.bool(true)
        case .file: writer.string("/path/to/file")
        case .array(let element, let bounds):
            writer.array { for _ in 0..<max(1, bounds.lower ?? 1) { write(element, named: name, to: &$0) } }
        case .map(let value):
            writer.object {
                $0.key("key")
                write(value, named: "value", to: &$0)
            }
        case .object(let members): writer.object { for member in filled(members) { write(member, to: &$0) } }
        case .union(let shapes): write(shapes.first ?? .json, named: name, to: &writer)
        case .json: writer.object { _ in }
        }
    }

    /// What must be filled, and where that is only the choice of a kind, the first thing of that kind too.
    private static func filled(_ members: [Field]) -> [Field] {
        let required = members.filter(\.isRequired)
        guard !required.contains(where: { $0.shape.isFree }) else { return required }
        let content = members.first { !$0.isRequired && $0.isListed && $0.shape.isFree }
        return required + [content].compactMap { $0 }
    }

    /// `<file id>`, as short or long as it must be.
    private static func text(_ name: String, _ length: Bounds<Int>) -> String {
        var text = "<\(name.split { $0 == "_" || $0 == "-" }.joined(separator: " "))>"
        if let upper = length.upper { text = String(text.prefix(upper)) }
        if let lower = length.lower, text.count < lower {
            text += String(repeating: ".", count: lower - text.count)
        }
        return text
    }
}

extension Shape {
    /// Whether it says something of its own, and is not the choice among known values.
    fileprivate var isFree: Bool {
        switch self {
        case .string(let values, _, _): values.isEmpty
        case .boolean, .integer, .number: false
        default: true
        }
    }
}
