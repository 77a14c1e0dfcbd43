import Catalogue
import Gateway
import JSON
import MCP

/// One sort of object at the provider that is shown as resources: how it is named, listed and read.
struct ResourceCollection: Sendable {
    /// The last part of its URI, `openai://files`.
    let name: String
    let title: String
    let summary: String
    /// Endpoints that list the objects and read one.
    let list: String
    let get: String
    /// URIs of single objects, as they are listed.
    let item: URITemplate
    /// URIs that are read as well: ids that stand in them as they are.
    let lenient: URITemplate
    let itemTitle: String
    let itemSummary: String
    /// Members of an object that its line in the list shows.
    let shown: [String]
    /// Whether each object is a resource in the list, or only the whole.
    let listsItems: Bool
    let filter: Filter?
    /// Suggests ids.
    let ids: Suggestion

    /// An argument by which the list can be narrowed.
    struct Filter: Sendable {
        let argument: String
        let uri: URITemplate
        let summary: String
        let suggestion: Suggestion
    }

    var uri: String { "openai://" + name }
    /// Name of the id in the template and in the endpoint that reads.
    var id: String { item.variables.first ?? "id" }

    /// Models that the key may use.
    static let models = ResourceCollection(
        name: "models", title: "Models", summary: "Models that can be used now, and when OpenAI ends them.",
        list: "model-list", get: "model-get", item: "openai://models/{model}", lenient: "openai://models/{+model}",
        itemTitle: "Model", itemSummary: "One model: its owner, and when it was made.",
        shown: ["id", "owned_by", "created"], listsItems: false, filter: nil,
        ids: .models(nil))

    /// Uploaded files.
    static let files = ResourceCollection(
        name: "files", title: "Files", summary: "Uploaded files, newest first.", list: "file-list", get: "file-get",
        item: "openai://files/{file_id}", lenient: "openai://files/{file_id}", itemTitle: "File",
        itemSummary: "Name, size, purpose and status of an uploaded file.",
        shown: ["id", "filename", "bytes", "purpose", "status", "created_at"], listsItems: true,
        filter: Filter(
            argument: "purpose", uri: "openai://files?purpose={purpose}", summary: "Uploaded files of one purpose.",
            suggestion: .purposes), ids: .files)

    /// Vector stores.
    static let vectorStores = ResourceCollection(
        name: "vector-stores", title: "Vector stores", summary: "Vector stores, newest first.",
        list: "vector-store-list", get: "vector-store-get", item: "openai://vector-stores/{vector_store_id}",
        lenient: "openai://vector-stores/{vector_store_id}", itemTitle: "Vector store",
        itemSummary: "Name, status, size and number of files of a vector store.",
        shown: ["id", "name", "status", "file_counts", "usage_bytes", "expires_at"], listsItems: true, filter: nil,
        ids: .vectorStores)
}

extension ResourceCollection {
    /// Arguments of the endpoint that lists, for one page.
    func arguments(from cursor: String? = nil, narrowedTo value: String? = nil) -> Members {
        var members = Members()
        if listsItems { members.set("limit", .int(Self.pageSize)) }
        if let cursor { members.set("after", .string(cursor)) }
        if let value, let filter { members.set(filter.argument, .string(value)) }
        return members
    }

    /// The id in the URI of a single object; nil where it is none of this collection.
    func id(in uri: String) -> String? { (item.match(uri) ?? lenient.match(uri))?[id] }

    /// An object as an entry of `resources/list`; nil where it has no id.
    func resource(_ object: JSONView) -> Resource? {
        guard let id = object["id"]?.string else { return nil }
        let name = ["filename", "name"].lazy.compactMap { object[$0]?.string }.first { !$0.isEmpty } ?? id
        var facts = [itemTitle]
        if let purpose = object["purpose"]?.string { facts.append("for \(purpose)") }
        if let bytes = object["bytes"]?.int { facts.append("\(bytes) bytes") }
        if let status = object["status"]?.string { facts.append(status) }
        return Resource(
            uri: item.expand([self.id: id]), name: name, description: facts.joined(separator: ", "),
            mimeType: "application/json")
    }

    private static let pageSize = 100
}
