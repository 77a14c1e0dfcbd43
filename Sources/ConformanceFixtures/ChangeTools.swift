import MCP
import Synchronization

/// Tools that make the server tell of changes.
final class ChangeTools: Sendable {
    private struct Holder: Sendable {
        weak var server: Server?
    }

    private let holder = Mutex(Holder())

    /// The server whose listeners are told.
    func watch(_ server: Server) { holder.withLock { $0.server = server } }

    var all: [Tool] {
        [
            trigger("test_trigger_tool_change", "tool list", .tools),
            trigger("test_trigger_prompt_change", "prompt list", .prompts),
            trigger("test_trigger_resource_change", "watched resource", .resource("test://watched-resource")),
        ]
    }

    private func trigger(_ name: String, _ what: String, _ change: Change) -> Tool {
        .fixture(name, "Announces a change of the \(what).") { [self] _ in
            holder.withLock { $0.server }?.changes.publish(change)
            return .text("The \(what) was announced as changed.")
        }
    }
}
