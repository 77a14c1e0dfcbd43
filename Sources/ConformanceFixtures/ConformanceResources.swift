import JSON
import MCP

/// A text, an image, a resource that can be followed, and a template.
struct ConformanceResources: ResourceSource {
    let hints = CacheHints(lifetime: 60_000, scope: .shared)
    let templates = [
        ResourceTemplate(
            uri: "test://template/{id}/data", name: "template", description: "Data of an id.",
            mimeType: "application/json")
    ]

    func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage {
        guard cursor == nil else { throw UnknownCursor() }
        return ResourcePage([
            Resource(
                uri: "test://static-text", name: "static-text", description: "A text.", mimeType: "text/plain"),
            Resource(
                uri: "test://static-binary", name: "static-binary", description: "An image.", mimeType: "image/png"),
            Resource(
                uri: "test://watched-resource", name: "watched-resource", description: "A text that may change.",
                mimeType: "text/plain"),
        ])
    }

    func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]? {
        switch uri {
        case "test://static-text":
            return [text("This is the content of the static text resource.", uri)]
        case "test://static-binary":
            let bytes = Base64.decode(Samples.png.utf8) ?? []
            return [ResourceContents(uri: uri, mimeType: "image/png", .blob(bytes))]
        case "test://watched-resource":
            return [text("This may change.", uri)]
        default:
            guard let id = templates[0].uri.match(uri)?["id"] else { return nil }
            let data: JSONValue = [
                "id": .string(id), "templateTest": true, "data": .string("Data for ID: \(id)"),
            ]
            let body = String(decoding: data.encoded, as: UTF8.self)
            return [ResourceContents(uri: uri, mimeType: "application/json", .text(body))]
        }
    }

    private func text(_ text: String, _ uri: String) -> ResourceContents {
        ResourceContents(uri: uri, mimeType: "text/plain", .text(text))
    }
}
