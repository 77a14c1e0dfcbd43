import Gateway
import JSON
import Synchronization
import Testing

/// Functions and structured answers: checked here, and corrected once.
@Suite struct ChatToolTests {
    private static func completion(_ message: String) -> Answer {
        .text(
            #"{"id":"c","model":"m","choices":[{"message":\#(message),"finish_reason":"stop"}],"usage":{"total_tokens":3}}"#
        )
    }

    private static func calling(_ arguments: String) -> Answer {
        let text = String(decoding: JSONValue.string(arguments).encoded, as: UTF8.self)
        return completion(
            #"{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":\#(text)}}]}"#
        )
    }

    /// Answers in order, the last one again and again.
    private static func script(_ answers: [Answer]) -> ScriptedUpstream.Script {
        let position = Mutex(0)
        return { _ in
            position.withLock { position in
                defer { position += 1 }
                return answers[min(position, answers.count - 1)]
            }
        }
    }

    static let tools =
        #"[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}}}]"#

    @Test func argumentsThatFitAreAnswered() async throws {
        let bench = try await Workbench(with: .init(servers: ["chat"]), Self.script([Self.calling(#"{"n":1}"#)]))
        let outcome = try await bench.call(
            "chat-function-call", #"{"messages":[{"role":"user","content":"x"}],"tools":\#(Self.tools)}"#)
        let call = outcome.structured?["calls"]?[0]
        #expect(call?["arguments"]?["n"]?.int == 1 && call?["valid"]?.bool == true)
        #expect(outcome.structured?["message"]?["tool_calls"]?.count == 1)
        #expect(bench.upstream.calls.count == 1)
    }

    @Test func argumentsThatDoNotFitAreSentBackOnce() async throws {
        let bench = try await Workbench(
            with: .init(servers: ["chat"]), Self.script([Self.calling(#"{"n":"one"}"#), Self.calling(#"{"n":1}"#)]))
        let outcome = try await bench.call(
            "chat-function-call", #"{"messages":[{"role":"user","content":"x"}],"tools":\#(Self.tools)}"#)
        #expect(outcome.structured?["calls"]?[0]?["valid"]?.bool == true)
        #expect(outcome.structured?["attempts"]?.int == 2)
        try #require(bench.upstream.calls.count == 2)
        let messages = try #require(bench.upstream.calls[1].member("messages"))
        #expect(messages.count == 3)
        #expect(messages[2]?["role"]?.string == "tool" && messages[2]?["tool_call_id"]?.string == "1")
        #expect(messages[2]?["content"]?.string?.contains("/n: string where integer is expected") == true)
    }

    @Test(arguments: [
        (#"{"n":"one"}"#, "/n: string where integer is expected"), ("{", "the arguments are not JSON"),
    ])
    func argumentsThatNeverFitAreMarked(_ arguments: String, _ problem: String) async throws {
        let bench = try await Workbench(with: .init(servers: ["chat"]), Self.script([Self.calling(arguments)]))
        let outcome = try await bench.call(
            "chat-function-call", #"{"messages":[{"role":"user","content":"x"}],"tools":\#(Self.tools)}"#)
        let call = outcome.structured?["calls"]?[0]
        #expect(call?["valid"]?.bool == false && call?["problems"]?[0]?.string == problem)
        #expect(bench.upstream.calls.count == 2)
    }

    static let schema =
        #"{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}"#

    @Test(
        arguments: [
            ([#"{"content":"{\"n\":1}"}"#], 1, false), ([#"{"content":"```json\n{\"n\":1}\n```"}"#], 1, false),
            ([#"{"content":"{\"n\":\"x\"}"}"#, #"{"content":"{\"n\":2}"}"#], 2, false),
            ([#"{"content":"sorry"}"#, #"{"content":"sorry"}"#], 2, true),
            ([#"{"content":null,"refusal":"no"}"#], 1, true),
        ] as [([String], Int, Bool)])
    func structuredOutput(_ messages: [String], _ calls: Int, _ fails: Bool) async throws {
        let bench = try await Workbench(
            with: .init(servers: ["chat"]), Self.script(messages.map { Self.completion($0) }))
        let outcome = try await bench.call(
            "chat-structured-output",
            #"{"messages":[{"role":"user","content":"x"}],"schema":\#(Self.schema)}"#)
        #expect(outcome.isError == fails, "\(outcome.texts)")
        #expect(bench.upstream.calls.count == calls)
        #expect(outcome.structured?["valid"]?.bool == !fails)
        let format = bench.upstream.calls[0].member("response_format")
        #expect(format?["json_schema"]?["strict"]?.bool == true)
        if !fails { #expect(outcome.structured?["output"]?["n"]?.int != nil) }
    }

    @Test func anOpenSchemaIsNotStrict() async throws {
        let bench = try await Workbench(
            with: .init(servers: ["chat"]), Self.script([Self.completion(#"{"content":"{}"}"#)]))
        _ = try await bench.call(
            "chat-structured-output", #"{"messages":[{"role":"user","content":"x"}],"schema":{"type":"object"}}"#)
        #expect(bench.upstream.calls[0].member("response_format")?["json_schema"]?["strict"]?.bool == false)
    }
}

extension Call {
    /// A member of the JSON body.
    func member(_ name: String) -> JSONView? {
        guard case .json(let members) = body else { return nil }
        return members[name].flatMap { try? JSONDocument(Array($0)).root }
    }
}
