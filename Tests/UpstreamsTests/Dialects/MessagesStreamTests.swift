import Gateway
import JSON
import Testing

@testable import Upstreams

@Suite struct MessagesStreamTests {
    private static func event(_ json: String) -> String {
        let name = (try? JSONDocument(json).root["type"]?.string) ?? ""
        return "event: \(name)\ndata: \(json)\n\n"
    }

    private static let start = event(
        #"{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"usage":{"input_tokens":9,"output_tokens":1}}}"#
    )
    private static let stop = event(#"{"type":"message_stop"}"#)

    private static func finish(_ reason: String) -> String {
        event(
            #"{"type":"message_delta","delta":{"stop_reason":"\#(reason)","stop_sequence":null},"usage":{"output_tokens":15}}"#
        )
    }

    private static func chunk(_ delta: String, finish: String = "null") -> String {
        #"data: {"id":"msg_1","object":"chat.completion.chunk","created":7,"model":"claude-x","choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(finish)}]}"#
            + "\n\n"
    }

    private static let first = chunk(#"{"role":"assistant","content":""}"#)
    private static let usage =
        #"data: {"id":"msg_1","object":"chat.completion.chunk","created":7,"model":"claude-x","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":15,"total_tokens":24,"prompt_tokens_details":{"cached_tokens":0}}}"#
        + "\n\n"
    private static let done = "data: [DONE]\n\n"

    private static let text =
        start + event(#"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#)
        + event(#"{"type":"ping"}"#)
        + event(#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}"#)
        + event(#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" \"you\"\n"}}"#)
        + event(#"{"type":"content_block_stop","index":0}"#) + finish("end_turn") + stop
    private static let textChunks =
        first + chunk(#"{"content":"Hello"}"#) + chunk(#"{"content":" \"you\"\n"}"#) + chunk("{}", finish: #""stop""#)

    private static let tools =
        start
        + event(#"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}"#)
        + event(#"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}"#)
        + event(#"{"type":"content_block_stop","index":0}"#)
        + event(
            #"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t1","name":"w","input":{}}}"#
        )
        + event(#"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}}"#)
        + event(
            #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}"#
        )
        + event(
            #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\"Köln\"}"}}"#)
        + event(#"{"type":"content_block_stop","index":1}"#)
        + event(
            #"{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t2","name":"now","input":{}}}"#
        )
        + event(#"{"type":"content_block_stop","index":2}"#) + finish("tool_use") + stop
    private static let toolChunks =
        first
        + chunk(
            #"{"tool_calls":[{"index":0,"id":"t1","type":"function","function":{"name":"w","arguments":""}}]}"#)
        + chunk(#"{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}"#)
        + chunk(#"{"tool_calls":[{"index":0,"function":{"arguments":"\"Köln\"}"}}]}"#)
        + chunk(
            #"{"tool_calls":[{"index":1,"id":"t2","type":"function","function":{"name":"now","arguments":""}}]}"#)
        + chunk(#"{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}"#)
        + chunk("{}", finish: #""tool_calls""#)

    private func translate(_ text: String, usage: Bool = false, step: Int = .max) throws -> String {
        var stream = MessagesStream(created: 7, includesUsage: usage)
        var output: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            output += try stream.feed(Array(rest.prefix(step)))
            rest = rest.dropFirst(step)
        }
        return String(decoding: output, as: UTF8.self)
    }

    @Test func textComesPieceByPiece() throws {
        #expect(try translate(Self.text) == Self.textChunks + Self.done)
        #expect(try translate(Self.text, usage: true) == Self.textChunks + Self.usage + Self.done)
    }

    @Test func toolsAreCalledAndThoughtsLeftOut() throws {
        #expect(try translate(Self.tools) == Self.toolChunks + Self.done)
    }

    @Test(arguments: [1, 2, 3, 7, 64])
    func bytesMayBeCutAnywhere(_ step: Int) throws {
        #expect(try translate(Self.tools, usage: true, step: step) == Self.toolChunks + Self.usage + Self.done)
    }

    @Test func eachEventIsHandedOnAsItComes() throws {
        var stream = MessagesStream(created: 7, includesUsage: false)
        #expect(String(decoding: try stream.feed(Array(Self.start.utf8)), as: UTF8.self) == Self.first)
        let delta = Self.event(#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"x"}}"#)
        #expect(String(decoding: try stream.feed(Array(delta.utf8)), as: UTF8.self) == Self.chunk(#"{"content":"x"}"#))
        #expect(try stream.feed(Array(Self.event(#"{"type":"ping"}"#).utf8)).isEmpty)
        #expect(try stream.feed(Array(Self.event(#"{"type":"something_new"}"#).utf8)).isEmpty)
    }

    @Test func anErrorInTheMiddleIsAnErrorOfTheStream() throws {
        let broken =
            Self.start + Self.event(#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#)
        #expect(
            try translate(broken)
                == Self.first
                + #"data: {"error":{"message":"Overloaded","type":"overloaded_error","param":null,"code":null}}"#
                + "\n\n")
    }

    @Test func aStreamThatBreaksOffHasNoEnd() throws {
        let cut = String(Self.text.prefix(Self.text.count - Self.stop.count - 10))
        #expect(try !translate(cut).contains("[DONE]"))
    }

    @Test func whatIsNoJSONIsAFailure() {
        #expect(throws: UpstreamFailure.self) { try translate("data: {oops\n\n") }
    }

    @Test func gatheredItIsTheCompletionThatAnUnstreamedCallAnswers() async throws {
        let chunks = AsyncThrowingStream<[UInt8], any Error> { source in
            for byte in Self.tools.utf8 { source.yield([byte]) }
            source.finish()
        }
        let body = TranslatedStream(chunks: chunks, translator: MessagesStream(created: 7, includesUsage: true))
        let answer = try await gather(
            Answer(status: 200, headers: Headers([("content-type", "text/event-stream")]), body: .stream(body)),
            with: ChatStreamGatherer.self, onDelta: { _ in })
        let root = try JSONDocument(Array(try await textOf(answer).utf8)).root
        #expect(root.value(at: "/choices/0/message/tool_calls/0/function/arguments")?.string == #"{"city":"Köln"}"#)
        #expect(root.value(at: "/choices/0/message/tool_calls/1/function/arguments")?.string == "{}")
        #expect(root.value(at: "/choices/0/finish_reason")?.string == "tool_calls")
        #expect(root.value(at: "/usage/total_tokens")?.int == 24)
    }
}
