import Catalogue
import Gateway
import JSON
import MCP

/// The tool that waits: for the result of a call that took long, or for work at the provider.
enum WaitFor {
    static let name = "wait-for"

    static let tool = ComposedTool(
        name, "Wait until a batch, job, run, response or other long work is done.", .reads,
        [
            .string("id", "Its id, or the handle of a call.", .required),
            .string("of", "Id of the thread, vector store or eval that it belongs to."),
        ], waits: true
    ) { work in
        let id = work["id"]?.string ?? ""
        if id.hasPrefix(Handles.prefix) { return try await result(behind: id, work) }
        let owner = work["of"]?.string
        guard let waiting = Waiting.of(id: id, owner: owner) else { throw unknown(id) }
        if waiting.ownerArgument != nil, owner == nil {
            throw ArgumentFault("`of` is missing; a \(waiting.noun) is read by the id of what it belongs to as well.")
        }
        let pending = Pending(waiting, id: id, owner: owner)
        let vigil = Vigil(work.senders, work.call, work.caller, work.progress)
        if let task = work.call.task {
            try await task.remember(pending.encoded)
            return try await vigil.result(of: pending)
        }
        let patience = work.environment.handles.patience
        let deadline = work.environment.surroundings.now() + patience.seconds
        switch try await vigil.look(at: pending, until: deadline) {
        case .ended(let result): return result
        case .going(let body): return still(pending, body)
        }
    }

    private static func still(_ pending: Pending, _ body: JSONView) -> ToolResult {
        let text = "Still going: \(pending.sentence(body)). Call \(name) again to go on waiting."
        return ToolResult([.text(text)], structured: body.compact)
    }

    private static func unknown(_ id: String) -> ArgumentFault {
        let known = Waiting.all.map(\.idPrefix).filter { !$0.isEmpty }.joined(separator: ", ")
        return ArgumentFault(
            "`id` \(String(id.prefix(60)).debugDescription) tells nothing to wait for; it begins with \(Handles.prefix), \(known), or is a file of a store named by `of`."
        )
    }

    /// The result of a call that goes on; says now and then that it does.
    private static func result(behind handle: String, _ work: Work) async throws -> ToolResult {
        let handles = work.environment.handles
        guard work.call.progress != nil else { return try await handles.result(of: handle, for: work.caller) }
        return try await withThrowingTaskGroup(of: ToolResult?.self) { group in
            group.addTask { try await handles.result(of: handle, for: work.caller) }
            group.addTask {
                var seconds = 0
                while !Task.isCancelled {
                    try? await work.environment.surroundings.sleep(.seconds(5))
                    guard !Task.isCancelled else { break }
                    seconds += 5
                    await work.progress.state("the call goes on; waited \(seconds) s")
                }
                return nil
            }
            defer { group.cancelAll() }
            while let ended = try await group.next() { if let ended { return ended } }
            throw CancellationError()
        }
    }
}
