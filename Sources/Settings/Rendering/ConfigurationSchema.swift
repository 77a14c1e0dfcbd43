import JSON

/// The settings file as a JSON Schema, for editors.
public enum ConfigurationSchema {
    /// The schema (draft 2020-12), indented.
    public static var text: String {
        let schema = JSONValue.object([
            .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
            .init("title", "Settings file of openai-mcp"),
            .init("type", "object"),
            .init("properties", .object(groups)),
            .init("additionalProperties", false),
        ])
        return Self.indented(schema, by: 0) + "\n"
    }

    private static var groups: [JSONValue.Member] {
        let simple = SettingsFile.groups.map { group in
            let structured = GatewaySettings.keys.first { $0.name == group }
            let members = SettingsTable.all.filter { $0.group == group }.map { setting in
                let name = String(setting.name.dropFirst(group.count + 1))
                return JSONValue.Member(name, schema(of: setting))
            }
            var more: [JSONValue.Member] = []
            if case .group(let keys)? = structured?.facts.shape { more = keys().map(member) }
            return JSONValue.Member(group, Self.group(members + more, required: [], structured?.facts.summary))
        }
        return simple
            + GatewaySettings.keys.filter { !SettingsFile.groups.contains($0.name) }.map { member(of: $0.facts) }
    }

    private static func member(of key: KeyFacts) -> JSONValue.Member {
        var members = schema(of: key.shape)
        members.insert(.init("description", .string(key.summary)), at: 0)
        if let standard = key.standard, !standard.isEmpty, key.shape.isValue {
            members.append(.init("default", standard.json))
        }
        return .init(key.name, .object(members))
    }

    private static func schema(of setting: Setting) -> JSONValue {
        let value = schema(of: setting.form)
        let members = setting.traits.contains(.list) ? oneOrMore(value) : value
        let standard = setting.defaultText.map { [JSONValue.Member("default", Shown.value($0, setting.form).json)] }
        return .object([.init("description", .string(setting.summary))] + members + (standard ?? []))
    }

    private static func schema(of shape: Shape) -> [JSONValue.Member] {
        switch shape {
        case .value(_, _, let form, _): return schema(of: form)
        case .list(let item):
            let schema = schema(of: item)
            guard !item.isValue else { return oneOrMore(schema) }
            return [.init("type", "array"), .init("items", .object(schema))]
        case .map(let item):
            return [.init("type", "object"), .init("additionalProperties", .object(schema(of: item)))]
        case .group(let keys):
            let keys = keys()
            let required = keys.filter(\.isRequired).map(\.name)
            guard case .object(let members) = group(keys.map(member), required: required, nil) else { return [] }
            return members
        case .json: return []
        }
    }

    private static func schema(of form: ValueForm) -> [JSONValue.Member] {
        switch form {
        case .text: [.init("type", "string")]
        case .toggle: [.init("type", "boolean")]
        case .integer(let range):
            [
                .init("type", "integer"), .init("minimum", .int(range.lowerBound)),
                .init("maximum", .int(range.upperBound)),
            ]
        case .decimal(let range):
            [
                .init("type", "number"), .init("minimum", .double(range.lowerBound)),
                .init("maximum", .double(range.upperBound)),
            ]
        case .quantity: [.init("type", ["number", "string"])]
        case .choice(let values): [.init("enum", .array(values.map { .string($0) }))]
        }
    }

    private static func oneOrMore(_ item: [JSONValue.Member]) -> [JSONValue.Member] {
        [.init("anyOf", [.object(item), .object([.init("type", "array"), .init("items", .object(item))])])]
    }

    private static func group(
        _ members: [JSONValue.Member], required: [String], _ summary: String?
    ) -> JSONValue {
        var schema: [JSONValue.Member] = summary.map { [.init("description", .string($0))] } ?? []
        schema += [.init("type", "object"), .init("properties", .object(members))]
        if !required.isEmpty { schema.append(.init("required", .array(required.map { .string($0) }))) }
        return .object(schema + [.init("additionalProperties", false)])
    }

    private static func indented(_ value: JSONValue, by depth: Int) -> String {
        guard case .object(let members) = value, !members.isEmpty else {
            return String(decoding: value.encoded, as: UTF8.self)
        }
        let margin = String(repeating: " ", count: 2 * depth + 2)
        let lines = members.map { member in
            let key = String(decoding: JSONValue.string(member.key).encoded, as: UTF8.self)
            return "\(margin)\(key): \(indented(member.value, by: depth + 1))"
        }
        return "{\n" + lines.joined(separator: ",\n") + "\n" + String(repeating: " ", count: 2 * depth) + "}"
    }
}
