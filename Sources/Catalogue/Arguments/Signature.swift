/// What a tool takes: an endpoint's fields, or those of a tool that is composed of several endpoints.
public struct Signature: Sendable {
    /// Name of the tool, for the wording of complaints.
    public let name: String
    public let fields: [Field]
    /// Whether members that only a compatible server knows may be given as `extra_body`.
    public let takesExtra: Bool

    /// Creates the signature of a composed tool.
    public init(_ name: String, _ fields: [Field]) {
        self.init(name, fields, takesExtra: false)
    }

    /// The same with one field more.
    public func adding(_ field: Field) -> Signature { Signature(name, fields + [field], takesExtra: takesExtra) }

    init(_ name: String, _ fields: [Field], takesExtra: Bool) {
        self.name = name
        self.fields = fields
        self.takesExtra = takesExtra
    }
}

extension Endpoint {
    /// What the endpoint's tool takes: its fields; where something is deleted, several ids in place of one; and where
    /// something is read, which parts of it are wanted.
    public var signature: Signature {
        if method == .get, treatment == .forward, !fields.contains(where: { $0.name == Field.selection.name }) {
            let isList =
                !path.utf8.contains(UInt8(ascii: "{")) || fields.contains { ["limit", "page"].contains($0.name) }
            return Signature(name, fields + [isList ? .selection : .hiddenSelection], takesExtra: false)
        }
        if waiting != nil { return Signature(name, fields + [.wait], takesExtra: hasBody) }
        guard method == .delete, let last = fields.last(where: { location(of: $0) == .path }) else {
            return Signature(name, canBeAnsweredAgain ? fields + [.cacheChoice] : fields, takesExtra: hasBody)
        }
        let several = Field(
            last.name, "\(last.summary.dropLast()), or a list of them.",
            .union([last.shape, .array(last.shape, Bounds(1, 100))]), last.traits)
        return Signature(name, fields.map { $0.name == last.name ? several : $0 }, takesExtra: hasBody)
    }
}

extension Endpoint {
    /// Whether an answer says nothing of what the provider keeps, so that an earlier one may do: what is computed, and
    /// either paid for or a moderation.
    public var canBeAnsweredAgain: Bool { effect == .computes && (isBillable || path == "/moderations") }
}

extension Field {
    /// Which parts of an answer are wanted, by path.
    public static let selection = Field(
        "fields", "Paths of the parts to return, such as data.id; else all.", .array(.text), .local)

    /// Whether an earlier answer to an equal call will do, or a new one is wanted.
    public static let cacheChoice = Field.boolean(
        "cache", "Whether an earlier answer to the same call will do; else as the server is set up.",
        [.local, .unlisted])

    fileprivate static let hiddenSelection = Field(
        selection.name, selection.summary, selection.shape, [.local, .unlisted])
}
