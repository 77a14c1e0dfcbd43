import JSON
import MCP

/// Checks messages that a server sends against the published schema of a revision.
public struct MessageCheck: Sendable {
    private let revision: Revision
    private let schema: JSONSchemaCheck
    private let tasks: JSONSchemaCheck

    /// Reads the schema; throws where `../shared` is absent.
    public init(_ revision: Revision) throws {
        self.revision = revision
        schema = JSONSchemaCheck(try SharedFacts.json("mcp-schema/\(revision.rawValue).json"))
        tasks = JSONSchemaCheck(try JSONDocument(TaskShapes.text))
    }

    /// What is wrong with a message of the server's.
    ///
    /// - Parameter method: the method of the request that it answers; nil for a notification or a request.
    public func faults(in message: JSONView, answering method: String?) -> [String] {
        if message.kind == .array { return message.elements.flatMap { self.faults(in: $0, answering: method) } }
        if let name = message["method"]?.string { return self.faults(inCall: message, name) }
        if let error = message["error"] { return self.faults(ofError: error, in: message) }
        let faults = schema.faults(in: message, definition: first(["JSONRPCResultResponse", "JSONRPCResponse"]))
        guard let result = message["result"], let method else { return faults }
        return faults + self.faults(inResult: result, of: method)
    }

    /// A request of the server's, or a notification.
    private func faults(inCall message: JSONView, _ method: String) -> [String] {
        if message["id"] != nil {
            let name = Self.requests[method].map { [$0] } ?? []
            return ["JSONRPCRequest", name.first ?? "ServerRequest"].flatMap { check(message, $0) }
        }
        guard method != "notifications/tasks" else {
            return tasks.faults(in: message, definition: "TaskNotification")
        }
        return check(message, Self.notifications[method] ?? "JSONRPCNotification")
    }

    private func faults(inResult result: JSONView, of method: String) -> [String] {
        switch (result["resultType"]?.string, method) {
        case ("input_required", "tools/call"), ("input_required", "prompts/get"), ("input_required", "resources/read"):
            return check(result, "InputRequiredResult")
        case ("task", "tools/call"):
            return check(result, "Result") + tasks.faults(in: result, definition: "Creation")
        case (_, "tasks/get") where revision.isStateless:
            return check(result, "Result") + tasks.faults(in: result, definition: "Detailed")
        case (_, "tasks/update") where revision.isStateless, (_, "tasks/cancel") where revision.isStateless:
            return check(result, "Result") + tasks.faults(in: result, definition: "Acknowledgement")
        case (_, "tools/call") where result["task"] != nil:
            return check(result, "CreateTaskResult")
        default:
            return Self.results[method].map { check(result, $0) } ?? ["no result of \(method) is known"]
        }
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
        return faults + check(message, name)
    }

    private func check(_ value: JSONView, _ name: String) -> [String] {
        guard schema.has(name) else { return ["\(revision.rawValue) has no \(name)"] }
        return schema.faults(in: value, definition: name)
    }

    private func first(_ names: [String]) -> String { names.first { schema.has($0) } ?? names[0] }

    private static let requests = [
        "elicitation/create": "ElicitRequest", "sampling/createMessage": "CreateMessageRequest",
        "roots/list": "ListRootsRequest",
    ]

    private static let notifications = [
        "notifications/progress": "ProgressNotification", "notifications/message": "LoggingMessageNotification",
        "notifications/tools/list_changed": "ToolListChangedNotification",
        "notifications/prompts/list_changed": "PromptListChangedNotification",
        "notifications/resources/list_changed": "ResourceListChangedNotification",
        "notifications/resources/updated": "ResourceUpdatedNotification",
        "notifications/subscriptions/acknowledged": "SubscriptionsAcknowledgedNotification",
    ]

    private static let results = [
        "initialize": "InitializeResult", "server/discover": "DiscoverResult", "tools/list": "ListToolsResult",
        "tools/call": "CallToolResult", "ping": "EmptyResult", "resources/list": "ListResourcesResult",
        "resources/templates/list": "ListResourceTemplatesResult", "resources/read": "ReadResourceResult",
        "resources/subscribe": "EmptyResult", "resources/unsubscribe": "EmptyResult",
        "prompts/list": "ListPromptsResult", "prompts/get": "GetPromptResult",
        "completion/complete": "CompleteResult", "logging/setLevel": "EmptyResult",
        "subscriptions/listen": "SubscriptionsListenResult", "tasks/get": "GetTaskResult",
        "tasks/list": "ListTasksResult", "tasks/cancel": "CancelTaskResult", "tasks/result": "CallToolResult",
    ]
}
