import MCP

/// The server that the official conformance suite asks for: its tools, resources and prompts, and nothing else.
///
/// Built on the public interface of `MCP` only, so that it also shows how a server is written with it.
public enum ConformanceServer {
    static let identity = ServerIdentity(
        name: "mcp-fixtures", title: "Conformance fixtures", version: "1.0",
        instructions: "Tools, resources and prompts that the conformance suite expects.")

    /// Creates the server.
    ///
    /// - Parameter sealer: seals what clients keep between the rounds of a request.
    public static func make(sealer: any Sealer) throws -> Server {
        var features = Features()
        features.announcesChanges = true
        features.resourcesCanBeFollowed = true
        features.logs = true
        features.sealer = sealer
        var limits = TaskDesk.Limits()
        limits.pollInterval = 200
        features.tasks = TaskDesk(limits: limits)
        let feed = ChangeTools()
        let server = try Server(
            identity,
            tools: ContentTools.all + [SchemaTool.tool, MirroredTool.tool] + HandshakeTools.all + feed.all
                + InputTools.all + TaskTools.all,
            resources: [ConformanceResources()], prompts: ConformancePrompts.all, features: features)
        feed.watch(server)
        return server
    }
}

extension Tool {
    /// A tool of this server.
    ///
    /// - Parameter schema: properties and required names of its arguments, as JSON text.
    static func fixture(
        _ name: String, _ description: String, schema: String = #"{"type":"object","properties":{}}"#,
        taskSupport: TaskSupport = .forbidden, mirrored: [MirroredParameter] = [],
        prepare: (@Sendable (ToolCall) async throws -> ToolResult?)? = nil,
        run: @escaping @Sendable (ToolCall) async throws -> ToolResult
    ) -> Tool {
        Tool(
            name: name, description: description, inputSchema: Array(schema.utf8),
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false),
            taskSupport: taskSupport, mirrored: mirrored, prepare: prepare, run: run)
    }
}

extension ToolResult {
    /// One text.
    static func text(_ text: String) -> ToolResult { ToolResult([.text(text)]) }
}
