import ConformanceFixtures
import JSON
import MCP
import TestSupport

/// A server with everything on, and connections to it on which a client sends one request each.
struct FuzzedServer {
    let server: Server
    let revision: Revision
    private let taskID: String

    /// What came of one request.
    struct Exchange {
        /// Replies that bear the request's id.
        var replies: [JSONView] = []
        /// Everything else.
        var others: [JSONView] = []
        var isSubscription: Bool {
            others.contains { $0["method"]?.string == "notifications/subscriptions/acknowledged" }
        }
    }

    init(_ revision: Revision) async throws {
        self.revision = revision
        server = try ConformanceServer.make(sealer: TestSealer())
        let call = try await Ask(server, .v2026_07_28, capabilities: Self.capabilities)(
            "tools/call", #"{"name":"multi_input","arguments":{}}"#)
        taskID = call?["result"]?["taskId"]?.string ?? ""
    }

    /// What a client can do that can do everything.
    static let capabilities =
        #"{"elicitation":{},"sampling":{},"roots":{"listChanged":true},"extensions":{"io.modelcontextprotocol/tasks":{}}}"#

    /// Names of things that are there, and answer soon.
    var known: [String: [String]] {
        [
            "name": [
                "test_simple_text", "test_error_handling", "test_image_content", "test_multiple_content_types", "greet",
                "confirm_delete", "multi_input", "test_missing_capability", "test_elicitation", "test_sampling",
                "test_input_required_result_multiple_inputs", "test_input_required_result_multi_round",
                "json_schema_2020_12_tool", "test_simple_prompt", "test_prompt_with_arguments",
                "test_input_required_result_prompt", "arg1",
            ],
            "uri": ["test://static-text", "test://static-binary", "test://template/1/data", "test://nothing"],
            "taskId": [taskID, "task-unknown"], "level": ["debug", "info"], "value": ["", "t"],
            "cursor": ["page-1", "0:", "nonsense"], "requestState": ["", "forged-1"],
            "protocolVersion": Revision.allCases.map(\.rawValue), MetaKey.protocolVersion: [revision.rawValue],
        ]
    }

    /// Sends a request on a connection of its own and waits until the server has nothing more to say of it.
    ///
    /// - Parameter answer: what the client replies where it is asked something.
    func exchange(_ message: [UInt8], answer: JSONValue) async throws -> Exchange {
        let inbox = Inbox()
        let connection = Connection(server: server, principal: FixtureServer.Tester(), outlet: inbox)
        defer { connection.close() }
        if !revision.isStateless {
            _ = connection.receive(
                Array(
                    #"{"jsonrpc":"2.0","id":"hello","method":"initialize","params":{"protocolVersion":"\#(revision.rawValue)","capabilities":\#(Self.capabilities),"clientInfo":{"name":"fuzz","version":"1"}}}"#
                        .utf8))
        }
        let id = try JSONDocument(message).root["id"].flatMap { RequestID($0) }
        if let reply = connection.receive(message) { inbox.put(reply) }
        var exchange = Exchange()
        while exchange.replies.isEmpty, !exchange.isSubscription {
            take(try JSONDocument(try await inbox.next()).root, id, connection, answer, &exchange)
        }
        // Whatever was still under way comes before the reply to this.
        if let reply = connection.receive(Array(#"{"jsonrpc":"2.0","id":"end","method":"no/such"}"#.utf8)) {
            inbox.put(reply)
        }
        while case let next = try JSONDocument(try await inbox.next()).root, next["id"]?.string != "end" {
            take(next, id, connection, answer, &exchange)
        }
        return exchange
    }

    private func take(
        _ message: JSONView, _ id: RequestID?, _ connection: Connection, _ answer: JSONValue,
        _ exchange: inout Exchange
    ) {
        if message["method"] == nil, message["id"].flatMap({ RequestID($0) }) == id {
            exchange.replies.append(message)
            return
        }
        exchange.others.append(message)
        guard message["method"] != nil, let asked = message["id"] else { return }
        let reply = JSONValue.object([
            .init("jsonrpc", "2.0"), .init("id", .raw(Array(asked.raw))), .init("result", answer),
        ])
        _ = connection.receive(reply.encoded)
    }
}
