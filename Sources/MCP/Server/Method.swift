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
    case subscribeResource = "resources/subscribe"
    case unsubscribeResource = "resources/unsubscribe"
    case listPrompts = "prompts/list"
    case getPrompt = "prompts/get"
    case complete = "completion/complete"
    case setLogLevel = "logging/setLevel"
    case listen = "subscriptions/listen"
    case getTask = "tasks/get"
    case taskResult = "tasks/result"
    case listTasks = "tasks/list"
    case updateTask = "tasks/update"
    case cancelTask = "tasks/cancel"
}
