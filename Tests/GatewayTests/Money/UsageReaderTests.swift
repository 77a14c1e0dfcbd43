import JSON
import Testing

@testable import Gateway

@Suite struct UsageReaderTests {
    private static let chat = #"""
        {"id":"x","model":"m","choices":[{"message":{"content":"the \"usage\":{\"prompt_tokens\":9}, \\"}}],
         "usage":{"prompt_tokens":12,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":5}},
         "service_tier":"flex"}
        """#

    private static let stream = #"""
        data: {"id":"x","choices":[{"delta":{"content":"usage"}}],"usage":null}

        data: {"id":"x","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}

        data: {"id":"x","choices":[],"service_tier":"priority","usage":{"prompt_tokens":7,"completion_tokens":8}}

        data: [DONE]


        """#

    private static let response = #"""
        event: response.output_text.delta
        data: {"type":"response.output_text.delta","delta":"\"usage\":{\"input_tokens\":1}"}

        event: response.completed
        data: {"type":"response.completed","response":{"service_tier":"default","tools":[{"parameters":{"usage":{"input_tokens":1}}}],"usage":{"input_tokens":20,"output_tokens":4,"output_tokens_details":{"reasoning_tokens":2}}}}


        """#

    private func use(_ json: [UInt8]?) -> Usage? { json.flatMap { try? JSONDocument($0).root }.flatMap { Usage($0) } }

    private func read(_ text: String, step: Int) -> UsageReader {
        var reader = UsageReader()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: step) {
            reader.read(bytes[start..<min(start + step, bytes.count)])
        }
        return reader
    }

    /// However the bytes are cut.
    @Test(arguments: [1, 2, 3, 7, 16, 64, 10_000])
    func usageIsFound(step: Int) throws {
        let chat = read(Self.chat, step: step)
        let usage = try #require(use(chat.found))
        #expect((usage.input, usage.output, usage.cachedInput) == (12, 3, 5))
        #expect(chat.tier == "flex")
        let stream = read(Self.stream, step: step)
        #expect(use(stream.found)?.tokens == 15)
        #expect(stream.tier == "priority")
        let response = read(Self.response, step: step)
        #expect(use(response.found)?.input == 20)
        #expect(response.tier == "default")
    }

    /// What a caller or a model wrote is not taken for the provider's word.
    @Test(arguments: [
        #"{"a":{"usage":{"input_tokens":1}}}"#, #"[{"usage":{"input_tokens":1}}]"#, #"{"usage":[{"input_tokens":1}]}"#,
        #"{"usage":null}"#, #"{"x":"usage","y":{"input_tokens":1}}"#, #"{"response":[{"usage":{"input_tokens":1}}]}"#,
        #"{"usage":"{\"input_tokens\":1}"}"#, "", "usage", #"{"usage":{"input_tokens":1"#,
        #""usage":{"input_tokens":1}"#,
        #"{"other":{"response":{"usage":{"input_tokens":1}}}}"#, #"{"usage2":{"input_tokens":1}}"#,
        #"{"response":{"x":{"usage":{"input_tokens":1}}}}"#,
    ])
    func decoys(text: String) { #expect(read(text, step: 3).found == nil) }

    /// An event that was cut in a string does not hide the next one.
    @Test func goesOnAfterACutEvent() {
        let text = "data: {\"choices\":[{\"delta\":\"abc\n\ndata: {\"usage\":{\"prompt_tokens\":1}}\n\n"
        #expect(use(read(text, step: 5).found)?.input == 1)
    }

    @Test(arguments: [
        (#"{"input_tokens":10,"output_tokens":20,"output_tokens_details":{"image_tokens":20}}"#, 10, 20),
        (#"{"prompt_tokens":-5,"completion_tokens":3}"#, 0, 3),
        (#"{"prompt_tokens":1e300}"#, 1_000_000_000_000, 0),
        (#"{"type":"duration","seconds":12.5}"#, 0, 0),
    ])
    func whatProvidersSay(json: String, input: Int, output: Int) throws {
        let usage = try #require(use(Array(json.utf8)))
        #expect((usage.input, usage.output) == (input, output))
    }

    @Test(arguments: ["{}", "[]", "x", #"{"total_tokens":5}"#, #"{"prompt_tokens":"5"}"#])
    func whatSaysNothing(json: String) { #expect(use(Array(json.utf8)) == nil) }

    /// Parts never add up to more than the whole, whatever a provider says.
    @Test func partsAreNoMoreThanTheWhole() throws {
        let json =
            #"{"prompt_tokens":10,"prompt_tokens_details":{"cached_tokens":8,"audio_tokens":8,"image_tokens":8}}"#
        let usage = try #require(use(Array(json.utf8)))
        #expect(usage.cachedInput + usage.audioInput + usage.imageInput == 10)
    }
}
