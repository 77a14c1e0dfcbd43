import NIOHTTP1

/// What browsers need to let a page of another origin call (Fetch standard, CORS protocol).
enum CrossOrigin {
    /// Headers of every answer to a page whose origin is allowed.
    static func fields(for origin: String) -> HTTPHeaders {
        [
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": "Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate",
            "Vary": "Origin",
        ]
    }

    /// The answer to a preflight request.
    static func preflight(_ request: HTTPHeaders, methods: String) -> Answer {
        let asked = (request.first(name: "access-control-request-headers") ?? "").split(separator: ",").map { name in
            name.filter { $0 != " " && $0 != "\t" }.lowercased()
        }
        let custom = asked.filter { $0.hasPrefix("mcp-") && !allowed.contains($0) }
        let fields: HTTPHeaders = [
            "Allow": methods,
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": (allowed + custom).joined(separator: ", "),
            "Access-Control-Max-Age": "7200",
        ]
        return .whole(.noContent, fields, [])
    }

    private static let allowed = [
        "content-type", "accept", "authorization", "x-api-key", "last-event-id", "mcp-protocol-version",
        "mcp-session-id", "mcp-method", "mcp-name", "x-mcp-tools", "x-mcp-exclude", "x-mcp-readonly", "x-mcp-read-only",
        "x-mcp-no-destructive", "x-mcp-surface", "x-filename", "content-disposition",
    ]
}
