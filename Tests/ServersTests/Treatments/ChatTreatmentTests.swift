import JSON
import Testing

@Suite struct ChatTreatmentTests {
    private static let question = #"{"messages": [{"role": "user", "content": "hi"}]}"#

    private static func completion(_ messages: String..., finish: String = "stop") -> String {
        let choices = messages.enumerated().map {
            #"{"index":\#($0.offset),"message":\#($0.element),"finish_reason":"\#(finish)"}"#
        }
        return #"{"id":"c","choices":[\#(choices.joined(separator: ","))]}"#
    }

    @Test(
        "the texts of a completion",
        arguments: [
            (completion(#"{"role":"assistant","content":"Hello \u00fc"}"#), ["Hello ü"]),
            (completion(#"{"content":"one"}"#, #"{"content":"two"}"#), ["one", "two"]),
            (completion(#"{"content":null,"refusal":"I will not."}"#), ["I will not."]),
            (completion(#"{"content":"","refusal":"No."}"#), ["No."]),
            (
                completion(
                    #"{"content":null,"tool_calls":[{"id":"t","function":{"name":"f","arguments":"{}"}, "x": null}]}"#),
                [#"[{"id":"t","function":{"name":"f","arguments":"{}"}}]"#]
            ),
            (completion(#"{"content":"Look:","tool_calls":[{"id":"t"}]}"#), ["Look:", #"[{"id":"t"}]"#]),
            (completion(#"{"content":"Hi","tool_calls":[]}"#), ["Hi"]),
            (
                completion(#"{"content":null,"tool_calls":null,"function_call":{"name":"f","arguments":"{}"}}"#),
                [#"{"name":"f","arguments":"{}"}"#]
            ),
            (
                completion(#"{"content":""}"#, finish: "length"),
                ["The model answered without text (finish reason: length)."]
            ),
        ])
    func texts(_ body: String, _ expected: [String]) async throws {
        let outcome = try await Workbench(body).call("chat-completion-create", Self.question)
        #expect(outcome.texts == expected)
        #expect(!outcome.isError)
    }

    @Test(
        "the texts of a completion of plain text",
        arguments: [
            (#"[{"index":0,"text":" upon a time","finish_reason":"stop"}]"#, [" upon a time"]),
            (#"[{"index":0,"text":"one"},{"index":1,"text":"two"}]"#, ["one", "two"]),
            (
                #"[{"index":0,"text":"","finish_reason":"length"}]"#,
                ["The model answered without text (finish reason: length)."]
            ),
        ])
    func plainTexts(_ choices: String, _ expected: [String]) async throws {
        let bench = try await Workbench(#"{"id":"c","object":"text_completion","choices":\#(choices)}"#)
        let outcome = try await bench.call("completion-create", #"{"model": "m", "prompt": "Once"}"#)
        #expect(outcome.texts == expected)
        #expect(outcome.structured?["choices"]?.count == expected.count)
    }

    @Test("the whole completion is structured content, without nulls and with numbers as they came")
    func structured() async throws {
        let body = #"""
            { "id": "c", "service_tier": null, "usage": {"total_tokens": 1.50, "details": null},
              "choices": [ {"message": {"content": "Hi", "refusal": null}, "logprobs": null} ] }
            """#
        let outcome = try await Workbench(body).call("chat-completion-create", Self.question)
        #expect(
            outcome.structuredText
                == #"{"id":"c","usage":{"total_tokens":1.50},"choices":[{"message":{"content":"Hi"}}]}"#)
    }

    @Test("sound goes to files, of every choice, and is no part of the structured content")
    func audio() async throws {
        let bench = try await Workbench(
            Self.completion(
                #"{"content":null,"audio":{"id":"a","data":"\#(Sample.wav.base64)","transcript":"Hello."}}"#,
                #"{"content":null,"audio":{"id":"b","data":"\#(Sample.mp3.base64)","transcript":""}}"#))
        let outcome = try await bench.call("chat-completion-create", Self.question)
        let folder = bench.folder.path + "/out/deep"
        let files = ["\(folder)/speech-1700000000000-1fe5a351.wav", "\(folder)/speech-1700000000000-3f1a5aba.mp3"]
        #expect(outcome.types == ["audio", "text", "text", "audio", "text"])
        #expect(
            outcome.texts == [
                "Hello.", "Sound saved as \(files[0]) (audio/wav, 12 bytes, sha256 \(Sample.wav.digest)).",
                "Sound saved as \(files[1]) (audio/mpeg, 6 bytes, sha256 \(Sample.mp3.digest)).",
            ])
        #expect(bench.folder.read(files[0]) == Base64.decode(Sample.wav.base64.utf8))
        #expect(bench.folder.read(files[1]) == Base64.decode(Sample.mp3.base64.utf8))
        #expect(
            !outcome.structuredText.contains(Sample.wav.base64) && !outcome.structuredText.contains(Sample.mp3.base64))
        let second = outcome.structured?["choices"]?[1]?["message"]?["audio"]
        #expect(second?["id"]?.string == "b")
        #expect(second?["data"]?["path"]?.string == files[1])
        #expect(second?["data"]?["sha256"]?.string == Sample.mp3.digest)
    }

    @Test(
        "sound without a mark of its own is what was asked for",
        arguments: [
            ("pcm16", "pcm", "audio/pcm"), ("aac", "aac", "audio/aac"), ("opus", "ogg", "audio/ogg"),
        ])
    func audioFormat(_ format: String, _ suffix: String, _ type: String) async throws {
        let body = Self.completion(#"{"audio":{"data":"\#(Sample.raw.base64)"}}"#)
        let arguments = Self.question.dropLast() + #", "audio": {"voice": "alloy", "format": "\#(format)"}}"#
        let outcome = try await Workbench(body).call("chat-completion-create", String(arguments))
        #expect(
            outcome.texts[0].contains("speech-1700000000000-9f64a747.\(suffix) (\(type), 4 bytes"), "\(outcome.texts)")
    }
}
