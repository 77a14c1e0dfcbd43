import Catalogue
import JSON

/// An OpenAPI 3.0 or 3.1 file: the specification itself.
public struct OpenAPIFile: Sendable {
    private let root: JSONView

    /// Opens a file.
    public init(_ bytes: [UInt8]) throws(JSONError) {
        root = try JSONDocument(bytes).root
    }

    /// Every operation of the file. What a call does to the account is not said there.
    public var operations: [OperationFacts] {
        guard let paths = root["paths"] else { return [] }
        return paths.members.flatMap { path, item in
            Self.methods.compactMap { method in
                item[method.lowercased()].map { operation("\(method) \(path)", $0, shared: item["parameters"]) }
            }
        }
    }

    private static let methods = ["GET", "POST", "DELETE"]

    private func operation(_ key: String, _ view: JSONView, shared: JSONView?) -> OperationFacts {
        let schemas = OpenAPISchemas(root)
        let parameters = [shared, view["parameters"]].compactMap { $0 }.flatMap(\.elements).map(schemas.resolve)
        var fields = parameters.compactMap { parameter(schemas, $0) }
        var bodies: Set<BodyForm> = []
        var members: [FieldFacts] = []
        if let content = view["requestBody"].map(schemas.resolve)?["content"] {
            let forms = content.members.compactMap { type, media in
                BodyForm(rawValue: type).flatMap { form in media["schema"].map { (form, $0) } }
            }
            bodies = Set(forms.map(\.0))
            for (form, schema) in forms {
                members = merge(members, schemas.members(of: schema), form: form, isDivided: forms.count > 1)
            }
        }
        fields += members
        return OperationFacts(
            key: key, fields: fields, effect: nil, bodies: bodies, isDeprecated: view["deprecated"]?.bool ?? false)
    }

    private func parameter(_ schemas: OpenAPISchemas, _ view: JSONView) -> FieldFacts? {
        guard let name = view["name"]?.string, let place = view["in"]?.string,
            let location = Endpoint.Location(rawValue: place)
        else { return nil }
        var field = FieldFacts(name, location)
        if let schema = view["schema"] { schemas.describe(schema, into: &field) }
        field.isRequired = view["required"]?.bool ?? false
        field.isDeprecated = field.isDeprecated || view["deprecated"]?.bool ?? false
        return field
    }

    /// Joins the forms of a body: a field that both have gets the wider rules, one that only one has says so.
    private func merge(
        _ known: [FieldFacts], _ more: [FieldFacts], form: BodyForm, isDivided: Bool
    ) -> [FieldFacts] {
        var merged = known
        for var field in more {
            if isDivided { field.forms = [form] }
            if let position = merged.firstIndex(where: { $0.name == field.name }) {
                merged[position].widen(by: field)
            } else {
                merged.append(field)
            }
        }
        return merged
    }
}

extension FieldFacts {
    fileprivate mutating func widen(by other: FieldFacts) {
        type = type.union(other.type)
        isRequired = isRequired && other.isRequired
        isNullable = isNullable || other.isNullable
        isOpen = isOpen || other.isOpen
        values.formUnion(other.values)
        range = range.widened(by: other.range)
        length = length.widened(by: other.length)
        count = count.widened(by: other.count)
        defaultValue = defaultValue ?? other.defaultValue
        forms = []
    }
}

extension Bounds {
    fileprivate func widened(by other: Bounds) -> Bounds {
        let lower: Value? = if let one = lower, let two = other.lower { min(one, two) } else { nil }
        let upper: Value? = if let one = upper, let two = other.upper { max(one, two) } else { nil }
        return Bounds(lower, upper)
    }
}
