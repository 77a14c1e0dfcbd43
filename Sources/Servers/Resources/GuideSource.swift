import MCP

/// The guide to the servers of the family.
struct GuideSource: ResourceSource {
    static let uri = "openai://guide"

    /// The guide changes only with the program.
    var hints: CacheHints { CacheHints(lifetime: 300_000, scope: .shared) }

    func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage {
        guard cursor == nil else { throw UnknownCursor() }
        return ResourcePage([
            Resource(
                uri: Self.uri, name: "guide", title: "Which server when",
                description: "What each server of this family is for.", mimeType: "text/markdown",
                size: Guide.text.utf8.count)
        ])
    }

    func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]? {
        guard uri == Self.uri else { return nil }
        return [ResourceContents(uri: uri, mimeType: "text/markdown", .text(Guide.text))]
    }
}
