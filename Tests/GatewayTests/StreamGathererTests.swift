import JSON
import Synchronization
import Testing

@testable import Gateway

@Suite struct StreamGathererTests {
    private final class Seen: Sendable {
        let deltas = Mutex<[StreamDelta]>([])
    }

    private struct Chunks: AsyncSequence, Sendable {
        let chunks: [[UInt8]]
        var failure: UpstreamFailure?

        struct Iterator: AsyncIteratorProtocol {
            var rest: ArraySlice<[UInt8]>
            let failure: UpstreamFailure?

            mutating func next() async throws -> [UInt8]? {
                if let first = rest.popFirst() { return first }
                if let failure { throw failure }
                return nil
            }
        }

        func makeAsyncIterator() -> Iterator { Iterator(rest: chunks[...], failure: failure) }
    }

    /// Gathers a stream of these data lines, cut every `step` bytes.
    private func run<Gatherer: StreamGatherer>(
        _ gatherer: Gatherer.Type, _ data: [String], step: Int = 1000, failure: UpstreamFailure? = nil,
        type: String = "text/event-stream; charset=utf-8"
    ) async throws -> (body: String, deltas: [StreamDelta]) {
        let bytes = Array(data.map { $0.hasPrefix("event:") ? $0 : "data: \($0)\n\n" }.joined().utf8)
        let chunks = stride(from: 0, to: bytes.count, by: step).map { Array(bytes[$0..<min($0 + step, bytes.count)]) }
        let seen = Seen()
        let answer = Answer(
            status: 200, headers: Headers([("content-type", type), ("x-request-id", "r")]),
            body: .stream(Chunks(chunks: chunks, failure: failure)))
        let whole = try await gather(answer, with: gatherer) { delta in seen.deltas.withLock { $0.append(delta) } }
        #expect(whole.headers["x-request-id"] == "r")
        guard case .bytes(let body) = whole.body else { return ("", []) }
        return (String(decoding: body, as: UTF8.self), seen.deltas.withLock { $0 })
    }

    private func failure(_ run: () async throws -> (body: String, deltas: [StreamDelta])) async -> UpstreamFailure? {
        do {
            let answer = try await run()
            Issue.record("gathered \(answer.body)")
        } catch let failure as UpstreamFailure {
            return failure
        } catch {
            Issue.record("\(error)")
        }
        return nil
    }

    private let head =
        #""id":"c1","object":"chat.completion.chunk","created":7,"model":"m","service_tier":"default","system_fingerprint":"f""#

    private func chunk(_ choice: String, _ more: String = "") -> String { "{\(head),\"choices\":[\(choice)]\(more)}" }

    @Test(arguments: [1000, 7, 1])
    func chatText(_ step: Int) async throws {
        let (body, deltas) = try await run(
            ChatStreamGatherer.self,
            [
                chunk(
                    #"{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}"#
                ),
                chunk(#"{"index":0,"delta":{"content":"Hel\"lo"},"finish_reason":null}"#),
                chunk(#"{"index":0,"delta":{"content":" w\u00f6rld 😀"},"finish_reason":null}"#),
                chunk(#"{"index":0,"delta":{},"finish_reason":"stop"}"#),
                chunk("", #","usage":{"total_tokens":9}"#),
                "[DONE]",
            ], step: step)
        #expect(deltas == [.text("Hel\"lo"), .text(" wörld 😀")])
        #expect(
            body
                == #"{"id":"c1","object":"chat.completion","created":7,"model":"m","service_tier":"default","system_fingerprint":"f","#
                + #""choices":[{"index":0,"message":{"role":"assistant","content":"Hel\"lo w\u00f6rld 😀","refusal":null},"finish_reason":"stop"}],"#
                + #""usage":{"total_tokens":9}}"#)
    }

    @Test func chatChoicesToolCallsAndUnknownMembers() async throws {
        let (body, deltas) = try await run(
            ChatStreamGatherer.self,
            [
                #"{"id":"c","choices":[{"index":1,"delta":{"role":"assistant","content":"B"}}]}"#,
                #"{"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"t1","type":"function","function":{"name":"f","arguments":""}}]}}]}"#,
                #"{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"t2","type":"function","function":{"name":"g","arguments":"{}"}}]}}]}"#,
                #"{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t1","function":{"name":"","arguments":"{\"a\":"}}]}}]}"#,
                #"{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]},"finish_reason":"tool_calls"}]}"#,
                #"{"id":"c","choices":[{"index":1,"delta":{"content":"C","reasoning_content":"th"},"logprobs":{"content":[{"token":"C","logprob":-1}],"refusal":null}}]}"#,
                #"{"id":"c","choices":[{"index":1,"delta":{"reasoning_content":"ink","function_call":{"name":"h","arguments":"{"}},"logprobs":{"content":[{"token":"D","logprob":-2}],"refusal":null}}]}"#,
                #"{"id":"c","choices":[{"index":1,"delta":{"function_call":{"arguments":"}"},"audio":{"id":"a","transcript":"x"},"annotations":[{"type":"url_citation"}]},"finish_reason":"length"}]}"#,
                "[DONE]",
            ])
        // Only the first choice is shown as it comes.
        #expect(deltas == [])
        #expect(
            body == #"{"id":"c","object":"chat.completion","choices":["#
                + #"{"index":0,"message":{"role":"assistant","content":null,"tool_calls":["#
                + #"{"id":"t1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},"#
                + #"{"id":"t2","type":"function","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"tool_calls"},"#
                + #"{"index":1,"message":{"role":"assistant","content":"BC","reasoning_content":"think","function_call":{"name":"h","arguments":"{}"},"#
                + #""audio":{"id":"a","transcript":"x"},"annotations":[{"type":"url_citation"}]},"#
                + #""logprobs":{"content":[{"token":"C","logprob":-1},{"token":"D","logprob":-2}],"refusal":null},"finish_reason":"length"}]}"#
        )
    }

    @Test func plainText() async throws {
        let (body, deltas) = try await run(
            ChatStreamGatherer.self,
            [
                #"{"id":"c","object":"text_completion","model":"m","choices":[{"index":0,"text":"","logprobs":null}]}"#,
                #"{"id":"c","choices":[{"index":0,"text":" upon","logprobs":{"tokens":[" upon"]},"finish_reason":null}]}"#,
                #"{"id":"c","choices":[{"index":1,"text":"B"}]}"#,
                #"{"id":"c","choices":[{"index":0,"text":" a","logprobs":{"tokens":[" a"]},"finish_reason":"stop"}]}"#,
                #"{"id":"c","choices":[{"index":1,"text":"","finish_reason":"stop"}]}"#,
                #"{"id":"c","choices":[],"usage":{"total_tokens":3}}"#,
            ])
        #expect(deltas == [.text(" upon"), .text(" a")])
        #expect(
            body == #"{"id":"c","object":"text_completion","model":"m","choices":["#
                + #"{"index":0,"text":" upon a","logprobs":{"tokens":[" upon"," a"]},"finish_reason":"stop"},"#
                + #"{"index":1,"text":"B","finish_reason":"stop"}],"usage":{"total_tokens":3}}"#)
    }

    @Test func chatWithoutDoneIsWholeOnceEveryChoiceHasFinished() async throws {
        let (body, _) = try await run(
            ChatStreamGatherer.self, [#"{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}"#])
        #expect(body.contains(#""content":"x""#))
    }

    @Test func chatCutShort() async {
        let failure = await failure {
            try await run(ChatStreamGatherer.self, [#"{"choices":[{"index":0,"delta":{"content":"so far"}}]}"#])
        }
        #expect(failure?.kind == .stream)
        #expect(failure?.partialText == "so far")
        #expect(failure?.mayHaveBeenSent == true)
        #expect(failure.map { APIError($0).kind } == .streamInterrupted)
    }

    @Test func aBrokenConnectionKeepsTheTextSoFar() async {
        let failure = await failure {
            try await run(
                ChatStreamGatherer.self, [#"{"choices":[{"index":0,"delta":{"content":"so far"}}]}"#],
                failure: UpstreamFailure(.reset, mayHaveBeenSent: true, "closed"))
        }
        #expect(failure?.kind == .reset)
        #expect(failure?.partialText == "so far")
    }

    @Test(arguments: [
        [#"{"error":{"message":"Overloaded.","type":"server_error","code":"server_is_overloaded"}}"#],
        ["event: error\ndata: {\"message\":\"Overloaded.\",\"code\":\"server_is_overloaded\"}\n\n"],
        [#"{"type":"error","code":"server_is_overloaded","message":"Overloaded.","param":null,"sequence_number":1}"#],
    ])
    func errorsInTheMiddle(_ data: [String]) async {
        let failure = await failure {
            try await run(
                ChatStreamGatherer.self, [#"{"choices":[{"index":0,"delta":{"content":"so"}}]}"#] + data + ["[DONE]"])
        }
        #expect(failure?.kind == .stream)
        #expect(failure?.partialText == "so")
        #expect(failure?.report?.kind == .overloaded)
        #expect(failure.map { APIError($0).message.hasPrefix("OpenAI API error: Overloaded;") } == true)
        #expect(failure.map { APIError($0).partialText } == "so")
    }

    @Test func garbageInTheMiddle() async {
        #expect(await failure { try await run(ChatStreamGatherer.self, ["{\"choices\":"]) }?.kind == .malformed)
    }

    @Test func keepAlivesAreSkipped() async throws {
        let (body, _) = try await run(
            ChatStreamGatherer.self,
            [
                "event: ping\ndata:\n\n", #"{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}"#,
                "[DONE]",
            ])
        #expect(body.contains(#""content":"x""#))
    }

    @Test(arguments: ["completed", "incomplete", "failed"])
    func responses(_ end: String) async throws {
        let (body, deltas) = try await run(
            ResponseStreamGatherer.self,
            [
                #"{"type":"response.created","response":{"id":"r","status":"in_progress"}}"#,
                #"{"type":"response.output_text.delta","delta":"Hi"}"#,
                #"{"type":"response.reasoning_text.delta","delta":"hm"}"#,
                #"{"type":"response.refusal.delta","delta":"!"}"#,
                #"{"type":"response.\#(end)","response":{"id":"r","status":"\#(end)","error":{"code":"x"},"big":1.0e2}}"#,
            ])
        #expect(deltas == [.text("Hi"), .text("!")])
        #expect(body == #"{"id":"r","status":"\#(end)","error":{"code":"x"},"big":1.0e2}"#)
    }

    @Test func responseCutShort() async {
        let failure = await failure {
            try await run(ResponseStreamGatherer.self, [#"{"type":"response.output_text.delta","delta":"Hi"}"#])
        }
        #expect(failure?.kind == .stream)
        #expect(failure?.partialText == "Hi")
    }

    @Test func images() async throws {
        let (body, deltas) = try await run(
            ImageStreamGatherer.self,
            [
                #"{"type":"image_generation.partial_image","b64_json":"AA==","partial_image_index":0}"#,
                #"{"type":"image_generation.completed","b64_json":"AQ==","created_at":5,"size":"1024x1024"}"#,
                #"{"type":"image_generation.completed","b64_json":"Ag==","created_at":5,"size":"1024x1024","usage":{"total_tokens":3}}"#,
            ])
        #expect(deltas == [.preview(1, data: "AA==")])
        #expect(
            body
                == #"{"created":5,"size":"1024x1024","usage":{"total_tokens":3},"data":[{"b64_json":"AQ=="},{"b64_json":"Ag=="}]}"#
        )
        let failure = await failure {
            try await run(ImageStreamGatherer.self, [#"{"type":"image_edit.partial_image","b64_json":"AA=="}"#])
        }
        #expect(failure?.kind == .stream)
    }

    @Test func anAnswerThatIsNoStreamPassesAsItIs() async throws {
        let (body, deltas) = try await run(ChatStreamGatherer.self, [#"{"id":"x"}"#], type: "application/json")
        #expect(body == "data: {\"id\":\"x\"}\n\n")
        #expect(deltas == [])
    }

    /// What a stream's pieces are made of is not the gatherer's to choose.
    @Test func oddShapesAreNoTrap() async throws {
        for odd in [
            "[]", "1", "\"x\"", "null", #"{"choices":1}"#, #"{"choices":[1,null,{"delta":[]},{"delta":"x"}]}"#,
            #"{"choices":[{"index":-5,"delta":{"tool_calls":{"a":1}}},{"index":-5,"delta":{"tool_calls":[{"index":0}]}}]}"#,
        ] {
            let (body, _) = try await run(
                ChatStreamGatherer.self, [odd, #"{"choices":[{"index":0,"delta":{"content":"x"}}]}"#, "[DONE]"])
            #expect(throws: Never.self) { try JSONDocument(body) }
        }
    }
}
