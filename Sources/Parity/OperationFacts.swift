import Catalogue
import JSON

/// What one source says about an operation; the catalogue, the facts and an OpenAPI file are all read into this.
public struct OperationFacts: Sendable {
    /// Key under which sources are matched: `POST /images/edits`.
    public let key: String
    public var fields: [FieldFacts]
    /// nil where the source does not say.
    public var effect: EffectFacts?
    public var bodies: Set<BodyForm>
    public var isDeprecated: Bool
    /// Which key a call needs; nil where the source does not say.
    public var authority: Endpoint.Key?
    /// Value of the header `OpenAI-Beta`, empty for none; nil where the source does not say.
    public var beta: String?

    /// First segment of the path: the area that the operation belongs to.
    public var area: Substring {
        key.split(separator: "/", maxSplits: 2).dropFirst().first?.prefix { $0 != "?" } ?? ""
    }
}

/// How a body travels.
public enum BodyForm: String, Sendable, Hashable {
    case json = "application/json"
    case multipart = "multipart/form-data"
}

/// What a call does, as the annotation hints say it.
public struct EffectFacts: Sendable, Hashable, CustomStringConvertible {
    public var isReadOnly: Bool
    public var isDestructive: Bool
    public var isIdempotent: Bool

    public var description: String {
        "read-only \(isReadOnly), destructive \(isDestructive), idempotent \(isIdempotent)"
    }
}

/// What one source says about a field.
public struct FieldFacts: Sendable {
    public let name: String
    public let location: Endpoint.Location
    public var type = TypeName(alternatives: [])
    public var isRequired = false
    public var isNullable = false
    public var isDeprecated = false
    /// Values of a text, or of the elements of a list of texts.
    public var values: Set<String> = []
    /// Whether other values are allowed too.
    public var isOpen = false
    public var range = Bounds<Double>.any
    public var length = Bounds<Int>.any
    public var count = Bounds<Int>.any
    public var defaultValue: JSONValue?
    /// Forms of the body that take it, where not all do.
    public var forms: Set<BodyForm> = []

    init(_ name: String, _ location: Endpoint.Location) {
        // `include[]` is the spelling of an array in a query, not a name.
        self.name = name.hasSuffix("[]") ? String(name.dropLast(2)) : name
        self.location = location
    }
}
