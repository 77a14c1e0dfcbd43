import JSON

/// A `subscriptions/listen` that has been read (2026-07-28, subscriptions).
struct Listening: Sendable {
    /// Most resources and tasks that one subscription may follow, so that it stays small.
    private static let limit = 1000

    let filter: ChangeFilter

    /// Reads what the client wants, and keeps what the server has.
    init(_ params: JSONView?, features: Features, offer: Offer, client: ClientDescription) throws(ProtocolError) {
        guard let wanted = params?["notifications"], wanted.kind == .object else {
            throw ProtocolError(.invalidParams, "subscriptions/listen needs \"notifications\", an object.")
        }
        var filter = ChangeFilter()
        filter.tools = offer.announcesTools && wanted["toolsListChanged"]?.bool == true
        filter.prompts = offer.announcesPrompts && wanted["promptsListChanged"]?.bool == true
        filter.resourceList = offer.announcesResources && wanted["resourcesListChanged"]?.bool == true
        if features.resourcesCanBeFollowed {
            filter.resources = Set(try Self.texts(wanted["resourceSubscriptions"], "resourceSubscriptions"))
        }
        let tasks = try Self.texts(wanted["taskIds"], "taskIds")
        if !tasks.isEmpty { try client.require(.tasks) }
        if features.tasks != nil { filter.tasks = Set(tasks) }
        self.filter = filter
    }

    private static func texts(_ view: JSONView?, _ name: String) throws(ProtocolError) -> [String] {
        guard let view, !view.isNull else { return [] }
        guard view.kind == .array, view.count <= limit, view.elements.allSatisfy({ $0.string != nil }) else {
            throw ProtocolError(.invalidParams, "\"\(name)\" must be an array of at most \(limit) strings.")
        }
        return view.elements.compactMap(\.string)
    }
}
