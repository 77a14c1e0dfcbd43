import Gateway
import Logging
import MCP

/// Takes tasks up that an earlier process left, and leaves those of this one for the next.
struct TaskKeeping {
    let desk: TaskDesk?
    /// Has the tools that the tasks call.
    let server: Server

    /// Serves, and goes on with tasks meanwhile.
    func during(_ serving: () async throws -> Void) async throws {
        let logger = Logger(label: "openai-mcp.tasks")
        do {
            try await desk?.resume(on: server, as: Self.caller)
        } catch {
            logger.error("tasks of an earlier process are not taken up: \(error)")
        }
        let ending: Result<Void, any Error>
        do { ending = .success(try await serving()) } catch { ending = .failure(error) }
        await desk?.suspend()
        try ending.get()
    }

    /// Whoever brought a key of their own has not left it here; the operator's key is not for their work.
    private static func caller(_ owner: String) -> any Principal {
        owner == Caller.local.id ? Caller.local : Caller(id: owner, mayUseServerKey: !owner.hasPrefix("key-"))
    }
}
