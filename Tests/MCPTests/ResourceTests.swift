import JSON
import MCP
import TestSupport
import Testing

@Suite struct ResourceTests {
    /// A source that has numbered pages of given names.
    private struct Shelf: ResourceSource {
        let name: String
        let pages: [[String]]
        var hints = CacheHints(lifetime: 500, scope: .shared)

        func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage {
            let page = cursor.map { Int($0) ?? -1 } ?? 0
            guard pages.indices.contains(page) else {
                throw UnknownCursor()
            }
            let resources = pages[page].map { Resource(uri: "\(name):\($0)", name: $0) }
            return ResourcePage(resources, next: page + 1 < pages.count ? String(page + 1) : nil)
        }

        func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]? {
            guard pages.joined().contains(where: { uri == "\(name):\($0)" }) else { return nil }
            return [ResourceContents(uri: uri, mimeType: nil, .text(name))]
        }
    }

    private func server(_ sources: [any ResourceSource]) throws -> Server {
        try Server(FixtureServer.identity, tools: [], resources: sources)
    }

    private func uris(_ reply: JSONView?) -> [String] {
        reply?["result"]?["resources"]?.elements.compactMap { $0["uri"]?.string } ?? []
    }

    @Test("sources are listed one after the other, and a page ends where a source says so")
    func pages() async throws {
        let ask = Ask(
            try server([
                Shelf(name: "a", pages: [["1"]]), Shelf(name: "b", pages: [["1", "2"], [], ["3"]]),
                Shelf(name: "c", pages: [["1"], ["2"]]), Shelf(name: "d", pages: [["1"]]),
            ]))
        var pages: [[String]] = []
        var params = "{}"
        while true {
            let reply = try await ask("resources/list", params)
            pages.append(uris(reply))
            guard let cursor = reply?["result"]?["nextCursor"]?.string else { break }
            params = #"{"cursor":"\#(cursor)"}"#
        }
        #expect(pages == [["a:1", "b:1", "b:2"], [], ["b:3", "c:1"], ["c:2", "d:1"]])
    }

    @Test(
        "a cursor that no page gave is refused",
        arguments: [
            #""""#, #"":1""#, #""1""#, #""4:0""#, #""-1:0""#, #""0:7""#, #""1:x""#, #""99999999999999999999:1""#, "0",
        ])
    func cursors(_ cursor: String) async throws {
        let ask = Ask(try server([Shelf(name: "a", pages: [["1"]]), Shelf(name: "b", pages: [["1"], ["2"]])]))
        let error = try await ask("resources/list", #"{"cursor":\#(cursor)}"#)?["error"]
        #expect(error?["code"]?.int == -32602)
        #expect(error?["message"]?.string == "Unknown cursor; list again from the start.")
    }

    @Test("the first source that has a resource answers, with its own hints")
    func reading() async throws {
        let first = Shelf(name: "a", pages: [["1"]], hints: .init(lifetime: 10, scope: .shared))
        let second = Shelf(name: "b", pages: [["1"]], hints: .init(lifetime: 20, scope: .perCaller))
        let ask = Ask(try server([first, second]), .v2026_07_28)
        for (uri, ttl, scope) in [("a:1", 10, "public"), ("b:1", 20, "private")] {
            let result = try await ask("resources/read", #"{"uri":"\#(uri)"}"#)?["result"]
            #expect(result?["contents"]?[0]?["uri"]?.string == uri)
            #expect(result?["ttlMs"]?.int == ttl)
            #expect(result?["cacheScope"]?.string == scope)
        }
    }

    @Test("a list that may differ by caller is private on every page, and as short-lived as its shortest part")
    func hints() async throws {
        let shared = Shelf(name: "a", pages: [["1"], ["2"]])
        let own = Shelf(name: "b", pages: [["1"]], hints: .init(lifetime: 100, scope: .perCaller))
        for (sources, ttl, scope) in [([shared], 500, "public"), ([shared, own], 100, "private")] {
            let ask = Ask(try server(sources), .v2026_07_28)
            for params in ["{}", #"{"cursor":"0:1"}"#] {
                let result = try await ask("resources/list", params)?["result"]
                #expect(result?["ttlMs"]?.int == ttl)
                #expect(result?["cacheScope"]?.string == scope)
            }
        }
        let old = try await Ask(try server([shared]))("resources/list")?["result"]
        #expect(old?["ttlMs"] == nil && old?["cacheScope"] == nil && old?["resultType"] == nil)
    }

    @Test("a caller sees nothing of another's")
    func callers() async throws {
        let server = try FixtureServer.make()
        #expect(uris(try await Ask(server, caller: "ann")("resources/list")).contains("note:ann/1"))
        #expect(try await Ask(server, caller: "ann")("resources/read", #"{"uri":"note:ann/1"}"#)?["result"] != nil)
        let refused = try await Ask(server, caller: "bob")("resources/read", #"{"uri":"note:ann/1"}"#)
        #expect(refused?["error"]?["code"]?.int == -32002)
    }

    @Test("members that a revision does not have are left out", arguments: Revision.allCases)
    func members(_ revision: Revision) async throws {
        let ask = Ask(try FixtureServer.make(), revision)
        let resource = try await ask("resources/list")?["result"]?["resources"]?[0]
        let template = try await ask("resources/templates/list")?["result"]?["resourceTemplates"]?[0]
        let isNew = revision >= .v2025_06_18
        #expect((resource?["title"] != nil) == isNew)
        #expect((resource?["annotations"]?["lastModified"] != nil) == isNew)
        #expect((template?["title"] != nil) == isNew)
        #expect(template?["completers"] == nil)
    }

    @Test("work that is cancelled has no answer")
    func cancellation() async throws {
        let ask = Ask(try FixtureServer.make())
        guard case .work(let work) = try ask.receive("resources/read", #"{"uri":"note:slow"}"#) else {
            Issue.record("reading is work")
            return
        }
        let reading = Task { await work.run(outlet: Inbox())?.bytes }
        reading.cancel()
        #expect(await reading.value == nil)
    }

    @Test("two sources with one template are refused")
    func duplicates() throws {
        #expect(throws: DuplicateName.self) { try server([FixtureFiles(), FixtureFiles()]) }
    }
}
