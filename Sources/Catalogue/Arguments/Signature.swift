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

    init(_ name: String, _ fields: [Field], takesExtra: Bool) {
        self.name = name
        self.fields = fields
        self.takesExtra = takesExtra
    }
}

extension Endpoint {
    /// What the endpoint's tool takes: its fields, and where something is deleted, several ids in place of one.
    public var signature: Signature {
        guard method == .delete, let last = fields.last(where: { location(of: $0) == .path }) else {
            return Signature(name, fields, takesExtra: hasBody)
        }
        let several = Field(
            last.name, "\(last.summary.dropLast()), or a list of them.",
            .union([last.shape, .array(last.shape, Bounds(1, 100))]), last.traits)
        return Signature(name, fields.map { $0.name == last.name ? several : $0 }, takesExtra: hasBody)
    }
}
