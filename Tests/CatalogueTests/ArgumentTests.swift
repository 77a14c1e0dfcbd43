import Catalogue
import JSON
import Testing

@Suite struct ArgumentTests {
    struct Good: Sendable, CustomTestStringConvertible {
        let tool: String
        let arguments: String
        var testDescription: String { "\(tool) \(arguments)" }
        init(_ tool: String, _ arguments: String) { (self.tool, self.arguments) = (tool, arguments) }
    }

    static let good = [
        Good("model-list", "{}"),
        Good("model-get", #"{"model":"gpt-5.6-luna"}"#),
        Good("chat-completion-create", #"{"messages":[{"role":"user","content":"hi"}]}"#),
        Good(
            "chat-completion-create",
            #"{"model":"x","temperature":null,"messages":[{"role":"user","content":[{"type":"text","text":"a"}]}]}"#),
        Good("chat-completion-create", #"{"messages":[{"role":"assistant","content":null,"new_member":1}]}"#),
        Good("chat-completion-create", #"{"messages":[{"role":"user"}],"stop":["a","b"],"top_logprobs":20}"#),
        Good("chat-completion-create", #"{"messages":[{"role":"user"}],"temperature":2.0,"n":1e0}"#),
        Good("chat-completion-create", #"{"messages":[{"role":"user"}],"max_tokens":5,"seed":1}"#),
        Good("chat-completion-create", #"{"messages":[{"role":"user"}],"tool_choice":"none"}"#),
        Good(
            "chat-completion-create",
            #"{"messages":[{"role":"user"}],"tool_choice":{"type":"function","function":{"name":"f"}}}"#),
        Good("chat-completion-modify", #"{"completion_id":"c","metadata":null}"#),
        Good("embedding-create", #"{"input":[[1,2],[3]],"dimensions":1}"#),
        Good("image-generate", #"{"prompt":"a cat","size":"2048x2048","quality":"hd"}"#),
        Good("image-edit", #"{"prompt":"p","image":"a.png","mask":"m.png"}"#),
        Good("image-edit", #"{"prompt":"p","image":["a.png","b.png"]}"#),
        Good("image-edit", #"{"prompt":"p","images":[{"file_id":"f"}],"mask":{"file_id":"m"}}"#),
        Good("response-create", #"{"input":[{"role":"user","content":"hi"},{"type":"future_item","x":{}}]}"#),
        Good("response-create", #"{"multi_agent":{"enabled":true},"openai-beta":["responses_multi_agent=v1"]}"#),
    ]

    @Test(arguments: good) func accepts(_ good: Good) throws {
        let table = FieldTable(try endpoint(good.tool))
        _ = try table.check(JSONDocument(good.arguments).root)
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let tool: String
        let arguments: String
        let path: String
        let message: String
        var testDescription: String { "\(tool) \(arguments)" }
        init(_ tool: String, _ arguments: String, _ path: String, _ message: String) {
            (self.tool, self.arguments, self.path, self.message) = (tool, arguments, path, message)
        }
    }

    static let bad = [
        Bad(
            "image-generate", #"{"promt":"x"}"#, "promt",
            "`promt` is not an argument of image-generate; did you mean `prompt`?"),
        Bad(
            "model-get", #"{"model":"m","zzzzzzz":1}"#, "zzzzzzz",
            "`zzzzzzz` is not an argument of model-get; it takes model."),
        Bad(
            "model-list", #"{"zzzzzzz":1}"#, "zzzzzzz",
            "`zzzzzzz` is not an argument of model-list; it takes fields."),
        Bad(
            "moderation-check", #"{"input":"a","zzzzzzz":1}"#, "zzzzzzz",
            "`zzzzzzz` is not an argument of moderation-check; it takes input and model, and what only a compatible server knows goes in extra_body."
        ),
        Bad("image-generate", "{}", "prompt", "`prompt` is missing from image-generate, which needs a string; add it."),
        Bad(
            "image-generate", "[]", "",
            "The arguments of image-generate are a list, but an object is expected; send them by name."),
        Bad(
            "image-generate", #"{"prompt":"a","n":11}"#, "n",
            "`n` is 11, but a whole number from 1 to 10 is expected; correct it."),
        Bad(
            "image-generate", #"{"prompt":"a","n":"2"}"#, "n",
            "`n` is \"2\", but a whole number from 1 to 10 is expected; correct it."),
        Bad(
            "image-generate", #"{"prompt":"a","n":1.5}"#, "n",
            "`n` is 1.5, but a whole number from 1 to 10 is expected; correct it."),
        Bad(
            "image-generate", #"{"prompt":"a","background":"red"}"#, "background",
            "`background` is \"red\", but one of transparent, opaque or auto is expected; correct it."),
        Bad("image-generate", #"{"prompt":null}"#, "prompt", "`prompt` is null, but a string is expected; correct it."),
        Bad(
            "image-generate", #"{"prompt":"a","prompt":"b"}"#, "prompt",
            "`prompt` is given twice, but one value is expected; give it once."),
        Bad(
            "chat-completion-create", #"{"messages":[]}"#, "messages",
            "`messages` is a list of 0, but a list of at least 1 items is expected; correct it."),
        Bad(
            "chat-completion-create", #"{"messages":[{"role":"usr"}]}"#, "messages[0].role",
            "`messages[0].role` is \"usr\", but one of system, developer, user, assistant, tool or function is expected; correct it."
        ),
        Bad(
            "chat-completion-create", #"{"messages":[{"role":"user"},{"content":"x"}]}"#, "messages[1].role",
            "`messages[1].role` is missing, but one of system, developer, user, assistant, tool or function is expected; correct it."
        ),
        Bad(
            "chat-completion-create", #"{"messages":[{"role":"user","content":7}]}"#, "messages[0].content",
            "`messages[0].content` is 7, but a string or a list of at least 1 items is expected; correct it."),
        Bad(
            "chat-completion-create",
            #"{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{}}]}]}"#,
            "messages[0].content[0].image_url.url",
            "`messages[0].content[0].image_url.url` is missing, but a string is expected; correct it."),
        Bad(
            "chat-completion-create",
            #"{"messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","name":"g"}}]}]}"#,
            "messages[0].tool_calls[0].function.arguments",
            "`messages[0].tool_calls[0].function.arguments` is missing, but a string is expected; correct it."),
        Bad(
            "chat-completion-create", #"{"messages":[{"role":"user"}],"temperature":2.1}"#, "temperature",
            "`temperature` is 2.1, but a number from 0 to 2 is expected; correct it."),
        Bad(
            "chat-completion-create", #"{"messages":[{"role":"user"}],"metadata":{"a":1}}"#, "metadata.a",
            "`metadata.a` is 1, but a string is expected; correct it."),
        Bad(
            "chat-completion-create",
            #"{"messages":[{"role":"user"}],"safety_identifier":"\#(String(repeating: "x", count: 65))"}"#,
            "safety_identifier",
            "`safety_identifier` is a string of 65 characters, but a string of at most 64 characters is expected; correct it."
        ),
        Bad(
            "response-create", #"{"input":"a","max_output_tokens":15}"#, "max_output_tokens",
            "`max_output_tokens` is 15, but a whole number of at least 16 is expected; correct it."),
        Bad(
            "response-create", #"{"multi_agent":{"enabled":true}}"#, "multi_agent",
            "`multi_agent` works only together with `openai-beta`; add that argument."),
        Bad(
            "chat-completion-create", #"{"messages":[{"role":"user"}],"extra_body":{"model":"x"}}"#,
            "extra_body.model",
            "`model` is in extra_body, but chat-completion-create takes it as an argument; move it out."),
        Bad(
            "chat-completion-modify", #"{"completion_id":"c","metadata":{},"extra_body":{"stream":true}}"#,
            "extra_body.stream", "`stream` may not be in extra_body, which is for other members; leave it out."),
        Bad(
            "moderation-check", #"{"input":"a","extra_body":{"a":1,"a":2}}"#, "extra_body.a",
            "`extra_body.a` is given twice, but one value is expected; give it once."),
        Bad(
            "moderation-check", #"{"input":"a","extra_body":[]}"#, "extra_body",
            "`extra_body` is a list, but an object is expected; correct it."),
        Bad(
            "model-get", #"{"model":"m","extra_body":{}}"#, "extra_body",
            "`extra_body` is not an argument of model-get; it takes model."),
        Bad("image-edit", #"{"prompt":"p"}"#, "image", "image-edit needs `image` or `images`; add one of them."),
        Bad(
            "image-edit", #"{"prompt":"p","image":"a","images":[{"file_id":"f"}]}"#, "image",
            "`image` and `images` cannot be combined; leave one of them out."),
        Bad(
            "image-edit", #"{"prompt":"p","images":[{"file_id":"f"}],"mask":"m.png"}"#, "mask",
            "`mask` is \"m.png\", but an object is expected; correct it."),
        Bad(
            "image-edit", #"{"prompt":"p","image":"a.png","mask":{"file_id":"m"}}"#, "mask",
            "`mask` is an object, but a file as a path, an https URL or a data URI is expected; correct it."),
        Bad(
            "image-edit", #"{"prompt":"p","image":""}"#, "image",
            "`image` is empty, but a file as a path, an https URL or a data URI is expected; correct it."),
    ]

    @Test(arguments: bad) func refuses(_ bad: Bad) throws {
        let table = FieldTable(try endpoint(bad.tool))
        let document = try JSONDocument(bad.arguments)
        let error = #expect(throws: ArgumentError.self) { try table.check(document.root) }
        #expect(error?.path == bad.path)
        #expect(error?.message == bad.message)
    }

    @Test func sortsByWhereTheyTravelAndKeepsTheBytes() throws {
        let table = FieldTable(try endpoint("chat-completion-create"))
        let text =
            #"{ "temperature":0.70, "messages":[ {"role":"user" , "content":"\u0041"} ],"extra_body":{"top_k":4.0e1}}"#
        let arguments = try table.check(JSONDocument(text).root)
        #expect(arguments.body.map(\.name) == ["temperature", "messages"])
        #expect(arguments["temperature"].map { String(decoding: $0.raw, as: UTF8.self) } == "0.70")
        #expect(
            arguments["messages"].map { String(decoding: $0.raw, as: UTF8.self) }
                == #"[ {"role":"user" , "content":"\u0041"} ]"#)
        #expect(arguments.extra.map(\.name) == ["top_k"])
        #expect(arguments.extra.first.map { String(decoding: $0.value.raw, as: UTF8.self) } == "4.0e1")

        let list = FieldTable(try endpoint("chat-completion-messages"))
        let read = try list.check(JSONDocument(#"{"limit":5,"completion_id":"a/b"}"#).root)
        #expect(read.path.map(\.name) == ["completion_id"] && read.query.map(\.name) == ["limit"])
        #expect(read.body.isEmpty && read.headers.isEmpty)
    }

    @Test func aFoldedVariantBringsItsHeaderAndQuery() throws {
        let table = FieldTable(try endpoint("response-get"))
        let text = #"{"response_id":"r","openai-beta":["responses_multi_agent=v1"]}"#
        let arguments = try table.check(JSONDocument(text).root)
        #expect(arguments.headers.map(\.name) == ["openai-beta"])
        #expect(arguments.fixedQuery?.name == "beta" && arguments.fixedQuery?.value == "true")
        #expect(try table.check(JSONDocument(#"{"response_id":"r"}"#).root).fixedQuery == nil)
    }

    @Test(arguments: [
        (#"{"prompt":"p","image":"a.png"}"#, Endpoint.Encoding.multipart),
        (#"{"prompt":"p","images":[{"image_url":"https://example.org/a.png"}]}"#, .json),
    ])
    func theFieldsGivenDecideTheForm(_ text: String, _ encoding: Endpoint.Encoding) throws {
        #expect(try FieldTable(endpoint("image-edit")).check(JSONDocument(text).root).encoding == encoding)
    }
}
