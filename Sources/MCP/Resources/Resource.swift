import JSON

/// Something that can be read, as `resources/list` shows it.
public struct Resource: Sendable, Hashable {
    public var uri: String
    /// A short name for programs and lists.
    public var name: String
    /// What a person reads, if it differs from the name.
    public var title: String?
    public var description: String?
    public var mimeType: String?
    /// Bytes before any encoding.
    public var size: Int?
    public var annotations: Annotations?

    /// Hints about what a resource is for.
    public struct Annotations: Sendable, Hashable {
        /// Whom it is meant for; empty: not said.
        public var audience: [Role]
        /// From 0, optional, to 1, indispensable.
        public var priority: Double?
        /// When it was changed, in ISO 8601 (2025-06-18 and later).
        public var lastModified: String?

        /// Creates hints.
        public init(audience: [Role] = [], priority: Double? = nil, lastModified: String? = nil) {
            self.audience = audience
            self.priority = priority
            self.lastModified = lastModified
        }

        func write(to writer: inout JSONWriter, revision: Revision) {
            writer.object {
                if !audience.isEmpty { $0.member("audience", .array(audience.map { .string($0.rawValue) })) }
                if let priority { $0.member("priority", .double(min(max(priority, 0), 1))) }
                if let lastModified, revision.hasModificationTimes { $0.member("lastModified", lastModified) }
            }
        }
    }

    /// Creates an entry of the list.
    public init(
        uri: String, name: String, title: String? = nil, description: String? = nil, mimeType: String? = nil,
        size: Int? = nil, annotations: Annotations? = nil
    ) {
        self.uri = uri
        self.name = name
        self.title = title
        self.description = description
        self.mimeType = mimeType
        self.size = size
        self.annotations = annotations
    }

    func write(to writer: inout JSONWriter, revision: Revision) {
        writer.object {
            $0.member("uri", uri)
            $0.member("name", name)
            if let title, revision.hasStructuredContent { $0.member("title", title) }
            if let description { $0.member("description", description) }
            if let mimeType { $0.member("mimeType", mimeType) }
            if let size { $0.member("size", size) }
            guard let annotations else { return }
            $0.key("annotations")
            annotations.write(to: &$0, revision: revision)
        }
    }
}
