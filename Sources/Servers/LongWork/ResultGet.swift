import Gateway
import JSON
import MCP

extension Tool {
    /// The tool that fetches the result of work that took longer than a client waits.
    static func resultGet(_ handles: Handles) -> Tool {
        let schema: JSONValue = [
            "type": "object",
            "properties": [
                "handle": ["type": "string", "description": "The handle that an earlier call answered with."]
            ],
            "required": ["handle"],
            "additionalProperties": false,
        ]
        return Tool(
            name: HandleMessage.toolName, title: "Get a result",
            description: "Get the result of a call that answered with a handle because it took long.",
            inputSchema: schema.encoded,
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false)
        ) { call in
            let unknown = call.arguments?.members.first { $0.key != "handle" }
            if let unknown {
                throw ArgumentFault("Unknown argument \"\(unknown.key)\"; \(HandleMessage.toolName) takes \"handle\".")
            }
            guard let handle = call.arguments?["handle"]?.string else {
                throw ArgumentFault("\"handle\" is missing; give the handle that an earlier call answered with.")
            }
            return try await handles.result(of: handle, for: Caller(call.principal))
        }
    }
}

extension Caller: Principal {
    /// The gateway's view of whoever a transport found.
    init(_ principal: any Principal) {
        self = principal as? Caller ?? Caller(id: principal.id, mayUseServerKey: false)
    }
}
