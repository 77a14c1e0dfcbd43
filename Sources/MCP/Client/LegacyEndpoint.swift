/// Where a server of the HTTP+SSE transport wants messages (2024-11-05, transports, HTTP with SSE).
public enum LegacyEndpoint {
    /// The URL that an `endpoint` event names, seen from the URL of the stream; nil where it leads to another host, which
    /// must get neither messages nor keys.
    public static func url(_ endpoint: String, from stream: String) -> String? {
        guard let origin = origin(of: stream), !endpoint.isEmpty,
            endpoint.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        if endpoint.hasPrefix("//") { return nil }
        if endpoint.hasPrefix("/") { return origin + endpoint }
        if endpoint.contains("://") {
            return self.origin(of: endpoint)?.lowercased() == origin.lowercased() ? endpoint : nil
        }
        let path = stream.dropFirst(origin.count).prefix { $0 != "?" && $0 != "#" }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return origin + folder + endpoint
    }

    /// Scheme, host and port; nil where the URL has no such.
    private static func origin(of url: String) -> String? {
        guard let mark = url.ranges(of: "://").first, mark.lowerBound != url.startIndex else { return nil }
        let rest = url[mark.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        guard end != mark.upperBound, !url[mark.upperBound..<end].contains("@") else { return nil }
        return String(url[..<end])
    }
}
