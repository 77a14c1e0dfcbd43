import Gateway
import JSON
import Testing

/// Tools over many items, and what is kept of them.
@Suite struct ManyItemsTests {
    @Test func moderationPacksTextsAndKeepsTheirOrder() async throws {
        let bench = try await Workbench(with: .init(servers: ["moderation"])) { call in
            let inputs = call.member("input").map { Array($0.elements) } ?? []
            if inputs.contains(where: { $0.string == "fail" }) {
                return .text(#"{"error":{"message":"bad"}}"#, status: 400)
            }
            let results = inputs.map { text in
                let isBad = text.string == "bad"
                return #"{"flagged":\#(isBad),"categories":{"hate":\#(isBad)},"category_scores":{"hate":0.5}}"#
            }
            return .text(#"{"model":"m","results":[\#(results.joined(separator: ","))]}"#)
        }
        let texts = (0..<70).map { $0 == 40 ? "bad" : "t\($0)" }
        let list = String(decoding: JSONValue.array(texts.map { .string($0) }).encoded, as: UTF8.self)
        let outcome = try await bench.call("moderation-batch", #"{"inputs":\#(list)}"#)
        #expect(bench.upstream.calls.count == 3)
        let results = outcome.structured?["results"].map { Array($0.elements) } ?? []
        #expect(results.map { $0["index"]?.int } == Array(0..<70))
        #expect(results.filter { $0["answer"]?["flagged"]?.bool == true }.map { $0["index"]?.int } == [40])
        #expect(outcome.structured?["flagged"]?.int == 1)

        let partly = try await bench.call("moderation-batch", #"{"inputs":["fail","good"]}"#)
        #expect(partly.isError && partly.structured?["failed"]?.int == 2)
    }

    @Test func checksAreRememberedForTheirCaller() async throws {
        let body =
            #"{"model":"m","results":[{"flagged":true,"categories":{"hate":true},"category_scores":{"hate":0.9}}]}"#
        let bench = try await Workbench(body, with: .init(servers: ["moderation"]))
        for number in 0..<3 { _ = try await bench.call("moderation-check", #"{"input":"text \#(number)"}"#) }
        let page = try await bench.call("moderation-history", #"{"limit":2}"#)
        #expect(page.structured?["data"]?.elements.compactMap { $0["input"]?.string } == ["text 2", "text 1"])
        let cursor = page.structured?["next_arguments"]?["after"]?.string ?? ""
        let rest = try await bench.call("moderation-history", #"{"after":"\#(cursor)"}"#)
        #expect(rest.structured?["data"]?.elements.compactMap { $0["input"]?.string } == ["text 0"])
        #expect(rest.structured?["has_more"]?.bool == false)
        let unflagged = try await bench.call("moderation-history", #"{"flagged":false}"#)
        #expect(unflagged.structured?["data"]?.count == 0)
        #expect(try await bench.call("moderation-history", #"{"after":"nonsense"}"#).isError)
    }

    @Test func imagesAreListedAndTheirRecordsDeleted() async throws {
        let body = #"{"created":1,"data":[{"b64_json":"iVBORw0KGgo="}],"size":"1024x1024"}"#
        let bench = try await Workbench(body, with: .init(servers: ["images"]))
        let batch = try await bench.call("image-generate-batch", #"{"prompts":["a cat","a dog"]}"#)
        #expect(batch.structured?["succeeded"]?.int == 2, "\(batch.texts)")
        let list = try await bench.call("image-list", #"{"prompt":"CAT"}"#)
        #expect(list.structured?["data"]?.count == 1)
        let id = list.structured?["data"]?[0]?["id"]?.string ?? ""
        let deleted = try await bench.call("image-delete", #"{"id":["\#(id)","image-none"]}"#)
        #expect(deleted.structured?["results"]?.elements.map { $0["ok"]?.bool } == [true, false])
        #expect(try await bench.call("image-list").structured?["data"]?.count == 1)
    }

    @Test func recordingsAreTranscribedOneByOne() async throws {
        let bench = try await Workbench(with: .init(servers: ["audio"])) { call in
            call.member("model") == nil ? .text(#"{"text":"hello"}"#) : .text("{}", status: 400)
        }
        let file = "data:audio/wav;base64,UklGRgAAAABXQVZF"
        let outcome = try await bench.call(
            "audio-transcribe-batch", #"{"files":["\#(file)","/no/such.wav"],"language":"en"}"#)
        let results = outcome.structured?["results"].map { Array($0.elements) } ?? []
        #expect(results.map { $0["ok"]?.bool } == [true, false])
        #expect(results[0]["answer"]?["text"]?.string == "hello")
        #expect(results[1]["error"]?["message"]?.string?.contains("file") == true)
    }
}
