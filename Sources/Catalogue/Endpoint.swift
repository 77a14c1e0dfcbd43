/// One operation of the OpenAI API, as data.
public final class Endpoint: Sendable {
    /// HTTP methods that the API uses.
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    /// How a body is sent.
    public enum Encoding: Sendable, Hashable {
        case json
        /// `multipart/form-data`, RFC 7578.
        case multipart
        /// Multipart when a file is given, else JSON.
        case multipartOrJSON
    }

    /// Name of its tool: `^[a-z][a-z0-9-_]*$`, at most 40 characters.
    public let name: String
    public let method: Method
    /// Path below the provider's base URL, with `{placeholders}`.
    public let path: String
    /// Names that stand in braces in the path.
    private let placeholders: [Substring]
    /// One plain sentence for the model that chooses among tools.
    public let summary: String
    public let effect: Effect
    public let treatment: Treatment
    public let fields: [Field]
    public let encoding: Encoding
    /// Media types of multipart parts that are no files: such a part carries its value whole, JSON as it came.
    public let partTypes: [String: String]
    /// Whether a call costs money at OpenAI.
    public let isBillable: Bool
    public let lifecycle: Lifecycle
    /// Which of the provider's keys a call needs.
    public let key: Key
    /// Value of the header `OpenAI-Beta` that every call carries, or nil.
    public let beta: String?
    /// Other names of its tool: callable, not listed.
    public let aliases: [String]
    /// Nothing at the provider changes; follows from the effect unless the entry says otherwise.
    public let isReadOnly: Bool
    /// The same call again changes nothing more; follows from the effect unless the entry says otherwise.
    public let isIdempotent: Bool
    /// Known to think for minutes, so that it is given a longer silence before it counts as dead.
    public let isSlow: Bool
    /// Whether a call carries a body.
    public let hasBody: Bool
    /// Name of the field that asks for a stream of events, and where it travels; nil if there is no stream.
    public var streamField: Field? { fields.first { $0.name == "stream" } }

    /// Creates an entry of a domain table.
    public init(
        _ name: String, _ method: Method, _ path: String, _ summary: String, _ effect: Effect,
        as treatment: Treatment = .forward, _ fields: [Field] = [], encoding: Encoding = .json,
        partTypes: [String: String] = [:], billable: Bool = false, slow: Bool = false, readOnly: Bool? = nil,
        idempotent: Bool? = nil, beta: String? = nil, key: Key = .project,
        aliases: [String] = [], lifecycle: Lifecycle = .current
    ) {
        self.name = name
        self.method = method
        self.path = path
        let placeholders = Self.placeholders(of: path)
        self.placeholders = placeholders
        self.summary = summary
        self.effect = effect
        self.treatment = treatment
        self.fields = fields
        self.encoding = encoding
        self.partTypes = partTypes
        self.isBillable = billable
        self.isSlow = slow
        self.lifecycle = lifecycle
        self.key = key
        self.beta = beta
        self.aliases = aliases
        hasBody = fields.contains { Self.location(of: $0, method, placeholders) == .body }
        self.isReadOnly = readOnly ?? effect.isReadOnly
        self.isIdempotent = idempotent ?? effect.isIdempotent
    }

    /// Something is lost for good.
    public var isDestructive: Bool { effect.isDestructive }

    /// Where a field of this endpoint travels.
    public func location(of field: Field) -> Location { Self.location(of: field, method, placeholders) }

    private static func location(of field: Field, _ method: Method, _ placeholders: [Substring]) -> Location {
        if field.traits.contains(.local) { return .local }
        if placeholders.contains(where: { $0 == field.name }) { return .path }
        if field.traits.contains(.header) { return .header }
        if field.traits.contains(.query) || method != .post { return .query }
        return .body
    }

    /// Read once and byte by byte: a text is searched for another one by its characters, which takes the whole catalogue
    /// milliseconds of every start.
    private static func placeholders(of path: String) -> [Substring] {
        var names: [Substring] = []
        var rest = path.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            names.append(Substring(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return names
    }

    /// The part of a request that carries a field.
    public enum Location: String, Sendable {
        case path, query, header, body
        /// Stays here: the server itself acts on it.
        case local
    }

    /// The kinds of key that OpenAI gives out.
    public enum Key: Sendable, Hashable {
        /// A project's or a user's.
        case project
        /// An organisation's, for its administration.
        case admin
    }
}

/// What a call does to the account; the annotation hints follow from it.
public enum Effect: String, Sendable, CaseIterable {
    case reads, computes, creates, updates, deletes, stops

    /// Nothing at the provider changes.
    public var isReadOnly: Bool { self == .reads || self == .computes }
    /// Something is lost for good.
    public var isDestructive: Bool { self == .deletes || self == .stops }
    /// The same call again changes nothing more.
    public var isIdempotent: Bool { self != .creates }
}

/// What is done with an answer. One case, one file in `Servers/Treatments`.
public enum Treatment: Sendable, Hashable {
    /// The answer's JSON as it came.
    case forward
    /// Chat completion: the text, and deltas of a stream gathered into the object that an unstreamed call answers.
    case chat
    /// Response: the text; a stream ends with the whole object.
    case response
    /// Images are written to files.
    case saveImages
    /// Vectors are described, and printed only when asked for.
    case embeddings
    /// The answer's bytes are written to a file; of text, its beginning is shown.
    case saveFile
    /// The words of a recording, whether they come as JSON, as subtitles or as a stream.
    case transcript
    /// Events of a stream, gathered until it ends; without a stream the JSON as it came.
    case events
}

/// Whether an endpoint is still offered by OpenAI.
public enum Lifecycle: Sendable, Hashable {
    case current
    /// Answered until `shutdown`, an ISO date, where one is known; `successor` says in a few words what to use instead.
    case deprecated(shutdown: String?, successor: String)

    /// Whether OpenAI has switched the endpoint off by an ISO day such as `2026-11-21`.
    public func isOver(on day: @autoclosure () -> String) -> Bool {
        guard case .deprecated(let shutdown?, _) = self else { return false }
        return shutdown <= day()
    }
}

/// The endpoints of one area.
public struct Domain: Sendable {
    /// Name of the server that offers it.
    public let name: String
    /// What a client's person reads.
    public let title: String
    /// What a model reads when it connects.
    public let instructions: String
    public let endpoints: [Endpoint]

    /// Creates a domain.
    public init(_ name: String, title: String, instructions: String, _ endpoints: [Endpoint]) {
        self.name = name
        self.title = title
        self.instructions = instructions
        self.endpoints = endpoints
    }
}
