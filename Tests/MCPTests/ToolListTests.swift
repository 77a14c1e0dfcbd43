import JSON
import MCP
import TestSupport
import Testing

@Suite struct ToolListTests {
    private func tool(_ name: String, aliases: [String] = [], isListed: Bool = true, outputSchema: String? = nil)
        -> Tool
    {
        Tool(
            name: name, aliases: aliases, isListed: isListed, description: "\(name).",
            inputSchema: Array(#"{"type":"object"}"#.utf8), outputSchema: outputSchema.map { Array($0.utf8) },
            annotations: .init(readOnly: true, destructive: false, idempotent: true, openWorld: false)
        ) { _ in ToolResult([.text(name)]) }
    }

    private func listed(_ reply: JSONView?) -> [String] {
        reply?["result"]?["tools"]?.elements.compactMap { $0["name"]?.string } ?? []
    }

    @Test(
        "a name or alias leads to its tool, and a name wins over an alias",
        arguments: [
            ("a", "a"), ("x", "a"), ("y", "a"), ("b", "b"), ("z", "b"), ("c", "c"), ("hidden", "hidden"),
        ])
    func lookup(_ called: String, _ reached: String) async throws {
        // `b` would also like to be called as `c`, which is the name of another tool; `y` stands twice.
        let tools = [
            tool("a", aliases: ["x", "y", "y", "a"]), tool("b", aliases: ["c", "hidden", "z"]), tool("c"),
            tool("hidden", isListed: false),
        ]
        let server = try Server(FixtureServer.identity, tools: tools)
        let reply = try await Ask(server)("tools/call", #"{"name":"\#(called)"}"#)
        #expect(reply?["result"]?["content"]?[0]?["text"]?.string == reached)
        #expect(server.tools.tool(named: called)?.name == reached)
    }

    @Test("hidden tools and aliases are not listed")
    func listing() async throws {
        let tools = [tool("a", aliases: ["x"]), tool("hidden", isListed: false), tool("b")]
        let reply = try await Ask(try Server(FixtureServer.identity, tools: tools))("tools/list")
        #expect(listed(reply) == ["a", "b"])
        #expect(reply?["result"]?["tools"]?[0]?["aliases"] == nil)
    }

    @Test("two tools of one name, or two that claim one alias, are refused")
    func duplicates() throws {
        for tools in [
            [tool("a"), tool("a")], [tool("a"), tool("a", isListed: false)],
            [tool("a", aliases: ["x"]), tool("b", aliases: ["x"])],
        ] {
            #expect(throws: DuplicateName.self) { try Server(FixtureServer.identity, tools: tools) }
        }
        do {
            _ = try Server(FixtureServer.identity, tools: [tool("a", aliases: ["x"]), tool("b", aliases: ["x"])])
        } catch {
            #expect(error.name == "x")
            #expect("\(error)" == "two tools are named \"x\"")
        }
    }

    @Test("pages hold listed tools only, and lead from one to the next")
    func pages() async throws {
        let tools = (1...7).map { tool("t\($0)", isListed: $0 % 3 != 0) }
        let ask = Ask(try Server(FixtureServer.identity, tools: tools, pageSize: 2))
        var names: [[String]] = []
        var params = "{}"
        while true {
            let reply = try await ask("tools/list", params)
            names.append(listed(reply))
            guard let cursor = reply?["result"]?["nextCursor"]?.string else { break }
            params = #"{"cursor":"\#(cursor)"}"#
        }
        #expect(names == [["t1", "t2"], ["t4", "t5"], ["t7"]])
        for cursor in [#""page-0""#, #""page-3""#, #""page-01""#, #""""#, "1", "[]"] {
            let reply = try await ask("tools/list", #"{"cursor":\#(cursor)}"#)
            #expect(reply?["error"]?["code"]?.int == -32602, "\(cursor)")
        }
    }

    @Test("an output schema is shown from the revision on that has it", arguments: Revision.allCases)
    func outputSchema(_ revision: Revision) async throws {
        let server = try Server(FixtureServer.identity, tools: [tool("a", outputSchema: #"{"type":"object"}"#)])
        let schema = try await Ask(server, revision)("tools/list")?["result"]?["tools"]?[0]?["outputSchema"]
        #expect(
            schema.map { String(decoding: $0.raw, as: UTF8.self) }
                == (revision >= .v2025_06_18 ? #"{"type":"object"}"# : nil))
    }

    @Test(
        "an unknown name is answered with the nearest",
        arguments: [
            ("vector-store-creat", "vector-store-create"), ("vector_store_create", "vector-store-create"),
            ("vectorStoreCreate", "vector-store-create"), ("create-vector-store", "vector-store-create"),
            ("mcp__openai__image-generate", "image-generate"), ("imagegenerate", "image-generate"),
            ("image-genreate", "image-generate"), ("generate_image", "image-generate"),
            ("getMdoel", "getModel"), ("files-list", "file-list"), ("file", nil), ("delete-everything", nil), ("", nil),
            ("-", nil), (String(repeating: "image-generate", count: 100), nil),
        ] as [(String, String?)])
    func nearest(_ asked: String, _ meant: String?) async throws {
        let tools = [
            tool("vector-store-create"), tool("vector-store-delete"), tool("image-generate"),
            tool("model-get", aliases: ["getModel"]), tool("file-list", isListed: false),
        ]
        let ask = Ask(try Server(FixtureServer.identity, tools: tools))
        let message = try await ask("tools/call", #"{"name":"\#(asked)"}"#)?["error"]?["message"]?.string
        let end = meant.map { "did you mean \"\($0)\"?" } ?? "tools/list names the ones there are."
        #expect(message == "Unknown tool \"\(asked)\"; \(end)")
    }
}
