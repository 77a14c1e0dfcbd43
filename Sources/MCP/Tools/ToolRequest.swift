import JSON

/// A `tools/call` that has been read.
struct ToolRequest: Sendable {
    /// Where the tool stands in the server's list: a copy of the tool itself would be copied at each step on the way.
    private let position: Int
    private let arguments: JSONView?
    /// What a stateless request brought of earlier rounds.
    private let retry: Input.Retry?
    private let task: Wish

    /// Whether the call is to become a task.
    private enum Wish: Sendable {
        case none
        /// - Parameter lifetime: milliseconds that the client wants the task kept.
        case wanted(lifetime: Int?)
    }

    init(
        _ params: JSONView?, tools: ToolList, client: ClientDescription, _ peer: Peer, _ features: Features
    ) throws(ProtocolError) {
        guard let name = params?["name"]?.string else {
            throw ProtocolError(.invalidParams, "tools/call needs \"name\", the name of a tool.")
        }
        guard let position = tools.position(of: name) else {
            throw Self.unknownTool(name, tools, client.revision)
        }
        let arguments = params?["arguments"].flatMap { $0.isNull ? nil : $0 }
        if let arguments, arguments.kind != .object {
            throw ProtocolError(.invalidParams, "\"arguments\" must be an object.")
        }
        self.position = position
        self.arguments = arguments
        let tool = tools[position]
        if client.revision.isStateless {
            try peer.headers?.check(tool.mirrored, against: arguments)
            retry = try Input.Retry(
                params, method: Method.callTool.rawValue, name: name, caller: peer.principal.id, features: features)
        } else {
            retry = nil
        }
        task = features.tasks == nil ? .none : try Self.wish(params, tool, client)
    }

    /// Stateless clients say that they follow tasks, and the server decides; those of 2025-11-25 ask for one.
    private static func wish(
        _ params: JSONView?, _ tool: Tool, _ client: ClientDescription
    ) throws(ProtocolError) -> Wish {
        guard client.revision.hasTaskParameter else {
            guard tool.taskSupport != .forbidden, client.revision.hasTasks else { return .none }
            if tool.taskSupport == .required { try client.require(.tasks) }
            guard client.declares(.tasks), tool.isLong?(params?["arguments"]) ?? true else { return .none }
            return .wanted(lifetime: nil)
        }
        let task = params?["task"].flatMap { $0.isNull ? nil : $0 }
        switch (tool.taskSupport, task) {
        case (.forbidden, .some):
            throw ProtocolError(.methodNotFound, "The tool \(tool.name) does not run as a task; leave out \"task\".")
        case (.required, nil):
            throw ProtocolError(.methodNotFound, "The tool \(tool.name) runs as a task only; send \"task\" along.")
        case (_, let task?):
            guard task.kind == .object, task["ttl"]?.int ?? 1 > 0 else {
                throw ProtocolError(.invalidParams, "\"task\" must be an object, and its \"ttl\" milliseconds.")
            }
            return .wanted(lifetime: task["ttl"]?.int)
        case (_, nil):
            return .none
        }
    }

    /// Runs the tool, or begins the task that runs it; a failure of the tool's own work is a result too.
    func result(in context: RequestContext, outlet: any Outlet) async throws -> [UInt8] {
        let tool = context.contents.tools[position]
        let input = context.input(retry, over: outlet)
        var call = ToolCall(
            arguments: arguments, meta: context.meta, principal: context.principal, client: context.client,
            progress: ProgressReporter(meta: context.meta, outlet: outlet, revision: context.client.revision),
            input: input,
            log: try LogReporter(
                meta: context.meta, session: context.session, outlet: outlet, features: context.server.features,
                context.client.revision),
            stream: outlet)
        guard case .wanted(let lifetime) = task else {
            return try await tool.result(of: call, preparing: true)
                .encoded(for: context.client.revision, identity: context.contents.identity)
        }
        // What is asked before the work begins is asked while the client waits (tasks extension, task creation).
        if let refusal = try await tool.refusal(of: call) {
            return refusal.encoded(for: context.client.revision, identity: context.contents.identity)
        }
        // The stream ends with the task's beginning.
        (call.progress, call.log) = (nil, nil)
        return try await begin(tool, call, lifetime, in: context)
    }

    private func begin(
        _ tool: Tool, _ call: ToolCall, _ lifetime: Int?, in context: RequestContext
    ) async throws -> [UInt8] {
        let identity = context.contents.identity
        let record = try await context.desk.begin(
            tool.name, arguments: arguments, owner: context.principal.id, lifetime: lifetime
        ) { task in
            try await tool.outcome(of: task, call, identity: identity)
        }
        let revision = context.client.revision
        guard revision.isStateless else {
            return context.result { result in
                result.key("task")
                result.object { record.write(to: &$0, revision: revision) }
            }
        }
        return identity.result(for: revision, type: "task") { result in
            record.write(to: &result, revision: revision)
            // Not of the extension: clients that take every answer for a tool's result find one that is empty.
            result.member("content", .array([]))
        }
    }

    /// Stateless clients get `-32602`, the code in the specification's example (2026-07-28, tools, error handling);
    /// clients of the handshake revisions get `-32601`, which this family documents for an unknown tool (decision 002).
    private static func unknownTool(_ name: String, _ tools: ToolList, _ revision: Revision) -> ProtocolError {
        ProtocolError(
            revision.isStateless ? .invalidParams : .methodNotFound,
            "Unknown tool \(name.debugDescription); \(tools.hint(about: name))")
    }
}
