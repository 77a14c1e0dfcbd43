import JSON

/// A `tools/call` that has been read.
struct ToolRequest: Sendable {
    /// Where the tool stands in the server's list: a copy of the tool itself would be copied at each step on the way.
    private let position: Int
    private let arguments: JSONView?

    init(_ params: JSONView?, tools: ToolList, revision: Revision) throws(ProtocolError) {
        guard let name = params?["name"]?.string else {
            throw ProtocolError(.invalidParams, "tools/call needs \"name\", the name of a tool.")
        }
        guard let position = tools.position(of: name) else {
            throw Self.unknownTool(name, tools, revision)
        }
        let arguments = params?["arguments"].flatMap { $0.isNull ? nil : $0 }
        if let arguments, arguments.kind != .object {
            throw ProtocolError(.invalidParams, "\"arguments\" must be an object.")
        }
        self.position = position
        self.arguments = arguments
    }

    /// Runs the tool; a failure of its own work is a result too.
    func result(in context: RequestContext, outlet: any Outlet) async throws -> [UInt8] {
        let tool = context.server.tools[position]
        let revision = context.client.revision
        let call = ToolCall(
            arguments: arguments, meta: context.meta, principal: context.principal, client: context.client,
            progress: ProgressReporter(meta: context.meta, outlet: outlet, revision: revision))
        let result: ToolResult
        do {
            result = try await tool.run(call)
        } catch let fault as ArgumentFault where revision.hasArgumentToolErrors {
            result = .failure(fault.message)
        } catch let error where !Self.isForTheClient(error) {
            result = .failure("The tool \(tool.name) failed inside the server: \(error).")
        }
        return result.encoded(for: revision, identity: context.server.identity)
    }

    /// Whether an error is the business of the client, and not of the model.
    private static func isForTheClient(_ error: any Error) -> Bool {
        error is ProtocolError || error is ArgumentFault || error is CancellationError || Task.isCancelled
    }

    /// Stateless clients get `-32602`, the code in the specification's example (2026-07-28, tools, error handling);
    /// clients of the handshake revisions get `-32601`, which this family documents for an unknown tool (decision 002).
    private static func unknownTool(_ name: String, _ tools: ToolList, _ revision: Revision) -> ProtocolError {
        ProtocolError(
            revision.isStateless ? .invalidParams : .methodNotFound,
            "Unknown tool \(name.debugDescription); \(tools.hint(about: name))")
    }
}
