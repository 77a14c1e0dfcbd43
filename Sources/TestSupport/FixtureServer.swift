import JSON
import MCP

/// A small server whose tools, resources and prompts do what the tests of protocol and transports need.
public enum FixtureServer {
    /// Whoever calls in a test.
    public struct Tester: Principal {
        public let id: String

        /// Creates a caller.
        public init(_ id: String = "tester") { self.id = id }
    }

    /// Identity of the server.
    public static let identity = ServerIdentity(
        name: "fixture", title: "Fixture", version: "1.0", instructions: "Tools for tests.")

    /// Creates the server.
    public static func make(pageSize: Int = 0) throws -> Server {
        try Server(
            identity, tools: [echo, progress, whisper, slow, fails, throwing, picture],
            resources: [FixtureFiles(), FixtureNotes()], prompts: FixturePrompts.all, pageSize: pageSize)
    }

    /// A server that has nothing but tools.
    public static func makeBare() throws -> Server { try Server(identity, tools: [echo]) }

    private static func tool(
        _ name: String, aliases: [String] = [], isListed: Bool = true, outputSchema: String? = nil,
        _ description: String, _ run: @escaping @Sendable (ToolCall) async throws -> ToolResult
    ) -> Tool {
        Tool(
            name: name, aliases: aliases, isListed: isListed, description: description,
            inputSchema: Array(#"{"type":"object","properties":{"text":{"type":"string"}}}"#.utf8),
            outputSchema: outputSchema.map { Array($0.utf8) },
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false), run: run)
    }

    /// Answers its argument; without one it complains.
    static let echo = tool(
        "echo", aliases: ["say", "repeat-after-me"],
        outputSchema: #"{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}"#,
        "Says what it hears."
    ) { call in
        guard let text = call.arguments?["text"]?.string else {
            throw ArgumentFault("`text` is missing; give a string.")
        }
        let structured: JSONValue = ["text": .string(text)]
        return ToolResult([.text(text)], structured: structured.encoded)
    }

    /// Reports three times and answers.
    static let progress = tool("progress", "Reports progress.") { call in
        for step in 1...3 { await call.progress?.report(Double(step), total: 3, message: "step \(step)") }
        return ToolResult([.text("done")])
    }

    /// Is called by those who know of it.
    static let whisper = tool("whisper", isListed: false, "Is not listed.") { _ in ToolResult([.text("psst")]) }

    /// Takes as many milliseconds as `text` says.
    static let slow = tool("slow", "Takes its time.") { call in
        let milliseconds = call.arguments?["text"]?.string.flatMap { Int($0) } ?? 1000
        try await Task.sleep(for: .milliseconds(milliseconds))
        return ToolResult([.text("awake")])
    }

    static let fails = tool("fails", "Fails in its own work.") { _ in .failure("It went wrong; try another tool.") }

    static let throwing = tool("throws", "Answers a protocol error.") { _ in
        throw ProtocolError(.internalError, "The tool threw.")
    }

    static let picture = tool("picture", "Answers every kind of content.") { _ in
        ToolResult(
            [
                .text("a dot"), .image(data: "iVBORw0KGgo=", mimeType: "image/png"),
                .audio(data: "UklGRg==", mimeType: "audio/wav"),
                .link(uri: "file:///dot.png", name: "dot", mimeType: "image/png", size: 8),
            ], meta: [.init("test/note", "with metadata")])
    }
}
