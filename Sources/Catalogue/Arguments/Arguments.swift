import JSON

/// Arguments that fit an endpoint, by where they travel. Values are still the bytes that came.
public struct Arguments: Sendable {
    /// One argument by its name in the API.
    public typealias Item = (name: String, value: JSONView)

    /// Values of the path's placeholders.
    public internal(set) var path: [Item] = []
    public internal(set) var query: [Item] = []
    /// Query item of a folded variant that was asked for.
    public internal(set) var fixedQuery: (name: String, value: String)?
    public internal(set) var headers: [Item] = []
    /// What this server acts on itself.
    public internal(set) var local: [Item] = []
    /// Members of the body in the order in which they came.
    public internal(set) var body: [Item] = []
    /// Members of `extra_body`; none of them is a name that the endpoint declares.
    public internal(set) var extra: [Item] = []
    /// How the body is to be sent: never ``Endpoint/Encoding/multipartOrJSON``.
    public internal(set) var encoding: Endpoint.Encoding = .json

    /// The value of a body member, or nil.
    public subscript(name: String) -> JSONView? { body.first { $0.name == name }?.value }
}

extension Arguments {
    /// The path argument for which several values were given, each of them to be called on its own; or nil.
    public var severalIDs: (name: String, values: [JSONView])? {
        path.first { $0.value.kind == .array }.map { ($0.name, Array($0.value.elements)) }
    }

    /// Sets an item of the query.
    public mutating func set(query name: String, _ value: JSONView) {
        if let position = query.firstIndex(where: { $0.name == name }) {
            query[position].value = value
        } else {
            query.append((name, value))
        }
    }

    /// The same arguments with another value in the path.
    public func replacing(path name: String, with value: JSONView) -> Arguments {
        var copy = self
        for position in copy.path.indices where copy.path[position].name == name { copy.path[position].value = value }
        return copy
    }
}
