import JSON

/// The resources of all sources of a server as one list.
public struct ResourceList: Sendable {
    /// The sources in the order in which they are listed and asked.
    public let sources: [any ResourceSource]
    /// The templates of all sources.
    public let templates: [ResourceTemplate]
    private let templateList: FixedList
    /// For each page alike: all pages of a list must have one scope (2026-07-28, caching, pagination).
    private let listHints: CacheHints

    init(_ sources: [any ResourceSource], pageSize: Int, identity: ServerIdentity) throws(DuplicateName) {
        self.sources = sources
        templates = sources.flatMap(\.templates)
        var known: Set<String> = []
        for template in templates where !known.insert(template.uri.text).inserted {
            throw DuplicateName(kind: "resource templates", name: template.uri.text)
        }
        templateList = FixedList("resourceTemplates", templates, pageSize: pageSize, identity: identity) {
            $0.definition(for: $1)
        }
        listHints = sources.dropFirst().reduce(sources.first?.hints ?? .none) { $0.combined(with: $1.hints) }
    }

    var hasCompletions: Bool { templates.contains { !$0.completers.isEmpty } }

    /// The template that a URI or template names; nil where there is none.
    func template(for uri: String) -> ResourceTemplate? {
        templates.first { $0.uri.text == uri } ?? templates.first { $0.uri.match(uri) != nil }
    }

    /// The result of `resources/templates/list` from a cursor on.
    func templatePage(at cursor: JSONView?, revision: Revision) throws(ProtocolError) -> [UInt8] {
        try templateList.page(at: cursor, revision: revision)
    }

    // MARK: Listing

    /// Reads the cursor of `resources/list`.
    func cursor(_ view: JSONView?) throws(ProtocolError) -> ResourceCursor {
        guard let view, !view.isNull else { return .start }
        guard let cursor = view.string.flatMap({ ResourceCursor($0, sources: sources.count) }) else {
            throw ProtocolError.unknownCursor
        }
        return cursor
    }

    /// The result of `resources/list`: source after source, until one has more than a page.
    ///
    /// A source that fails fails the list: a part of it would look like the whole.
    func page(at cursor: ResourceCursor, in context: RequestContext) async throws -> [UInt8] {
        var resources: [Resource] = []
        var position = cursor
        var next: ResourceCursor?
        while next == nil, position.source < sources.count {
            let page = try await page(of: sources[position.source], at: position.inner, context)
            resources += page.resources
            next = page.next.map { ResourceCursor(source: position.source, inner: $0) }
            position = ResourceCursor(source: position.source + 1, inner: nil)
        }
        return context.result(hints: listHints) { result in
            result.key("resources")
            result.array { list in
                for resource in resources { resource.write(to: &list, revision: context.client.revision) }
            }
            if let next { result.member("nextCursor", next.text) }
        }
    }

    private func page(
        of source: any ResourceSource, at cursor: String?, _ context: RequestContext
    ) async throws -> ResourcePage {
        do {
            return try await source.list(from: cursor, for: context.principal)
        } catch is UnknownCursor {
            throw ProtocolError.unknownCursor
        }
    }

    // MARK: Reading

    /// Reads the `uri` of a request about a resource.
    func uri(_ view: JSONView?, method: Method = .readResource) throws(ProtocolError) -> String {
        guard let uri = view?.string else {
            throw ProtocolError(.invalidParams, "\(method.rawValue) needs \"uri\", the URI of a resource.")
        }
        guard Self.hasScheme(uri) else {
            throw ProtocolError(
                .invalidParams,
                "\(uri.debugDescription) is no absolute URI; begin with a scheme, as the listed ones do.")
        }
        return uri
    }

    /// The result of `resources/read`, from the first source that has the resource.
    func read(_ uri: String, in context: RequestContext) async throws -> [UInt8] {
        for source in sources {
            guard let contents = try await source.read(uri, for: context.principal) else { continue }
            return context.result(hints: source.hints) { result in
                result.key("contents")
                result.array { list in for part in contents { part.write(to: &list) } }
            }
        }
        throw notFound(uri, context.client.revision)
    }

    private func notFound(_ uri: String, _ revision: Revision) -> ProtocolError {
        ProtocolError(
            revision.hasResourceNotFoundCode ? .resourceNotFound : .invalidParams,
            "There is no resource \(uri.debugDescription); \(templates.isEmpty ? "resources/list names the ones there are" : "resources/list and resources/templates/list name the ones there are").",
            data: ["uri": .string(uri)])
    }

    /// Whether a text begins as an absolute URI does (RFC 3986, section 3.1).
    private static func hasScheme(_ uri: String) -> Bool {
        guard let colon = uri.utf8.firstIndex(of: UInt8(ascii: ":")), uri.first?.isLetter == true else { return false }
        return uri.utf8[..<colon].allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
    }
}
