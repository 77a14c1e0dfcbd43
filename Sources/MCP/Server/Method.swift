/// The requests that a server of ours may answer, in the order in which an error names them.
enum Method: String, CaseIterable, Sendable {
    case callTool = "tools/call"
    case listTools = "tools/list"
    case initialize
    case ping
    case discover = "server/discover"
    case listResources = "resources/list"
    case listTemplates = "resources/templates/list"
    case readResource = "resources/read"
    case listPrompts = "prompts/list"
    case getPrompt = "prompts/get"
    case complete = "completion/complete"
}
