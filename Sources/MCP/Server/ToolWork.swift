import JSON

/// A `tools/call` that has been read and waits to be run.
public struct ToolWork: Sendable {
    public let id: RequestID
    public let client: ClientDescription
    private let server: Server
    private let tool: Tool
    private let arguments: JSONView?
    private let meta: JSONView?
    private let principal: any Principal

    init(server: Server, id: RequestID, params: JSONView?, client: ClientDescription, peer: Peer) throws(ProtocolError)
    {
        guard let name = params?["name"]?.string else {
            throw ProtocolError(.invalidParams, "tools/call needs \"name\", the name of a tool.")
        }
        guard let tool = server.tools.tool(named: name) else {
            throw Self.unknownTool(name, client.revision)
        }
        let arguments = params?["arguments"].flatMap { $0.isNull ? nil : $0 }
        if let arguments, arguments.kind != .object {
            throw ProtocolError(.invalidParams, "\"arguments\" must be an object.")
        }
        self.id = id
        self.client = client
        self.server = server
        self.tool = tool
        self.arguments = arguments
        self.meta = params?["_meta"]
        self.principal = peer.principal
    }

    /// Runs the tool and encodes its answer; nil if the call was cancelled.
    ///
    /// Cancelling the task that runs this cancels the tool.
    public func run(outlet: any Outlet) async -> Reply? {
        let call = ToolCall(
            arguments: arguments, meta: meta, principal: principal, client: client,
            progress: ProgressReporter(meta: meta, outlet: outlet, revision: client.revision))
        do {
            let result = try await tool.run(call)
            if Task.isCancelled { return nil }
            return Reply(result: result.encoded(for: client.revision, identity: server.identity), id: id)
        } catch let fault as ArgumentFault {
            return refused(fault)
        } catch let error as ProtocolError {
            return Reply(error, id: id)
        } catch {
            if error is CancellationError || Task.isCancelled { return nil }
            let result = ToolResult.failure("The tool \(tool.name) failed inside the server: \(error).")
            return Reply(result: result.encoded(for: client.revision, identity: server.identity), id: id)
        }
    }

    private func refused(_ fault: ArgumentFault) -> Reply {
        guard client.revision.hasArgumentToolErrors else {
            return Reply(ProtocolError(.invalidParams, fault.message), id: id)
        }
        let result = ToolResult.failure(fault.message)
        return Reply(result: result.encoded(for: client.revision, identity: server.identity), id: id)
    }

    /// Stateless clients get `-32602`, the code in the specification's example (2026-07-28, tools, error handling);
    /// clients of the handshake revisions get `-32601`, which this family documents for an unknown tool (decision 002).
    private static func unknownTool(_ name: String, _ revision: Revision) -> ProtocolError {
        ProtocolError(
            revision.isStateless ? .invalidParams : .methodNotFound,
            "Unknown tool \(name.debugDescription); tools/list names the ones there are.")
    }
}
