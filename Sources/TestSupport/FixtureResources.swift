import MCP

/// Resources that are the same for everybody, and a template.
public struct FixtureFiles: ResourceSource {
    public let hints = CacheHints(lifetime: 60_000, scope: .shared)
    public let templates = [
        ResourceTemplate(
            uri: "test://template/{id}/data", name: "data", title: "Data", description: "Data of an id.",
            mimeType: "application/json", annotations: .init(audience: [.assistant]),
            completers: ["id": Completion.oneOf((1...150).map { "id-\($0)" })])
    ]

    /// Creates the source.
    public init() {}

    public func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage {
        guard cursor == nil else { throw UnknownCursor() }
        return ResourcePage([
            Resource(
                uri: "test://static-text", name: "static-text", title: "Static text", description: "A text.",
                mimeType: "text/plain", size: 48,
                annotations: .init(audience: [.user, .assistant], priority: 0.5, lastModified: "2026-01-02T03:04:05Z")),
            Resource(uri: "test://static-binary", name: "static-binary", mimeType: "image/png"),
        ])
    }

    public func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]? {
        switch uri {
        case "test://static-text":
            let text = "This is the content of the static text resource."
            return [ResourceContents(uri: uri, mimeType: "text/plain", .text(text))]
        case "test://static-binary":
            return [ResourceContents(uri: uri, mimeType: "image/png", .blob([0x89, 0x50, 0x4E, 0x47, 0xFF]))]
        default:
            guard let id = templates[0].uri.match(uri)?["id"] else { return nil }
            let text = #"{"id":"\#(id)","templateTest":true,"data":"Data for ID: \#(id)"}"#
            return [ResourceContents(uri: uri, mimeType: "application/json", .text(text))]
        }
    }
}

/// Resources of each caller, on pages of two: `note:{caller}/1` to `3`. Odd URIs show what goes wrong.
public struct FixtureNotes: ResourceSource {
    public let hints = CacheHints(lifetime: 1000, scope: .perCaller)

    /// What breaks.
    struct Broken: Error {}

    /// Creates the source.
    public init() {}

    public func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage {
        await Task.yield()
        let numbers = [1, 2, 3]
        let last = cursor.map { Int($0) ?? -1 } ?? 0
        guard last == 0 || numbers.contains(last) else { throw UnknownCursor() }
        let page = numbers.filter { $0 > last }.prefix(2)
        return ResourcePage(
            page.map { Resource(uri: "note:\(principal.id)/\($0)", name: "note \($0)") },
            next: page.last.flatMap { $0 < numbers.count ? String($0) : nil })
    }

    public func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]? {
        switch uri {
        case "note:slow": try await Task.sleep(for: .seconds(60))
        case "note:broken": throw Broken()
        case "note:secret": throw ProtocolError(.internalError, "The notes are locked; try again later.")
        case "note:/": throw ArgumentFault("A note has a number; give note:NAME/NUMBER.")
        default: break
        }
        guard (1...3).contains(where: { uri == "note:\(principal.id)/\($0)" }) else { return nil }
        return [
            ResourceContents(uri: uri, mimeType: nil, .text("first")),
            ResourceContents(uri: uri + "#2", mimeType: nil, .text("second")),
        ]
    }
}
