import JSON

/// A form that a server asks a user to fill in (2025-06-18, elicitation, requested schema).
public struct ElicitationForm: Sendable {
    /// One thing to fill in.
    public struct Field: Sendable {
        /// What goes in.
        public enum Kind: Sendable, Hashable {
            case text
            case number(isWhole: Bool)
            case boolean
            /// One of some values, each with what a person reads.
            case choice([Option])
            /// Several of them.
            case choices([Option])
        }

        /// A value to choose.
        public struct Option: Sendable, Hashable {
            public let value: String
            public let label: String
        }

        public let name: String
        /// What a person reads.
        public let label: String
        public let kind: Kind
        public let isRequired: Bool
        /// What counts where nothing is filled in.
        public let standard: JSONValue?
    }

    /// What the server says of the form.
    public let message: String
    public let fields: [Field]

    /// Reads a request for a form.
    public init(_ request: InputRequest) {
        let view = request.view
        message = view?["message"]?.string ?? ""
        let schema = view?["requestedSchema"]
        let required = Set(schema?["required"]?.elements.compactMap(\.string) ?? [])
        fields =
            (schema?["properties"]).map { properties in
                properties.members.map { name, property in
                    Field(name, property, isRequired: required.contains(name))
                }
            } ?? []
    }

    /// What says yes and nothing else; nil where more is wanted than a yes.
    public var consent: JSONValue? {
        var content: [JSONValue.Member] = []
        for field in fields {
            if field.kind == .boolean {
                content.append(.init(field.name, true))
            } else if field.isRequired {
                return nil
            }
        }
        return .object(content)
    }

    /// Why a text does not fit a field.
    public struct Misfit: Error, CustomStringConvertible {
        public let description: String
    }
}

extension ElicitationForm.Field {
    init(_ name: String, _ property: JSONView, isRequired: Bool) {
        self.name = name
        self.isRequired = isRequired
        label = property["title"]?.string ?? property["description"]?.string ?? name
        standard = property["default"].map { JSONValue($0) }
        kind = Self.kind(of: property)
    }

    private static func kind(of property: JSONView) -> Kind {
        switch property["type"]?.string {
        case "boolean": return .boolean
        case "integer": return .number(isWhole: true)
        case "number": return .number(isWhole: false)
        case "array": return .choices(property["items"].map(options) ?? [])
        default:
            let options = options(of: property)
            return options.isEmpty ? .text : .choice(options)
        }
    }

    /// The values of a choice in any of the spellings that revisions have.
    private static func options(of schema: JSONView) -> [Option] {
        if let values = schema["enum"] {
            let labels = schema["enumNames"]?.elements.compactMap(\.string) ?? []
            return values.elements.compactMap(\.string).enumerated().map { position, value in
                Option(value: value, label: position < labels.count ? labels[position] : value)
            }
        }
        return (schema["oneOf"] ?? schema["anyOf"])?.elements.compactMap { choice in
            choice["const"]?.string.map { Option(value: $0, label: choice["title"]?.string ?? $0) }
        } ?? []
    }

    /// The value that a person means by a text; nil where the text is empty and the field may be left out.
    public func value(of text: String) throws(ElicitationForm.Misfit) -> JSONValue? {
        guard !text.isEmpty else {
            if let standard { return standard }
            guard isRequired else { return nil }
            throw .init(description: "This must be filled in.")
        }
        switch kind {
        case .text: return .string(text)
        case .number(let isWhole):
            if let whole = Int(text) { return .int(whole) }
            guard !isWhole, let number = Double(text), number.isFinite else {
                throw .init(description: isWhole ? "Type a whole number." : "Type a number.")
            }
            return .double(number)
        case .boolean:
            switch text.lowercased() {
            case "y", "yes", "true": return true
            case "n", "no", "false": return false
            default: throw .init(description: "Type y or n.")
            }
        case .choice(let options): return .string(try Self.choice(text, options))
        case .choices(let options):
            var values: [JSONValue] = []
            for part in text.split(separator: ",") {
                let trimmed = part.drop { $0 == " " }
                values.append(.string(try Self.choice(String(trimmed), options)))
            }
            return .array(values)
        }
    }

    /// A choice is named by its place, its value or its label.
    private static func choice(_ text: String, _ options: [Option]) throws(ElicitationForm.Misfit) -> String {
        if let found = options.first(where: { $0.value == text || $0.label == text }) { return found.value }
        if let place = Int(text), options.indices.contains(place - 1) { return options[place - 1].value }
        throw .init(description: "Type a number from 1 to \(options.count).")
    }
}
