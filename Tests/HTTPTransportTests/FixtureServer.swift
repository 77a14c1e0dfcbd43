import JSON
import MCP
import Synchronization

@testable import HTTPTransport

/// Who calls, as the fixture's tools see it.
struct Caller: Principal {
    let identity: Identity
    var id: String { identity.callerID }
}

/// What the tools of a fixture have seen.
final class Witness: Sendable {
    private let events = Mutex<[String]>([])
    private let gathered = Mutex<[CheckedContinuation<Void, Never>]>([])

    func note(_ event: String) { events.withLock { $0.append(event) } }

    var seen: [String] { events.withLock { $0 } }

    /// Waits until so many wait here, and goes on with them.
    func gather(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let all = gathered.withLock { gathered -> [CheckedContinuation<Void, Never>] in
                gathered.append(continuation)
                guard gathered.count == count else { return [] }
                defer { gathered = [] }
                return gathered
            }
            for one in all { one.resume() }
        }
    }

    /// Waits until an event has been seen; false when the time is over.
    func waits(for event: String, seconds: Int = 5) async throws -> Bool {
        for _ in 0..<seconds * 100 {
            if seen.contains(event) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}

enum Fixture {
    static func server(_ name: String = "fixture", _ witness: Witness = Witness()) throws -> MCP.Server {
        try MCP.Server(
            ServerIdentity(name: name, title: "Fixture", version: "1.0.0", instructions: "For tests."),
            tools: [
                tool("echo") { call in
                    ToolResult([.text(call.arguments?["text"]?.string ?? "")])
                },
                tool("who") { call in
                    let identity = (call.principal as? Caller)?.identity
                    let key = identity?.providerKey ?? "none"
                    return ToolResult([.text("\(call.principal.id) \(key) \(identity?.isAuthenticated == true)")])
                },
                tool("sleep") { call in
                    witness.note("sleeping")
                    do {
                        try await Task.sleep(for: .milliseconds(call.arguments?["ms"]?.int ?? 0))
                    } catch {
                        witness.note("cancelled")
                        throw error
                    }
                    witness.note("slept")
                    return ToolResult([.text("slept")])
                },
                tool("progress") { call in
                    for step in 1...3 { await call.progress?.report(Double(step), total: 3, message: "step \(step)") }
                    return ToolResult([.text("done")])
                },
                tool("count") { call in
                    if let count = call.arguments?["together"]?.int { await witness.gather(count) }
                    let steps = call.arguments?["steps"]?.int ?? 20
                    for step in 1...steps {
                        await call.progress?.report(Double(step), total: Double(steps))
                        await Task.yield()
                    }
                    return ToolResult([.text(call.arguments?["text"]?.string ?? "counted")])
                },
                tool("flood") { call in
                    let text = String(repeating: "x", count: 100_000)
                    for step in 1...(call.arguments?["steps"]?.int ?? 160) {
                        await call.progress?.report(Double(step), message: text)
                        witness.note("flood \(step)")
                        if Task.isCancelled {
                            witness.note("flood cancelled")
                            break
                        }
                    }
                    return ToolResult([.text("flooded")])
                },
                tool("fail") { _ in .failure("It failed.") },
                tool("fault") { _ in throw ProtocolError(.internalError, "It broke.") },
            ])
    }

    private static func tool(
        _ name: String, _ run: @escaping @Sendable (ToolCall) async throws -> ToolResult
    ) -> Tool {
        Tool(
            name: name, description: "Does \(name).", inputSchema: Array(#"{"type":"object"}"#.utf8),
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false), run: run)
    }
}
