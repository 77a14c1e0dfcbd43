import JSON

/// A family of resources whose URIs follow a pattern.
public struct ResourceTemplate: Sendable {
    public let uri: URITemplate
    /// A short name for programs and lists.
    public let name: String
    /// What a person reads, if it differs from the name.
    public let title: String?
    public let description: String?
    /// The type that all of them have, if they have one.
    public let mimeType: String?
    public let annotations: Resource.Annotations?
    /// What suggests values, by variable.
    public let completers: [String: Completer]

    /// Creates a template.
    public init(
        uri: URITemplate, name: String, title: String? = nil, description: String? = nil, mimeType: String? = nil,
        annotations: Resource.Annotations? = nil, completers: [String: Completer] = [:]
    ) {
        precondition(
            completers.keys.allSatisfy(uri.variables.contains), "a completer for a variable that \(uri) does not have")
        self.uri = uri
        self.name = name
        self.title = title
        self.description = description
        self.mimeType = mimeType
        self.annotations = annotations
        self.completers = completers
    }

    func definition(for revision: Revision) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("uriTemplate", uri.text)
            $0.member("name", name)
            if let title, revision.hasStructuredContent { $0.member("title", title) }
            if let description { $0.member("description", description) }
            if let mimeType { $0.member("mimeType", mimeType) }
            guard let annotations else { return }
            $0.key("annotations")
            annotations.write(to: &$0, revision: revision)
        }
        return writer.bytes
    }
}
