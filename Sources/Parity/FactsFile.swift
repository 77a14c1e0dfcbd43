import Catalogue
import JSON

/// `operations.json`: the operations of the specification and of the official SDK, merged.
public enum FactsFile {
    /// Reads every operation of the file.
    public static func read(_ bytes: [UInt8]) throws(JSONError) -> [OperationFacts] {
        let root = try JSONDocument(bytes).root
        guard let operations = root["operations"] else { return [] }
        return operations.elements.compactMap(operation)
    }

    private static func operation(_ view: JSONView) -> OperationFacts? {
        guard let method = view["method"]?.string, let path = view["path"]?.string else { return nil }
        let lists: [(String, Endpoint.Location)] = [
            ("path_params", .path), ("query_params", .query), ("header_params", .header), ("body_fields", .body),
        ]
        let forms = Set(view["request_content_types"].texts.compactMap(BodyForm.init))
        return OperationFacts(
            key: "\(method) \(path)",
            fields: lists.flatMap { list, location in
                view[list].list.compactMap { field($0, location) }
            }.filter { $0.name != betaHeader },
            effect: EffectFacts(
                isReadOnly: view["read_only"]?.bool ?? false, isDestructive: view["destructive"]?.bool ?? false,
                isIdempotent: view["idempotent"]?.bool ?? false),
            bodies: forms,
            isDeprecated: view["deprecated"]?.bool ?? false,
            authority: view["auth"]?.string == "admin_key" ? .admin : .project,
            // A variant carries its own header as a field.
            beta: view["beta_header"]?["name"]?.string == betaHeader ? view["beta_header"]?["value"]?.string ?? "" : "")
    }

    private static let betaHeader = "OpenAI-Beta"

    private static func field(_ view: JSONView, _ location: Endpoint.Location) -> FieldFacts? {
        guard let name = view["name"]?.string else { return nil }
        // `include[]` is the spelling of an array in a query, not a name.
        var field = FieldFacts(name.hasSuffix("[]") ? String(name.dropLast(2)) : name, location)
        field.type = TypeName(view["type"]?.string ?? "")
        if let other = view["type_in_json"]?.string { field.type = field.type.union(TypeName(other)) }
        field.isRequired = view["required"]?.bool ?? false
        field.isNullable = view["nullable"]?.bool ?? false
        field.isDeprecated = view["deprecated"]?.bool ?? false
        field.values = Set(["enum", "item_enum", "sdk_enum_added", "sdk_item_enum_added"].flatMap { view[$0].texts })
        field.isOpen = view["enum_open"]?.bool ?? false
        field.range = Bounds(view["min"]?.double, view["max"]?.double)
        field.length = Bounds(view["min_length"]?.int, view["max_length"]?.int)
        field.count = Bounds(view["min_items"]?.int, view["max_items"]?.int)
        field.defaultValue = view["default"].flatMap(JSONValue.init(unlessNull:))
        field.forms = Set(view["content_types"].texts.compactMap(BodyForm.init))
        return field
    }
}

extension JSONValue {
    /// A default of `null` is no default.
    init?(unlessNull view: JSONView) {
        guard !view.isNull else { return nil }
        self.init(view)
    }
}

extension JSONView? {
    /// The elements of a list; none where there is no list.
    var list: [JSONView] { map { Array($0.elements) } ?? [] }

    /// The texts in a list; none where there is no list.
    var texts: [String] { list.compactMap(\.string) }
}
