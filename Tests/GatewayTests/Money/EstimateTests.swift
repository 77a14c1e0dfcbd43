import Testing

@testable import Gateway

@Suite struct EstimateTests {
    private let price = PriceTable().price(of: "gpt-4o")!

    private func estimate(_ json: String, cap: Int = 1000) throws -> Estimate {
        try #require(Estimate(.make(Endpoints.chat, json), price: price, outputCap: cap))
    }

    @Test func textHasNoMoreTokensThanBytes() throws {
        let body = #"{"messages":[{"role":"user","content":"Grüße, \u4e16\u754c"}],"max_tokens":50}"#
        let estimate = try estimate(body)
        #expect(estimate.usage.input >= "Grüße, 世界".utf8.count)
        #expect(estimate.usage.input <= body.utf8.count)
        #expect(estimate.usage.output == 50)
        #expect(estimate.cap == nil)
    }

    @Test func unstatedOutputIsCapped() throws {
        #expect(try estimate("{}").cap == .init(name: "max_tokens", tokens: 1000))
        #expect(try estimate("{}").usage.output == 1000)
        #expect(try estimate("{}", cap: 1_000_000).usage.output == 16_384)
        #expect(try estimate(#"{"n":3,"max_completion_tokens":10}"#).usage.output == 30)
        #expect(try estimate(#"{"max_tokens":99999999}"#).usage.output == 16_384)
        let response = try #require(Estimate(.make(Endpoints.response, "{}"), price: price, outputCap: 5))
        #expect(response.cap?.name == "max_output_tokens")
    }

    @Test func picturesCountByTheirNumber() throws {
        let uri = "data:image/png;base64," + String(repeating: "A", count: 500_000)
        let body = #"{"messages":[{"content":[{"type":"image_url","image_url":{"url":"\#(uri)"}}]}],"max_tokens":1}"#
        #expect(try estimate(body).usage.input == 2 * InputBound.medium + body.utf8.count - uri.utf8.count - 9)
    }

    @Test(arguments: [
        #"{"messages":[{"content":[{"type":"file","file":{"file_id":"f"}}]}]}"#, #"{"previous_response_id":"r"}"#,
        #"{"tools":[{"type":"web_search_preview"}]}"#, #"{"tools":[{"type":"file_search"}]}"#,
    ])
    func whatLiesElsewhereMayFillTheWindow(json: String) throws { #expect(try estimate(json).usage.input == 128_000) }

    @Test func neverMoreThanTheWindow() throws {
        let long = String(repeating: "x", count: 400_000)
        #expect(try estimate(#"{"messages":[{"content":"\#(long)"}]}"#).usage.input == 128_000)
    }

    @Test func otherKindsOfWork() throws {
        let images = try #require(
            Estimate(
                .make(Endpoints.image, #"{"prompt":"x","n":2}"#), price: PriceTable().price(of: "gpt-image-1")!,
                outputCap: 1))
        #expect(images.usage.imageOutput == 2 * 8_192)
        #expect(images.bound(PriceTable().price(of: "gpt-image-1")!) > Money(dollars: 0.65))
        let vectors = try #require(
            Estimate(.make(Endpoints.embedding, #"{"input":"abc"}"#), price: price, outputCap: 1))
        #expect(vectors.usage.output == 0)
        #expect(Estimate(.make(Endpoints.batch, "{}"), price: price, outputCap: 1) == nil)
    }
}
