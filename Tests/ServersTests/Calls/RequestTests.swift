import Catalogue
import Gateway
import JSON
import MCP
import Servers
import Testing

/// What the settings and the client add to the arguments.
@Suite struct RequestTests {
    private static let settings = CallDefaults(model: "house-model", maxTokens: 500, temperature: 0.5)
    private static let chat = #"{"messages": [{"role": "user", "content": "hi"}]"#
    private static let image = #"{"prompt": "a dot""#

    struct Case: Sendable, CustomStringConvertible {
        let tool: String
        let arguments: String
        /// Members that must be there as this text; "-": must not be there.
        let members: [String: String]
        /// Members that a stage may leave out.
        var defaulted: Set<String> = []

        var description: String { "\(tool) \(arguments)" }
    }

    @Test(
        "defaults fill what the arguments leave open",
        arguments: [
            Case(
                tool: "chat-completion-create", arguments: chat + "}",
                members: [
                    "model": #""house-model""#, "max_tokens": "500", "max_completion_tokens": "-", "temperature": "0.5",
                    "stream": "-",
                ],
                defaulted: ["max_tokens", "temperature"]),
            Case(
                tool: "chat-completion-create", arguments: chat + #", "model": "gpt-5.6-luna"}"#,
                members: ["max_completion_tokens": "500", "max_tokens": "-"],
                defaulted: ["max_completion_tokens", "temperature"]),
            Case(
                tool: "chat-completion-create",
                arguments: chat + #", "model": "m", "temperature": 1.50, "max_tokens": 9}"#,
                members: ["model": #""m""#, "temperature": "1.50", "max_tokens": "9", "max_completion_tokens": "-"]),
            Case(
                tool: "chat-completion-create", arguments: chat + #", "stream": false, "temperature": null}"#,
                members: ["stream": "-", "stream_options": "-", "temperature": "null"],
                defaulted: ["max_tokens"]),
            Case(
                tool: "chat-completion-create", arguments: chat + #", "stream": true}"#,
                members: ["stream": "true", "stream_options": #"{"include_usage":true}"#],
                defaulted: ["max_tokens", "temperature"]),
            Case(
                tool: "response-create", arguments: #"{"input": "hi"}"#,
                members: ["model": #""house-model""#, "max_output_tokens": "500", "temperature": "0.5"],
                defaulted: ["max_output_tokens", "temperature"]),
            Case(
                tool: "response-create", arguments: #"{"prompt": {"id": "pmpt_1"}}"#,
                members: ["model": "-", "max_output_tokens": "-", "temperature": "-", "prompt": #"{"id": "pmpt_1"}"#]),
            Case(tool: "response-compact", arguments: #"{"model": null}"#, members: ["model": #""house-model""#]),
            Case(
                tool: "completion-create", arguments: #"{"model": "m", "prompt": "Once"}"#,
                members: ["model": #""m""#, "max_tokens": "500", "temperature": "0.5", "stream_options": "-"],
                defaulted: ["max_tokens", "temperature"]),
            Case(
                tool: "assistant-create", arguments: #"{"name": "Test Assistant"}"#,
                members: ["model": #""house-model""#, "temperature": "-"]),
            Case(
                tool: "run-create", arguments: #"{"thread_id": "t", "assistant_id": "a"}"#,
                members: ["model": "-", "max_completion_tokens": "-", "temperature": "-"]),
            Case(
                tool: "embedding-create", arguments: #"{"input": "hi"}"#,
                members: ["model": #""text-embedding-3-small""#]),
            Case(
                tool: "moderation-check", arguments: #"{"input": "x"}"#,
                members: ["model": #""omni-moderation-latest""#]),
            Case(
                tool: "image-generate", arguments: image + "}",
                members: ["model": #""gpt-image-2""#, "temperature": "-"]),
            Case(
                tool: "image-generate", arguments: image + #", "model": null}"#, members: ["model": #""gpt-image-2""#]),
        ])
    func defaults(_ test: Case) async throws {
        let bench = try await Workbench("{}", with: .init(defaults: Self.settings))
        let outcome = try await bench.call(test.tool, test.arguments)
        let call = try #require(bench.upstream.calls.first, "\(outcome.texts)")
        guard case .json(let members) = call.body else { throw NeverHappened() }
        for (name, expected) in test.members {
            let sent = members[name].map { String(decoding: $0, as: UTF8.self) } ?? "-"
            #expect(sent == expected, "\(name)")
        }
        #expect(call.defaulted == test.defaulted)
    }

    @Test(
        "whoever listens to progress gets a stream, except of work in the background",
        arguments: [
            ("chat-completion-create", chat + "}", true),
            ("chat-completion-create", chat + #", "stream": false}"#, false),
            ("completion-create", #"{"model": "m", "prompt": "Once"}"#, true),
            ("response-create", #"{"input": "hi"}"#, true),
            ("response-create", #"{"input": "hi", "background": true}"#, false),
            ("response-create", #"{"input": "hi", "background": true, "stream": true}"#, true),
            ("image-generate", image + "}", false),
            ("image-generate", image + #", "partial_images": 2}"#, true),
            ("embedding-create", #"{"input": "hi"}"#, false),
        ])
    func streams(_ tool: String, _ arguments: String, _ expected: Bool) async throws {
        let bench = try await Workbench("{}")
        _ = try await bench.callListening(tool, arguments)
        let call = try #require(bench.upstream.calls.first)
        #expect(call.streams == expected)
        guard case .json(let members) = call.body else { throw NeverHappened() }
        #expect((members["stream"] != nil) == expected)
    }

    @Test(
        "arguments that cannot be sent are refused before anything is",
        arguments: [
            ("model-get", #"{"model": ""}"#, "`model` is not an id; give the id of one object."),
            ("model-delete", #"{"model": ".."}"#, "`model` is not an id; give the id of one object."),
            ("model-get", "{}", "`model` is missing from model-get"),
            ("model-get", #"{"model": 5}"#, "`model` is 5, but a string is expected"),
            ("model-list", #"{"extra_body": {}}"#, "it takes fields"),
            ("chat-completion-create", #"{"messages": []}"#, "`messages` is a list of 0"),
            ("chat-completion-create", chat + #", "n": 129}"#, "`n` is 129, but a whole number from 1 to 128"),
            ("image-generate", image + #", "extra_body": {"model": "dall-e-2"}}"#, "move it out"),
            ("embedding-create", #"{"input": "x", "extra_body": {"stream": true}}"#, "may not be in extra_body"),
            ("image-edit", #"{"prompt": "x"}"#, "image-edit needs `image` or `images`"),
            ("image-edit", #"{"prompt": "x", "image": "data:image/png;base64,_"}"#, "`image`: the data URI's content"),
            (
                "image-edit", #"{"prompt": "x", "image": "/nowhere/a.png"}"#,
                "`image`: there is no such file in the folders this server may read (--files)."
            ),
        ])
    func refusals(_ tool: String, _ arguments: String, _ sentence: String) async throws {
        let bench = try await Workbench("{}")
        let outcome = try await bench.call(tool, arguments)
        #expect(outcome.isError)
        #expect(outcome.texts[0].contains(sentence), "\(outcome.texts)")
        #expect(bench.upstream.calls.isEmpty)
    }

    @Test("files of a call go out as parts")
    func files() async throws {
        let bench = try await Workbench("{}")
        let path = try bench.folder.write("cat.png", Example.fileContent)
        let arguments = "{\"prompt\": \"x\", \"image\": [\"\(path)\", \"\(Example.file)\"], \"n\": 2}"
        let outcome = try await bench.call("image-edit", arguments)
        guard case .multipart(let parts)? = bench.upstream.calls.first?.body else {
            Issue.record("\(outcome.texts)")
            return
        }
        let described = parts.map { [$0.name, $0.filename ?? "", $0.contentType ?? "", "\($0.content.count)"] }
        #expect(
            described == [
                ["model", "", "", "11"], ["prompt", "", "", "1"], ["image[]", "cat.png", "image/png", "8"],
                ["image[]", "file.png", "image/png", "8"], ["n", "", "", "1"],
            ])
    }

    @Test("the caller of the transport is the caller of the gateway")
    func caller() async throws {
        let ann = Caller(id: "ann", key: SecretString("key-of-ann"), mayUseServerKey: false)
        let bench = try await Workbench("{}", with: .init(caller: ann))
        _ = try await bench.call("model-list")
        #expect(bench.upstream.calls.first?.caller == ann)
    }
}
