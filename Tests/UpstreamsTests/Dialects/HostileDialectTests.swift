import Gateway
import JSON
import Testing

@testable import Upstreams

/// What a provider, or a caller, should never send.
@Suite struct HostileDialectTests {
    /// Values of any kind where an object, a text or a number belongs.
    private static let odd = [
        "null", "true", "-1", "1e99", "\"\"", "[]", "[[]]", "{}", "{\"type\":7}", "[null,1,\"x\",{}]",
    ]

    @Test(arguments: odd)
    func oddEventsEndNothing(_ value: String) throws {
        for key in ["message", "index", "content_block", "delta", "usage", "error", "type"] {
            for type in [
                "message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta",
                "message_stop", "error",
            ] {
                var stream = MessagesStream(created: 0, includesUsage: true)
                let json = key == "type" ? #"{"type":\#(value)}"# : #"{"type":"\#(type)","\#(key)":\#(value)}"#
                let output = try? stream.feed(Array("data: \(json)\n\n".utf8))
                for line in String(decoding: output ?? [], as: UTF8.self).split(separator: "\n") {
                    let data = line.dropFirst("data: ".count)
                    #expect(data == "[DONE]" || (try? JSONDocument(String(data))) != nil, "\(json) became \(line)")
                }
            }
        }
    }

    @Test(arguments: odd)
    func oddAnswersAreNoCompletionOrAWholeOne(_ value: String) {
        for key in ["id", "content", "usage", "stop_reason", "model"] {
            let others = ["id": "\"m\"", "content": "[]", "usage": "{}"].filter { $0.key != key }
            let json = "{" + (others.map { "\"\($0)\":\($1)" } + ["\"\(key)\":\(value)"]).joined(separator: ",") + "}"
            if let bytes = MessagesAnswer.completion(Array(json.utf8), created: 0) {
                #expect((try? JSONDocument(bytes)) != nil, "\(json)")
            }
        }
        let block =
            #"{"id":"m","content":[{"type":"text","text":\#(value)},{"type":"tool_use","id":\#(value),"name":\#(value),"input":\#(value)}]}"#
        if let bytes = MessagesAnswer.completion(Array(block.utf8), created: 0) {
            #expect((try? JSONDocument(bytes)) != nil, "\(block)")
        }
    }

    @Test(arguments: odd)
    func oddRequestsAreRefusedOrWhole(_ value: String) throws {
        let user = #""messages":[{"role":"user","content":"x"}]"#
        for key in [
            "model", "messages", "stop", "temperature", "tools", "tool_choice", "response_format", "user", "stream",
            "stream_options", "max_tokens", "service_tier", "reasoning_effort",
        ] {
            let json = key == "messages" ? "{\"messages\":\(value)}" : "{\(user),\"\(key)\":\(value)}"
            try check(json)
        }
        for key in ["role", "content", "tool_calls", "tool_call_id", "name"] {
            try check(#"{"messages":[{"role":"user","content":"x"},{"role":"assistant","\#(key)":\#(value)}]}"#)
            try check(#"{"messages":[{"role":"tool","tool_call_id":"c","\#(key)":\#(value)}]}"#)
        }
        for part in ["text", "image_url", "file", "refusal"] {
            try check(#"{"messages":[{"role":"user","content":[{"type":"\#(part)","\#(part)":\#(value)}]}]}"#)
        }
    }

    private func check(_ json: String) throws {
        do {
            let request = try MessagesRequest(try members(json))
            #expect((try? JSONDocument(request.members.encoded)) != nil, "\(json)")
        } catch is APIError {}
    }
}
