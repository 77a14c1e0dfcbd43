import JSON

/// One tool that a server offers.
public struct Tool: Sendable {
    /// Unique within a server; 1 to 64 characters.
    public let name: String
    /// Other names under which the tool can be called; they are not listed.
    public let aliases: [String]
    /// Whether `tools/list` shows the tool; it can be called either way.
    public let isListed: Bool
    /// What a person reads, if it differs from the name.
    public let title: String?
    /// What a model reads.
    public let description: String
    /// JSON Schema of the arguments, on one line.
    public let inputSchema: [UInt8]
    /// JSON Schema of the structured content, on one line; an `object` at its root, as revisions before 2026-07-28 want.
    public let outputSchema: [UInt8]?
    public let annotations: Annotations
    /// Whether a call may go on as a task.
    public let taskSupport: TaskSupport
    /// Whether a call with these arguments takes so long that it becomes a task where the server decides, which is so for
    /// stateless clients; nil: every call does.
    public let isLong: (@Sendable (JSONView?) -> Bool)?
    /// Arguments that HTTP headers repeat.
    public var mirrored: [MirroredParameter]
    /// Pictures for people.
    public let icons: [Icon]
    /// Asks what must be known before the work begins, and may answer in its place; nil: nothing.
    public let prepare: (@Sendable (ToolCall) async throws -> ToolResult?)?
    /// Does the work. May throw ``ArgumentFault``, ``ProtocolError`` or `CancellationError`.
    public let run: @Sendable (ToolCall) async throws -> ToolResult

    /// Hints about what a call does; all four are always said (2025-03-26 and later).
    public struct Annotations: Sendable, Hashable {
        public var readOnly: Bool
        public var destructive: Bool
        public var idempotent: Bool
        public var openWorld: Bool

        /// Creates hints.
        public init(readOnly: Bool, destructive: Bool, idempotent: Bool, openWorld: Bool) {
            self.readOnly = readOnly
            self.destructive = destructive
            self.idempotent = idempotent
            self.openWorld = openWorld
        }
    }

    /// Creates a tool.
    public init(
        name: String, aliases: [String] = [], isListed: Bool = true, title: String? = nil, description: String,
        inputSchema: [UInt8], outputSchema: [UInt8]? = nil, annotations: Annotations,
        taskSupport: TaskSupport = .forbidden, isLong: (@Sendable (JSONView?) -> Bool)? = nil,
        mirrored: [MirroredParameter] = [], icons: [Icon] = [],
        prepare: (@Sendable (ToolCall) async throws -> ToolResult?)? = nil,
        run: @escaping @Sendable (ToolCall) async throws -> ToolResult
    ) {
        self.name = name
        self.aliases = aliases
        self.isListed = isListed
        self.title = title
        self.description = description
        self.inputSchema = inputSchema
        self.outputSchema = outputSchema
        self.annotations = annotations
        self.taskSupport = taskSupport
        self.isLong = isLong
        self.mirrored = mirrored
        self.icons = icons
        self.prepare = prepare
        self.run = run
    }

    /// The schema of the arguments; without the marks of headers where the revision has none, for some who serve models
    /// refuse keywords that they do not know.
    private func inputSchema(for revision: Revision) -> [UInt8] {
        guard !revision.hasStandardHeaders, !mirrored.isEmpty, let schema = try? JSONDocument(inputSchema).root else {
            return inputSchema
        }
        var writer = JSONWriter(reserving: inputSchema.count)
        MirroredParameter.write(unmarked: schema, to: &writer)
        return writer.bytes
    }

    /// The tool's definition as the given revision has it.
    public func definition(for revision: Revision) -> [UInt8] {
        var writer = JSONWriter(reserving: 256 + inputSchema.count + (outputSchema?.count ?? 0))
        writer.object { tool in
            tool.member("name", name)
            if let title, revision.hasStructuredContent { tool.member("title", title) }
            tool.member("description", description)
            tool.member("inputSchema", raw: inputSchema(for: revision))
            if let outputSchema, revision.hasStructuredContent { tool.member("outputSchema", raw: outputSchema) }
            guard revision.hasAnnotations else { return }
            tool.key("annotations")
            tool.object {
                $0.member("readOnlyHint", annotations.readOnly)
                $0.member("destructiveHint", annotations.destructive)
                $0.member("idempotentHint", annotations.idempotent)
                $0.member("openWorldHint", annotations.openWorld)
            }
            Icon.write(icons, to: &tool, revision: revision)
            if revision.hasTaskParameter, taskSupport != .forbidden {
                tool.member("execution", ["taskSupport": .string(taskSupport.rawValue)])
            }
        }
        return writer.bytes
    }
}

/// The arguments of a call do not fit the tool; by revision a tool error or `-32602`.
public struct ArgumentFault: Error, Sendable {
    /// One sentence that names the argument and what is expected.
    public let message: String

    /// Creates a fault.
    public init(_ message: String) { self.message = message }
}
