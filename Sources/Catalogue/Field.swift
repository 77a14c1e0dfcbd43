import JSON

/// One input of an endpoint.
public struct Field: Sendable {
    /// Yes-or-no facts about a field.
    public struct Traits: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// The API refuses the call without it.
        public static let required = Traits(rawValue: 1 << 0)
        /// An explicit `null` is allowed.
        public static let nullable = Traits(rawValue: 1 << 1)
        /// Accepted, but not shown to a model.
        public static let deprecated = Traits(rawValue: 1 << 2)
        /// Travels in the query of a method that has a body.
        public static let query = Traits(rawValue: 1 << 3)
        /// Travels as a request header.
        public static let header = Traits(rawValue: 1 << 4)
        /// Taken only where the request is sent as JSON.
        public static let jsonOnly = Traits(rawValue: 1 << 5)
        /// Taken only where the request is sent as multipart.
        public static let multipartOnly = Traits(rawValue: 1 << 6)
        /// Accepted, but not shown to a model: rarely of use to one.
        public static let unlisted = Traits(rawValue: 1 << 7)
        /// Left out by a caller, the server fills it from its settings: a default model.
        public static let filled = Traits(rawValue: 1 << 8)
        /// Acted on by this server and never sent: a filter of a list, the choice of parts of an answer.
        public static let local = Traits(rawValue: 1 << 9)
    }

    /// The API's own name.
    public let name: String
    /// One plain sentence: what a model needs to fill it.
    public let summary: String
    public let shape: Shape
    public let traits: Traits
    /// What the API assumes when the field is left out, where it says so.
    public let defaultValue: JSONValue?

    /// Creates a field; the factories below read better.
    public init(
        _ name: String, _ summary: String, _ shape: Shape, _ traits: Traits = [], default defaultValue: JSONValue? = nil
    ) {
        self.name = name
        self.summary = summary
        self.shape = shape
        self.traits = traits
        self.defaultValue = defaultValue
    }

    /// Whether the API refuses the call without it. One that is also ``Traits/jsonOnly`` or ``Traits/multipartOnly``
    /// is required in that form of the body only.
    public var isRequired: Bool { traits.contains(.required) }

    /// Whether a caller must give it: required by the API in every form of the body, and not filled by the server.
    public var isAsked: Bool {
        isRequired && traits.isDisjoint(with: [.filled, .jsonOnly, .multipartOnly])
    }

    /// Whether a model is shown it.
    public var isListed: Bool { traits.isDisjoint(with: [.deprecated, .unlisted]) }
}

// MARK: One factory for each shape

extension Field {
    /// Text, or one of `values` (with `open`: or another).
    public static func string(
        _ name: String, _ summary: String, _ traits: Traits = [], oneOf values: [String] = [], open: Bool = false,
        length: ClosedRange<Int>? = nil, default defaultValue: JSONValue? = nil
    ) -> Field {
        // No text is shorter than 0, so that lower bound says nothing.
        let bounds = Bounds(length?.lowerBound == 0 ? nil : length?.lowerBound, length?.upperBound)
        return Field(name, summary, .string(values: values, open: open, length: bounds), traits, default: defaultValue)
    }

    /// The id of a model: always open, since providers have their own.
    public static func model(
        _ summary: String, _ traits: Traits = [], default defaultValue: JSONValue? = nil
    ) -> Field {
        Field("model", summary, .string(open: true), traits, default: defaultValue)
    }

    /// A whole number.
    public static func integer(
        _ name: String, _ summary: String, _ traits: Traits = [], within range: ClosedRange<Int>? = nil,
        atLeast lower: Int? = nil, default defaultValue: JSONValue? = nil
    ) -> Field {
        Field(
            name, summary, .integer(Bounds(range?.lowerBound ?? lower, range?.upperBound)), traits,
            default: defaultValue)
    }

    /// A number.
    public static func number(
        _ name: String, _ summary: String, _ traits: Traits = [], within range: ClosedRange<Double>? = nil,
        default defaultValue: JSONValue? = nil
    ) -> Field {
        Field(name, summary, .number(Bounds(range)), traits, default: defaultValue)
    }

    /// A yes or no.
    public static func boolean(
        _ name: String, _ summary: String, _ traits: Traits = [], default defaultValue: JSONValue? = nil
    ) -> Field {
        Field(name, summary, .boolean, traits, default: defaultValue)
    }

    /// A list.
    public static func array(
        _ name: String, _ summary: String, _ traits: Traits = [], of element: Shape, count: ClosedRange<Int>? = nil,
        atLeast lower: Int? = nil
    ) -> Field {
        Field(name, summary, .array(element, Bounds(count?.lowerBound ?? lower, count?.upperBound)), traits)
    }

    /// An object with known members.
    public static func object(_ name: String, _ summary: String, _ traits: Traits, _ members: [Field]) -> Field {
        Field(name, summary, .object(members), traits)
    }

    /// An optional object with known members.
    public static func object(_ name: String, _ summary: String, _ members: [Field]) -> Field {
        Field(name, summary, .object(members))
    }

    /// An object from any key to one shape.
    public static func map(_ name: String, _ summary: String, _ traits: Traits = [], of value: Shape) -> Field {
        Field(name, summary, .map(value), traits)
    }

    /// A file: a path under an allowed root, an https URL or a data URI.
    public static func file(_ name: String, _ summary: String, _ traits: Traits = []) -> Field {
        Field(name, summary, .file, traits)
    }

    /// Several files.
    public static func files(
        _ name: String, _ summary: String, _ traits: Traits = [], count: ClosedRange<Int>? = nil
    ) -> Field {
        Field(name, summary, .array(.file, Bounds(count)), traits)
    }

    /// Any of several shapes.
    public static func union(_ name: String, _ summary: String, _ traits: Traits, _ shapes: [Shape]) -> Field {
        Field(name, summary, .union(shapes), traits)
    }

    /// Optionally any of several shapes.
    public static func union(_ name: String, _ summary: String, _ shapes: [Shape]) -> Field {
        Field(name, summary, .union(shapes))
    }

    /// Any JSON.
    public static func json(_ name: String, _ summary: String, _ traits: Traits = []) -> Field {
        Field(name, summary, .json, traits)
    }
}
