import Gateway
import MCP

/// Results that are kept for callers and read as `openai://results/{id}`.
///
/// Whoever keeps them answers for one thing: that a caller finds its own results and nobody else's.
public protocol StoredResults: Sendable {
    /// What is kept for a caller, newest first, as `openai://results/…`.
    func resources(for caller: Caller) async throws -> [Resource]

    /// The content of a result by its URI; nil where the caller has none of that URI.
    func contents(of uri: String, for caller: Caller) async throws -> ResourceContents?
}

/// Stored results as resources.
struct ResultSource: ResourceSource {
    let results: any StoredResults

    private static let uri: URITemplate = "openai://results/{id}"

    var templates: [ResourceTemplate] {
        [
            ResourceTemplate(
                uri: Self.uri, name: "result", title: "Stored result",
                description: "A result that was too large to be answered, or a file that a tool made.",
                completers: [
                    "id": { call in
                        let kept = try await results.resources(for: Caller(call.principal))
                        return .of(kept.compactMap { Self.uri.match($0.uri)?["id"] }, for: call.typed)
                    }
                ])
        ]
    }

    func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage {
        guard cursor == nil else { throw UnknownCursor() }
        return ResourcePage(Array(try await results.resources(for: Caller(principal)).prefix(100)))
    }

    func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]? {
        guard Self.uri.match(uri) != nil else { return nil }
        return try await results.contents(of: uri, for: Caller(principal)).map { [$0] }
    }
}
