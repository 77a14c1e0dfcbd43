import Gateway
import JSON
import MCP

extension Tool {
    /// The tool that fetches the result of work that took longer than a client waits, and reads on in one that was too
    /// large to be answered.
    static func resultGet(_ environment: ToolEnvironment, _ stored: StoredResult) -> Tool {
        let schema: JSONValue = [
            "type": "object",
            "properties": [
                "handle": [
                    "type": "string",
                    "description": "The handle that an earlier call answered with, or the URI of a stored result.",
                ],
                "offset": ["type": "integer", "minimum": 0, "description": "Byte of a stored result to go on from."],
                "fields": [
                    "type": "array", "items": ["type": "string"],
                    "description": "Paths to choose from a stored result, such as data.id.",
                ],
            ],
            "required": ["handle"],
            "additionalProperties": false,
        ]
        return Tool(
            name: HandleMessage.toolName, title: "Get a result",
            description:
                "Get the result of a call that took long and answered with a handle, or read on in a stored one.",
            inputSchema: schema.encoded,
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false)
        ) { call in
            let unknown = call.arguments?.members.first { !["handle", "offset", "fields"].contains($0.key) }
            if let unknown {
                throw ArgumentFault(
                    "Unknown argument \"\(unknown.key)\"; \(HandleMessage.toolName) takes \"handle\", \"offset\" and \"fields\"."
                )
            }
            guard let handle = call.arguments?["handle"]?.string else {
                throw ArgumentFault("\"handle\" is missing; give the handle that an earlier call answered with.")
            }
            guard StoredResult.isNamed(by: handle) else {
                return try await environment.result(behind: handle, call)
            }
            return try await stored.piece(
                of: handle, from: try offset(in: call), try fields(in: call), for: Caller(call.principal))
        }
    }

    private static func offset(in call: ToolCall) throws(ArgumentFault) -> Int {
        guard let given = call.arguments?["offset"], !given.isNull else { return 0 }
        guard let offset = given.int, offset >= 0 else {
            throw ArgumentFault("\"offset\" is not a whole number from 0; give the next_offset of the last piece.")
        }
        return offset
    }

    private static func fields(in call: ToolCall) throws(ArgumentFault) -> JSONView? {
        guard let given = call.arguments?["fields"], !given.isNull else { return nil }
        guard given.kind == .array, given.elements.allSatisfy({ $0.string != nil }) else {
            throw ArgumentFault("\"fields\" is not a list of paths; give one such as [\"data.id\"].")
        }
        return given
    }
}

extension ToolEnvironment {
    /// The result behind a handle, once whoever must approve it has.
    func result(behind handle: String, _ call: ToolCall) async throws -> ToolResult {
        try await handles.result(of: handle, for: Caller(call.principal)) { result, tool in
            try await Approval(environment: self, tool: tool, call: call).release(result, behind: handle)
        }
    }
}

extension Caller: Principal {
    /// The gateway's view of whoever a transport found.
    init(_ principal: any Principal) {
        self = principal as? Caller ?? Caller(id: principal.id, mayUseServerKey: false)
    }
}
