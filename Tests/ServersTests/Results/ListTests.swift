import Gateway
import JSON
import Testing

/// Lists: how to go on, filters that the API lacks, and several ids at once.
@Suite struct ListTests {
    @Test(
        "a list says with which arguments it goes on",
        arguments: [
            ("vector-store-list", #"{"data":[{"id":"a"}],"last_id":"a","has_more":true}"#, #"{"after":"a"}"#),
            ("vector-store-list", #"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#, #"{"after":"b"}"#),
            ("organization-group-list", #"{"data":[],"next":"g7","has_more":true}"#, #"{"after":"g7"}"#),
            ("usage-completions", #"{"data":[],"next_page":"p2","has_more":true}"#, #"{"page":"p2"}"#),
            ("vector-store-list", #"{"data":[{"id":"a"}],"has_more":false}"#, nil),
            ("model-list", #"{"data":[{"id":"a"}]}"#, nil),
        ] as [(String, String, String?)])
    func next(_ tool: String, _ body: String, _ expected: String?) async throws {
        let bench = try await Workbench(body)
        let arguments = tool == "usage-completions" ? #"{"start_time":1}"# : "{}"
        let outcome = try await bench.call(tool, arguments)
        let next = outcome.structured?["next_arguments"].map { String(decoding: $0.raw, as: UTF8.self) }
        #expect(next == expected)
    }

    /// 250 stores, a hundred on a page; every tenth is named `red`.
    private static let stores: ScriptedUpstream.Script = { call in
        let after = call.query.first { $0.name == "after" }.flatMap { Int($0.value.dropFirst()) } ?? 0
        let limit = call.query.first { $0.name == "limit" }.flatMap { Int($0.value) } ?? 20
        let range = (after + 1)...min(250, after + limit)
        let items = range.map { number in
            #"{"id":"s\#(number)","name":"\#(number % 10 == 0 ? "Red" : "blue")","status":"completed","metadata":{"n":"\#(number % 3)"}}"#
        }
        return .text(#"{"data":[\#(items.joined(separator: ","))],"has_more":\#(range.upperBound < 250)}"#)
    }

    @Test(
        "filters read on until enough items match",
        arguments: [
            (#"{"name":"red","limit":3}"#, "s10 s20 s30", #"{"after":"s30"}"#, 1),
            (
                #"{"name":"red","limit":12}"#, "s10 s20 s30 s40 s50 s60 s70 s80 s90 s100 s110 s120",
                #"{"after":"s120"}"#, 2
            ),
            (#"{"name":"RED","metadata":{"n":"0"},"limit":9}"#, "s30 s60 s90 s120 s150 s180 s210 s240", nil, 3),
            (#"{"status":"expired"}"#, "", nil, 3),
            (#"{"name":"red","limit":2,"after":"s230"}"#, "s240 s250", nil, 1),
        ] as [(String, String, String?, Int)])
    func filters(_ arguments: String, _ ids: String, _ next: String?, _ pages: Int) async throws {
        let bench = try await Workbench(Self.stores)
        let outcome = try await bench.call("vector-store-list", arguments)
        let found = outcome.structured?["data"]?.elements.compactMap { $0["id"]?.string } ?? []
        #expect(found.joined(separator: " ") == ids)
        #expect(outcome.structured?["next_arguments"].map { String(decoding: $0.raw, as: UTF8.self) } == next)
        #expect(bench.upstream.calls.count == pages)
        #expect(bench.upstream.calls.allSatisfy { call in !call.query.contains { $0.name == "name" } })
    }

    @Test("several ids are deleted with a report for each")
    func severalIDs() async throws {
        let bench = try await Workbench { call in
            call.path.hasSuffix("bad")
                ? .text(#"{"error":{"message":"No such file","type":"invalid_request_error"}}"#, status: 404)
                : .text(#"{"id":"x","deleted":true}"#)
        }
        let outcome = try await bench.call("file-delete", #"{"file_id":["a","bad","c"]}"#)
        #expect(!outcome.isError)
        let results = outcome.structured?["results"].map { Array($0.elements) } ?? []
        #expect(results.map { $0["id"]?.string } == ["a", "bad", "c"])
        #expect(results.map { $0["ok"]?.bool } == [true, false, true])
        #expect(results[1]["error"]?["message"]?.string?.contains("No such file") == true)
        #expect(outcome.structured?["succeeded"]?.int == 2 && outcome.structured?["failed"]?.int == 1)
        #expect(Set(bench.upstream.calls.map(\.path)) == ["/files/a", "/files/bad", "/files/c"])
        #expect(try await bench.call("file-delete", #"{"file_id":["bad"]}"#).isError)
    }
}
