/// Where the values of a configuration were given.
public struct Places: Sendable {
    private var byPath: [String: Place] = [:]

    /// Takes the places of further values.
    mutating func add(_ places: [String: Place]) { byPath.merge(places) { $1 } }

    /// Place of a value, by its path in the file, such as `provider.key`; nil where a default holds.
    subscript(path: String) -> Place? { byPath[path] }

    /// Line and column of a part, such as `transforms[0].request[1]`, or of the nearest part around it.
    public func of(_ path: String) -> String {
        var path = path[...]
        while true {
            if let place = byPath[String(path)] { return place.description }
            guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return "settings" }
            path = path[..<end]
        }
    }
}
