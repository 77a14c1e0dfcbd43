import Gateway
import JSON
import Testing

/// Streams: progress while they run, and the same result as without.
@Suite struct StreamTests {
    private static let question = #"{"messages": [{"role": "user", "content": "hi"}]}"#
    private static let pieces = ["Good", " day", "", ", \\u00fcber", "."]

    private static var chatEvents: [String] {
        [
            #"{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"role":"assistant"}}]}"#
        ]
            + pieces.map { #"{"id":"c","choices":[{"index":0,"delta":{"content":"\#($0)"}}]}"# }
            + [#"{"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#, "[DONE]"]
    }

    /// Pieces may come together, but none is missing and progress grows.
    private static func check(_ reports: [Workbench.Report], text: String) {
        #expect(reports.map(\.message).joined() == text)
        #expect(reports.last?.progress == Double(text.count))
        #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.progress < $1.progress })
    }

    @Test("a chat's pieces are progress in order, and the result is that of an unstreamed call")
    func chat() async throws {
        let bench = try await Workbench { call in
            call.streams
                ? .events(Self.chatEvents)
                : .text(
                    #"""
                    {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":
                    {"role":"assistant","content":"Good day, \u00fcber."},"finish_reason":"stop"}]}
                    """#)
        }
        let (streamed, reports) = try await bench.callListening("chat-completion-create", Self.question)
        Self.check(reports, text: "Good day, über.")
        let plain = try await bench.call("chat-completion-create", Self.question)
        #expect(bench.upstream.calls.map(\.streams) == [true, false])
        #expect(streamed.texts == ["Good day, über."])
        #expect(streamed.texts == plain.texts)
        for pointer in ["/choices/0/message/content", "/choices/0/finish_reason", "/id", "/object", "/model"] {
            #expect(streamed.structured?.value(at: pointer)?.string == plain.structured?.value(at: pointer)?.string)
        }
    }

    @Test("a response's pieces are progress, and its last event is the result")
    func response() async throws {
        let whole = #"{"id":"r","status":"completed","output":[{"type":"message","content":[{"text":"Hi there"}]}]}"#
        let bench = try await Workbench(
            answering: .events([
                #"{"type":"response.created","response":{"id":"r","output":[]}}"#,
                #"{"type":"response.output_text.delta","delta":"Hi"}"#,
                #"{"type":"response.output_text.delta","delta":" there"}"#,
                #"{"type":"response.completed","response":\#(whole)}"#,
            ]))
        let (outcome, reports) = try await bench.callListening("response-create", #"{"input": "hi"}"#)
        Self.check(reports, text: "Hi there")
        #expect(outcome.texts == ["Hi there"])
        #expect(outcome.structuredText == whole)
    }

    @Test("previews of an image are counted, and the image is saved")
    func image() async throws {
        let bench = try await Workbench(
            answering: .events([
                #"{"type":"image_generation.partial_image","b64_json":"AAAA"}"#,
                #"{"type":"image_generation.partial_image","b64_json":"AAAA"}"#,
                #"{"type":"image_generation.completed","b64_json":"\#(Sample.png.base64)","output_format":"png"}"#,
            ]))
        let (outcome, reports) = try await bench.callListening(
            "image-generate", #"{"prompt": "x", "partial_images": 2}"#)
        #expect(reports.last == .init(progress: 2, message: "preview 2"))
        #expect(outcome.structured?["data"]?[0]?["b64_json"]?["sha256"]?.string == Sample.png.digest)
    }

    @Test("a stream that was asked for is gathered though nobody listens")
    func unheard() async throws {
        let bench = try await Workbench(answering: .events(Self.chatEvents))
        let outcome = try await bench.call("chat-completion-create", Self.question.dropLast() + #", "stream": true}"#)
        #expect(outcome.texts == ["Good day, über."])
    }

    @Test(
        "a stream that breaks off is an error that keeps what had come",
        arguments: [
            (nil, "stream_interrupted", "cut short"),
            (
                #"{"error":{"message":"Overloaded sk-secret12345","code":"server_overloaded"}}"#, "model_overloaded",
                "[redacted]"
            ),
            ("no json", "malformed_answer", "is not JSON"),
        ] as [(String?, String, String)])
    func broken(_ last: String?, _ kind: String, _ sentence: String) async throws {
        let bench = try await Workbench(answering: .events(Self.chatEvents.prefix(3) + [last].compactMap { $0 }))
        let (outcome, _) = try await bench.callListening("chat-completion-create", Self.question)
        #expect(outcome.isError)
        #expect(outcome.structured?["kind"]?.string == kind)
        #expect(outcome.structured?["partial_text"]?.string == "Good day")
        #expect(outcome.texts[0].contains(sentence), "\(outcome.texts)")
    }
}
