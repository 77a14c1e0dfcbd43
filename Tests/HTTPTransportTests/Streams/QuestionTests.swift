import JSON
import MCP
import Testing

@testable import HTTPTransport

/// Questions to the client on the stream of its own request, until 2025-11-25.
@Suite struct QuestionTests {
    private static let call = Message.call("test_elicitation", #"{"message":"Who are you?"}"#, id: 3)

    private static func answer(_ id: String) -> String {
        #"{"jsonrpc":"2.0","id":"\#(id)","result":{"action":"accept","content":{"username":"a","email":"b"}}}"#
    }

    /// A call that has asked, and the id of what it asks.
    private func ask(_ http: Harness, _ session: [(String, String)]) async throws -> (RawConnection, String) {
        let socket = try await RawConnection.open(http.port)
        try await socket.post(Self.call, session)
        #expect(try await socket.waits(for: "elicitation/create"))
        let question = try #require(socket.events.first { $0["method"]?.string == "elicitation/create" })
        return (socket, try #require(question["id"]?.string))
    }

    @Test func anotherPostAnswers() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session()
            let (socket, id) = try await ask(http, session)
            #expect(socket.text.contains("Content-Type: text/event-stream"))
            let accepted = try await http.post(Self.answer(id), session)
            #expect(accepted.status == 202)
            #expect(accepted.body.isEmpty)
            #expect(try await socket.waits(for: "action=accept"))
            #expect(socket.events.last?["id"]?.int == 3)
            #expect(try await socket.waitsForEndOfStream())
            #expect(try await http.post(Self.answer(id), session).status == 202)
        }
    }

    @Test func nobodyElseAnswers() async throws {
        try await Conformance.run { http, _ in
            let key = ("x-api-key", "sk-1")
            let session = try await http.session([key])
            let (socket, id) = try await ask(http, session)
            // Without a session, in another session, and as another caller in this one.
            #expect(try await http.post(Self.answer(id)).status == 202)
            #expect(try await http.post(Self.answer(id), try await http.session([key])).status == 202)
            let stranger = session.filter { $0.0 != "x-api-key" } + [("x-api-key", "sk-2")]
            #expect(try await http.post(Self.answer(id), stranger).status == 404)
            #expect(!socket.text.contains("action="))
            #expect(try await http.post(Self.answer(id), session).status == 202)
            #expect(try await socket.waits(for: "action=accept"))
        }
    }

    @Test func whoReadsOnlyJSONCannotBeAsked() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session().filter { $0.0 != "accept" }
            let answer = try await http.post(Self.call, session)
            #expect(answer.type == "application/json")
            #expect(answer.code == -32600)
        }
    }

    @Test func whoHasNoSessionCannotBeAsked() async throws {
        try await Conformance.run { http, _ in
            let answer = try await http.post(Self.call, Message.both)
            #expect(answer.code == -32600)
        }
    }

    @Test func aCancelledCallWaitsNoMore() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session()
            let (socket, id) = try await ask(http, session)
            let cancel = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3}}"#
            #expect(try await http.post(cancel, session).status == 202)
            #expect(try await socket.waitsForEndOfStream())
            #expect(socket.events.count == 1)
            #expect(try await http.post(Self.answer(id), session).status == 202)
            #expect(try await http.post(Message.call("test_simple_text", id: 3), session).status == 200)
        }
    }

    @Test func theEndOfTheSessionEndsTheQuestion() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session()
            let (socket, id) = try await ask(http, session)
            #expect(try await http.send(.DELETE, "/mcp", session).status == 204)
            #expect(try await socket.waitsForEndOfStream())
            #expect(socket.events.count == 1)
            #expect(try await http.post(Self.answer(id), session).status == 404)
        }
    }

    @Test func aClientThatComesBackIsStillAsked() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session()
            let (socket, _) = try await ask(http, session)
            let primer = try #require(socket.eventIDs.first)
            try await socket.close()
            let again = try await RawConnection.open(http.port)
            try await again.send("GET", "/mcp", session + [("last-event-id", primer)])
            #expect(try await again.waits(for: "elicitation/create"))
            let id = try #require(again.events.first?["id"]?.string)
            #expect(try await http.post(Self.answer(id), session).status == 202)
            #expect(try await again.waits(for: "action=accept"))
            #expect(try await again.waitsForEndOfStream())
        }
    }

    /// Whoever waits for a task's result and cannot be asked what it wants to know is told so.
    @Test func aTaskThatAsksTellsAClientWithoutSession() async throws {
        try await Conformance.run { http, _ in
            let session = try await http.session()
            let begun = try await http.post(
                #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"confirm_delete","arguments":{"filename":"a"},"task":{}}}"#,
                session)
            let task = try #require(begun.json?["result"]?["task"]?["taskId"]?.string)
            let bare = Message.both + [("mcp-protocol-version", "2025-11-25")]
            async let result = http.post(Self.about(task, "tasks/result", id: 2), bare)
            for _ in 0..<500 {
                let status = try await http.post(Self.about(task, "tasks/get", id: 3), bare)
                if status.json?["result"]?["status"]?.string == "input_required" { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await result.code == -32600)
            #expect(try await http.post(Self.about(task, "tasks/cancel", id: 4), bare).status == 200)
        }
    }

    private static func about(_ task: String, _ method: String, id: Int) -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{"taskId":"\#(task)"}}"#
    }
}
