import JSON
import MCP

/// Checks messages that a server sends against the published schema of a revision.
public struct MessageCheck: Sendable {
    private let revision: Revision
    private let schema: JSONSchemaCheck

    /// Reads the schema; throws where `../shared` is absent.
    public init(_ revision: Revision) throws {
        self.revision = revision
        schema = JSONSchemaCheck(try SharedFacts.json("mcp-schema/\(revision.rawValue).json"))
    }

    /// What is wrong with a message of the server's.
    ///
    /// - Parameter method: the method of the request that it answers; nil for a notification.
    public func faults(in message: JSONView, answering method: String?) -> [String] {
        if message.kind == .array { return message.elements.flatMap { self.faults(in: $0, answering: method) } }
        if let method = message["method"]?.string {
            let name = Self.messages[method].flatMap { schema.has($0) ? $0 : nil }
            return schema.faults(
                in: message, definition: name ?? (message["id"] == nil ? "JSONRPCNotification" : "JSONRPCRequest"))
        }
        if let error = message["error"] { return self.faults(ofError: error, in: message) }
        var faults = schema.faults(in: message, definition: first(["JSONRPCResultResponse", "JSONRPCResponse"]))
        if let result = message["result"], let name = name(of: result, method) {
            faults += schema.faults(in: result, definition: name)
        }
        return faults
    }

    /// The definition of a result; nil where the schema has none, as for what extensions add.
    private func name(of result: JSONView, _ method: String?) -> String? {
        if result["resultType"]?.string == "input_required" { return "InputRequiredResult" }
        if result["resultType"]?.string == "task" { return nil }
        if method == "tools/call", result["task"] != nil { return "CreateTaskResult" }
        return method.flatMap { Self.results[$0] }.flatMap { schema.has($0) ? $0 : nil }
    }

    private func faults(ofError error: JSONView, in message: JSONView) -> [String] {
        // Revisions before 2025-11-25 have no way to say that the id could not be read; JSON-RPC 2.0 says null.
        if message["id"]?.isNull == true { return error["code"]?.int == nil ? ["an error without a code"] : [] }
        let faults = schema.faults(in: message, definition: first(["JSONRPCErrorResponse", "JSONRPCError"]))
        let typed = [
            -32020: "HeaderMismatchError", -32021: "MissingRequiredClientCapabilityError",
            -32022: "UnsupportedProtocolVersionError",
        ]
        guard let name = error["code"]?.int.flatMap({ typed[$0] }) else { return faults }
        guard schema.has(name) else { return faults + ["\(revision.rawValue) has no \(name)"] }
        return faults + schema.faults(in: message, definition: name)
    }

    private func first(_ names: [String]) -> String { names.first { schema.has($0) } ?? names[0] }

    private static let messages = [
        "notifications/progress": "ProgressNotification", "notifications/message": "LoggingMessageNotification",
        "notifications/resources/updated": "ResourceUpdatedNotification",
        "notifications/subscriptions/acknowledged": "SubscriptionsAcknowledgedNotification",
        "elicitation/create": "ElicitRequest", "sampling/createMessage": "CreateMessageRequest",
        "roots/list": "ListRootsRequest",
    ]

    private static let results = [
        "initialize": "InitializeResult", "server/discover": "DiscoverResult", "tools/list": "ListToolsResult",
        "tools/call": "CallToolResult", "ping": "EmptyResult", "resources/list": "ListResourcesResult",
        "resources/templates/list": "ListResourceTemplatesResult", "resources/read": "ReadResourceResult",
        "prompts/list": "ListPromptsResult", "prompts/get": "GetPromptResult",
        "completion/complete": "CompleteResult", "logging/setLevel": "EmptyResult",
        "resources/subscribe": "EmptyResult", "resources/unsubscribe": "EmptyResult",
        "subscriptions/listen": "SubscriptionsListenResult", "tasks/get": "GetTaskResult",
        "tasks/list": "ListTasksResult", "tasks/cancel": "CancelTaskResult", "tasks/result": "CallToolResult",
    ]
}
