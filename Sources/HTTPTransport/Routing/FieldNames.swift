import HTTPTypes

extension HTTPField.Name {
    private static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is not a field name") }
        return name
    }

    static let apiKey = named("X-API-Key")
    static let sessionID = named("Mcp-Session-Id")
    static let protocolVersion = named("MCP-Protocol-Version")
    static let mcpMethod = named("Mcp-Method")
    static let mcpName = named("Mcp-Name")
    /// Asks proxies such as nginx not to hold events back.
    static let accelBuffering = named("X-Accel-Buffering")
}
