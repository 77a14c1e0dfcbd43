import Catalogue
import JSON

extension Endpoint {
    /// What this entry says: one operation, or two where a variant is folded into it.
    public var facts: [OperationFacts] {
        let fields = fields.filter { !$0.traits.contains(.local) }
        let all = operation(fields, path: path)
        if let twin = PathFold.all.first(where: { $0.preferred == path && $0.method == method }) {
            return [all, operation(fields, path: twin.other)]
        }
        guard let fold else { return [all] }
        let folded = fold.fields + [fold.header]
        return [
            operation(fields.filter { !folded.contains($0.name) }, path: path),
            operation(fields, path: path + fold.pathSuffix),
        ]
    }

    private func operation(_ fields: [Field], path: String) -> OperationFacts {
        var isDeprecated = false
        if case .deprecated = lifecycle { isDeprecated = true }
        let hasBody = fields.contains { location(of: $0) == .body }
        return OperationFacts(
            key: "\(method.rawValue) \(path)",
            fields: fields.map { FieldFacts($0, location(of: $0), isDividedBody: encoding == .multipartOrJSON) },
            effect: EffectFacts(isReadOnly: isReadOnly, isDestructive: isDestructive, isIdempotent: isIdempotent),
            bodies: hasBody ? encoding.forms : [],
            isDeprecated: isDeprecated, authority: key, beta: beta ?? "")
    }
}

extension Endpoint.Encoding {
    var forms: Set<BodyForm> {
        switch self {
        case .json: [.json]
        case .multipart: [.multipart]
        case .multipartOrJSON: [.json, .multipart]
        }
    }
}

extension FieldFacts {
    init(_ field: Field, _ location: Endpoint.Location, isDividedBody: Bool) {
        self.init(field.name, location)
        type = field.shape.typeName
        isRequired = field.isRequired
        isNullable = field.traits.contains(.nullable)
        isDeprecated = field.traits.contains(.deprecated)
        defaultValue = field.defaultValue
        read(field.shape)
        if isDividedBody, field.traits.contains(.multipartOnly) { forms = [.multipart] }
        if isDividedBody, field.traits.contains(.jsonOnly) { forms = [.json] }
    }

    private mutating func read(_ shape: Shape) {
        switch shape {
        case .string(let values, let open, let length):
            self.values.formUnion(values)
            isOpen = isOpen || open
            self.length = length
        case .integer(let bounds):
            range = Bounds(bounds.lower.map(Double.init), bounds.upper.map(Double.init))
        case .number(let bounds):
            range = bounds
        case .array(let element, let bounds):
            count = bounds
            if case .string(let values, let open, _) = element {
                self.values.formUnion(values)
                isOpen = isOpen || open
            }
        case .union(let shapes):
            for shape in shapes { read(shape) }
        case .boolean, .object, .map, .file, .json:
            break
        }
    }
}

extension Shape {
    var typeName: TypeName {
        switch self {
        case .string: TypeName("string")
        case .integer: TypeName("integer")
        case .number: TypeName("number")
        case .boolean: TypeName("boolean")
        case .file: TypeName("binary")
        case .json: TypeName(alternatives: [TypeName.any])
        case .object: TypeName("object")
        case .map(.json): TypeName("object")
        case .map(let value): TypeName(alternatives: ["map<\(value.typeName)>"])
        case .array(let element, _): TypeName(alternatives: ["array<\(element.typeName)>"])
        case .union(let shapes): TypeName(alternatives: shapes.flatMap(\.typeName.alternatives))
        }
    }
}
