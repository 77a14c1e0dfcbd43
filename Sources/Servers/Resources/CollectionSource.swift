import Catalogue
import Gateway
import JSON
import MCP

/// The objects of one collection as resources: the list as a whole, and each object by its id.
struct CollectionSource: ResourceSource {
    let collection: ResourceCollection
    let reads: ProviderReads
    let suggestions: Suggestions

    /// How long a list may keep its client waiting; without its objects it is still of use.
    private static let patience = Duration.seconds(10)

    var templates: [ResourceTemplate] {
        let item = ResourceTemplate(
            uri: collection.item, name: collection.id, title: collection.itemTitle,
            description: collection.itemSummary, mimeType: "application/json",
            completers: [collection.id: suggestions.completer(collection.ids)])
        guard let filter = collection.filter else { return [item] }
        return [
            item,
            ResourceTemplate(
                uri: filter.uri, name: "\(collection.name)-by-\(filter.argument)", description: filter.summary,
                mimeType: "application/json", completers: [filter.argument: suggestions.completer(filter.suggestion)]),
        ]
    }

    // MARK: Listing

    /// The first page is never refused: what needs no provider is worth listing without one, and reading the whole
    /// says what is wrong.
    func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage {
        let caller = Caller(principal)
        if let cursor { return try await page(from: cursor, for: caller) }
        let whole = Resource(
            uri: collection.uri, name: collection.name, title: collection.title, description: collection.summary,
            mimeType: "application/json")
        guard collection.listsItems else { return ResourcePage([whole]) }
        let first = try await reads.hoped(within: Self.patience) { try await page(from: nil, for: caller) }
        return ResourcePage([whole] + (first?.resources ?? []), next: first?.next)
    }

    private func page(from cursor: String?, for caller: Caller) async throws -> ResourcePage {
        let answer = try await reads.object(collection.list, collection.arguments(from: cursor), for: caller)
        guard let body = answer.body else { return ResourcePage([]) }
        return ResourcePage(
            body["data"]?.elements.compactMap(collection.resource) ?? [], next: nextPage(after: body)?.value)
    }

    private func nextPage(after body: JSONView) -> NextPage? {
        Catalogue.endpoint(named: collection.list).flatMap { NextPage(after: body, of: $0) }
    }

    // MARK: Reading

    func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]? {
        let caller = Caller(principal)
        if uri == collection.uri { return try await whole(uri, narrowedTo: nil, for: caller) }
        if let filter = collection.filter, let value = filter.uri.match(uri)?[filter.argument] {
            return try await whole(uri, narrowedTo: value, for: caller)
        }
        guard let id = collection.id(in: uri) else { return nil }
        var arguments = Members()
        arguments.set(collection.id, .string(id))
        guard let body = try await reads.objectIfAny(collection.get, arguments, for: caller)?.body else { return nil }
        return [Self.json(uri, body.compact)]
    }

    private func whole(_ uri: String, narrowedTo value: String?, for caller: Caller) async throws
        -> [ResourceContents]
    {
        let answer = try await reads.object(collection.list, collection.arguments(narrowedTo: value), for: caller)
        let digest = CollectionDigest(collection, environment: reads.environment)
        let body = try answer.list("data", mayBeEmpty: true).body
        return [Self.json(uri, digest.json(of: body, next: nextPage(after: body)))]
    }

    private static func json(_ uri: String, _ bytes: [UInt8]) -> ResourceContents {
        ResourceContents(uri: uri, mimeType: "application/json", .text(String(decoding: bytes, as: UTF8.self)))
    }
}
