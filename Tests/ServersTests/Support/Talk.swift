import Gateway
import JSON
import MCP
import Synchronization
import TestSupport

/// A client by hand: it speaks either era, says what it can do, and answers what it is asked.
final class Talk: Sendable {
    /// What the server wants to know: the parameters of `elicitation/create`; nil leaves it unanswered.
    typealias Answer = @Sendable (JSONView) -> String?

    let connection: Connection
    private let ear: Ear
    private let revision: Revision
    private let capabilities: String

    init(
        _ server: Server, _ revision: Revision, caller: Caller = .local, capabilities: String = #"{"elicitation":{}}"#,
        answer: @escaping Answer = { _ in nil }
    ) throws {
        self.revision = revision
        self.capabilities = capabilities
        ear = Ear(answer)
        connection = Connection(server: server, principal: caller, outlet: ear)
        ear.connection.withLock { [connection] in $0 = connection }
        guard !revision.isStateless else { return }
        let hello = #"{"protocolVersion":"\#(revision.rawValue)","capabilities":\#(capabilities),"clientInfo":{}}"#
        _ = connection.receive(Array(#"{"jsonrpc":"2.0","id":"hi","method":"initialize","params":\#(hello)}"#.utf8))
    }

    /// What was asked on the way, in order: the parameters.
    var asked: [JSONView] { ear.asked.withLock { $0 } }
    /// Notifications that came, in order.
    var notices: [JSONView] { ear.notices.withLock { $0 } }

    /// Sends a request and waits for the reply.
    func request(_ method: String, _ params: String) async throws -> JSONView {
        var body = params
        if revision.isStateless {
            let meta =
                #""_meta":{"\#(MetaKey.protocolVersion)":"\#(revision.rawValue)","\#(MetaKey.clientCapabilities)":\#(capabilities)}"#
            body = params.dropLast() + (params == "{}" ? "" : ",") + meta + "}"
        }
        let id = ear.nextID()
        let message = #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(body)}"#
        if let reply = connection.receive(Array(message.utf8)) { return try JSONDocument(reply).root }
        return try await ear.reply(to: id)
    }

    /// Calls a tool and returns the whole reply.
    ///
    /// - Parameter more: further members of the parameters, such as `"requestState":"..."`.
    func call(_ tool: String, _ arguments: String, _ more: String = "") async throws -> JSONView {
        try await request(
            "tools/call",
            #"{"name":"\#(tool)","arguments":\#(arguments)\#(more.isEmpty ? "" : ",")\#(more)}"#)
    }

    private final class Ear: Outlet {
        let asked = Mutex<[JSONView]>([])
        let notices = Mutex<[JSONView]>([])
        let connection = Mutex<Connection?>(nil)
        private let replies = Mutex<[Int: JSONView]>([:])
        private let last = Mutex(0)
        private let answer: Answer

        init(_ answer: @escaping Answer) { self.answer = answer }

        func nextID() -> Int {
            last.withLock {
                $0 += 1
                return $0
            }
        }

        func send(_ message: [UInt8]) async {
            guard let view = try? JSONDocument(message).root else { return }
            if view["method"] == nil, let id = view["id"]?.int { return replies.withLock { $0[id] = view } }
            guard let id = view["id"]?.string, let params = view["params"] else {
                return notices.withLock { $0.append(view) }
            }
            asked.withLock { $0.append(params) }
            guard let result = answer(params) else { return }
            let reply = #"{"jsonrpc":"2.0","id":"\#(id)","result":\#(result)}"#
            _ = connection.withLock { $0 }?.receive(Array(reply.utf8))
        }

        func reply(to id: Int) async throws -> JSONView {
            try await eventually { replies.withLock { $0[id] != nil } }
            return try replies.withLock { $0[id] } ?? JSONDocument("{}").root
        }
    }
}
