import Gateway
import JSON
import Testing

@testable import Upstreams

/// Chat completions and what they are as messages.
@Suite struct MessagesRequestTests {
    private func translate(_ json: String) throws -> (body: String, remarks: [String]) {
        let request = try MessagesRequest(try members(json))
        return (String(decoding: request.members.encoded, as: UTF8.self), request.remarks)
    }

    private static let user = #""messages":[{"role":"user","content":"Hi"}]"#
    private static let turn = #""messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]"#

    /// What is added to a minimal request, what of it arrives, and what is told.
    private static let options: [(chat: String, message: String, remarks: [String])] = [
        (#""stop":"END""#, #""stop_sequences":["END"]"#, []),
        (#""stop":["a","b"]"#, #""stop_sequences":["a","b"]"#, []),
        (#""temperature":0.20"#, #""temperature":0.20"#, []),
        (#""temperature":1.5"#, #""temperature":1"#, ["'temperature' was lowered to 1, which is Anthropic's highest."]),
        (#""top_p":0.9"#, #""top_p":0.9"#, []), (#""user":"u1""#, #""metadata":{"user_id":"u1"}"#, []),
        (#""safety_identifier":"s","user":"u""#, #""metadata":{"user_id":"s"}"#, []),
        (#""service_tier":"default""#, #""service_tier":"standard_only""#, []),
        (
            #""service_tier":"flex""#, "", ["service_tier 'flex' was left out: Anthropic has no such tier."]
        ),
        (#""reasoning_effort":"high""#, #""output_config":{"effort":"high"}"#, []),
        (
            #""reasoning_effort":"minimal""#, #""output_config":{"effort":"low"}"#,
            ["reasoning_effort 'minimal' was sent as 'low', which is Anthropic's lowest."]
        ),
        (#""reasoning_effort":"none""#, #""thinking":{"type":"disabled"}"#, []),
        (#""stream":true"#, #""stream":true"#, []),
        (#""stream":false,"n":1,"logprobs":false,"seed":null"#, "", []),
        (#""seed":7"#, "", ["'seed' was left out: Anthropic has no such option."]),
        (
            #""tools":[{"type":"function","function":{"name":"f","description":"D","parameters":{"type":"object"},"strict":true}}]"#,
            #""tools":[{"name":"f","description":"D","input_schema":{"type":"object"},"strict":true}]"#, []
        ),
        (
            #""tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required","parallel_tool_calls":false"#,
            #""tools":[{"name":"f","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"any","disable_parallel_tool_use":true}"#,
            []
        ),
        (
            #""tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{"type":"function","function":{"name":"f"}}"#,
            #""tools":[{"name":"f","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"tool","name":"f"}"#,
            []
        ),
        (
            #""tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"none""#,
            #""tools":[{"name":"f","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"none"}"#,
            []
        ),
        (#""tools":[],"tool_choice":"auto""#, "", []),
        (
            #""tools":[{"type":"function","function":{"name":"f"}}],"parallel_tool_calls":false"#,
            #""tools":[{"name":"f","input_schema":{"type":"object","properties":{}}}],"tool_choice":{"type":"auto","disable_parallel_tool_use":true}"#,
            []
        ),
    ]

    @Test(arguments: options.indices)
    func optionsAreTranslated(_ index: Int) throws {
        let (chat, message, remarks) = Self.options[index]
        let translated = try translate(#"{"model":"claude-x",\#(Self.user),"max_tokens":9,\#(chat)}"#)
        let rest = message.isEmpty ? "" : "," + message
        #expect(translated.body == #"{"model":"claude-x","max_tokens":9,\#(Self.turn)\#(rest)}"#)
        #expect(translated.remarks == remarks)
    }

    @Test func aLimitIsAlwaysSent() throws {
        let set = try translate(#"{"model":"m",\#(Self.user)}"#)
        #expect(set.body.contains(#""max_tokens":4096"#))
        #expect(set.remarks.count == 1 && set.remarks[0].contains("4096"))
        let given = try translate(#"{"model":"m",\#(Self.user),"max_completion_tokens":7}"#)
        #expect(given.body.contains(#""max_tokens":7"#) && given.remarks.isEmpty)
    }

    @Test func structuredOutput() throws {
        let format =
            #""response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object","properties":{}}}},"reasoning_effort":"low""#
        let translated = try translate(#"{"model":"m","max_tokens":9,\#(Self.user),\#(format)}"#)
        #expect(
            translated.body.contains(
                #""output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{}}},"effort":"low"}"#
            ))
        let object = try translate(
            #"{"model":"m","max_tokens":9,\#(Self.user),"response_format":{"type":"json_object"}}"#)
        #expect(
            object.body.contains(#""system":[{"type":"text","text":"Answer with one JSON object and nothing else."}]"#))
        #expect(object.remarks.count == 1)
    }

    /// Messages and the turns that they become; `system` stands before them.
    private static let conversations: [(chat: String, system: String?, turns: String)] = [
        (
            #"[{"role":"system","content":"Be brief."},{"role":"developer","content":[{"type":"text","text":"And \"kind\"."}]},{"role":"user","content":"Hi\n"}]"#,
            #"[{"type":"text","text":"Be brief."},{"type":"text","text":"And \"kind\"."}]"#,
            #"[{"role":"user","content":[{"type":"text","text":"Hi\n"}]}]"#
        ),
        (
            #"[{"role":"user","content":"a"},{"role":"user","content":"b"},{"role":"assistant","content":""},{"role":"assistant","content":"c"}]"#,
            nil,
            #"[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},{"role":"assistant","content":[{"type":"text","text":"c"}]}]"#
        ),
        (
            #"[{"role":"user","content":[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"data:image\/png;base64,iVBO","detail":"low"}},{"type":"image_url","image_url":{"url":"https://x.test/a.png"}},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBE"}}]}]"#,
            nil,
            #"[{"role":"user","content":[{"type":"text","text":"What?"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBO"}},{"type":"image","source":{"type":"url","url":"https://x.test/a.png"}},{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"}}]}]"#
        ),
        (
            #"[{"role":"user","content":"Weather?"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"w","arguments":"{\"city\":\"Köln\"}"}},{"id":"c2","type":"function","function":{"name":"t","arguments":""}}]},{"role":"tool","tool_call_id":"c1","content":"rain"},{"role":"tool","tool_call_id":"c2","content":""},{"role":"user","content":"So?"}]"#,
            nil,
            #"[{"role":"user","content":[{"type":"text","text":"Weather?"}]},{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"w","input":{"city":"Köln"}},{"type":"tool_use","id":"c2","name":"t","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"rain"}]},{"type":"tool_result","tool_use_id":"c2"},{"type":"text","text":"So?"}]}]"#
        ),
        (
            #"[{"role":"user","content":"x"},{"role":"assistant","content":null,"refusal":"No."},{"role":"user","content":"y"}]"#,
            nil,
            #"[{"role":"user","content":[{"type":"text","text":"x"}]},{"role":"assistant","content":[{"type":"text","text":"No."}]},{"role":"user","content":[{"type":"text","text":"y"}]}]"#
        ),
    ]

    @Test(arguments: conversations.indices)
    func conversationsAreTranslated(_ index: Int) throws {
        let (chat, system, turns) = Self.conversations[index]
        let translated = try translate(#"{"model":"m","max_tokens":9,"messages":\#(chat)}"#)
        let instructions = system.map { #""system":\#($0),"# } ?? ""
        #expect(translated.body == #"{"model":"m","max_tokens":9,\#(instructions)"messages":\#(turns)}"#)
    }

    /// What cannot be translated, and the parameter that the error names.
    @Test(
        arguments: [
            (#""n":2"#, "n"), (#""logprobs":true"#, "logprobs"), (#""top_logprobs":3"#, "top_logprobs"),
            (#""modalities":["text","audio"]"#, "modalities"), (#""audio":{"voice":"x"}"#, "audio"),
            (#""functions":[]"#, "functions"), (#""web_search_options":{}"#, "web_search_options"),
            (#""anything_new":1"#, "anything_new"), (#""response_format":{"type":"grammar"}"#, "response_format"),
            (#""response_format":{"type":"json_schema"}"#, "response_format"),
            (#""tools":[{"type":"custom","custom":{"name":"c"}}]"#, "tools"),
            (
                #""tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{"type":"allowed_tools"}"#,
                "tool_choice"
            ),
            (#""messages":[{"role":"system","content":"only"}]"#, "messages"), (#""messages":"Hi""#, "messages"),
            (#""messages":[{"role":"critic","content":"x"}]"#, "messages"),
            (#""messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}]"#, "messages"),
            (
                #""messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/tiff;base64,x"}}]}]"#,
                "messages"
            ),
            (
                #""messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]}]"#,
                "messages"
            ),
            (#""messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"file-1"}}]}]"#, "messages"),
            (#""messages":[{"role":"user","content":7}]"#, "messages"),
            (#""messages":[{"role":"tool","content":"x"}]"#, "messages"),
            (
                #""messages":[{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":"[1]"}}]}]"#,
                "messages"
            ),
            (#""messages":[{"role":"assistant","audio":{"id":"a"}}]"#, "messages"),
        ])
    func whatThereIsNoCounterpartForIsRefused(_ member: String, _ param: String) throws {
        let json = member.hasPrefix(#""messages""#) ? "{\(member)}" : "{\(Self.user),\(member)}"
        let error = #expect(throws: APIError.self) { try translate(json) }
        #expect(error?.kind == .invalidRequest && error?.param == param)
    }
}

func members(_ json: String) throws -> Members {
    var members = Members()
    for (key, value) in try JSONDocument(json).root.members { members[key] = value.raw }
    return members
}
