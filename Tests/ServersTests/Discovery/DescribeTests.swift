import Catalogue
import JSON
import MCP
import Testing

@testable import Servers

/// What `api-describe` says.
@Suite struct DescribeTests {
    private func describe(_ arguments: String, _ servers: [String] = []) async throws -> Outcome {
        try await Workbench("{}", with: .init(servers: servers)).call("api-describe", arguments)
    }

    @Test("the whole schema, with fields that no list shows, at every depth")
    func wholeSchema() async throws {
        let tool = try #require(try await describe(#"{"name":"chat-completion-create"}"#).structured?["tools"]?[0])
        let properties = try #require(tool["inputSchema"]?["properties"])
        #expect(properties["logit_bias"] != nil)
        #expect(properties["seed"]?["deprecated"]?.bool == true)
        #expect(properties["messages"]?["items"]?["properties"]?.count ?? 0 > 3)
        #expect(tool["server"]?.string == "chat")
        #expect(tool["endpoint"]?.string == "POST /chat/completions")
        #expect(tool["effect"]?.string == "computes")
        #expect(tool["billable"]?.bool == true && tool["slow"]?.bool == true && tool["destructive"]?.bool == false)
        #expect(tool["lifecycle"]?.string == "current")
        #expect(tool["answer"]?.string?.contains("text that the model wrote") == true)
    }

    @Test("by name, alias, method and path, and several at once")
    func names() async throws {
        let asked = #"{"name":["model-list","GET /models/{model}","post /v1/files","DELETE /models/:id"]}"#
        let tools = try #require(try await describe(asked).structured?["tools"])
        #expect(
            tools.elements.map { $0["name"]?.string } == ["model-list", "model-get", "file-create", "model-delete"])
        let many = try await describe(#"{"name":["a","b","c","d","e","f"]}"#)
        #expect(many.isError)
    }

    @Test("what is over says so, and what comes after it")
    func dead() async throws {
        let bench = try await Workbench("{}", with: .init(today: "2026-11-21"))
        let outcome = try await bench.call("api-describe", #"{"name":"thread-create"}"#)
        let tool = try #require(outcome.structured?["tools"]?[0], "\(outcome.texts)")
        #expect(tool["lifecycle"]?.string == "ended")
        #expect(tool["shutdown"]?.string == "2026-08-26")
        #expect(tool["successor"]?.string?.isEmpty == false)
    }

    @Test("an unknown name is refused with near ones and with what a search finds")
    func unknown() async throws {
        let near = try await describe(#"{"name":"modell-list"}"#)
        #expect(near.isError && near.texts[0].contains("did you mean model-list?"), "\(near.texts)")
        let found = try await describe(#"{"name":"draw_picture"}"#)
        #expect(found.isError && found.texts[0].contains("image-generate"), "\(found.texts)")
    }

    @Test("an example has what must be given and is accepted", arguments: Catalogue.domains.map(\.name))
    func examples(_ server: String) throws {
        for offer in try #require(Family.members.first { $0.name == server }).offers {
            let example = ExampleArguments.of(offer.signature)
            let root = try JSONDocument(example).root
            for name in offer.asked { #expect(root[name] != nil, "\(offer.name).\(name)") }
            #expect(throws: Never.self, "\(offer.name): \(String(decoding: example, as: UTF8.self))") {
                switch offer {
                case .endpoint(let endpoint): _ = try FieldTable(endpoint).check(root)
                case .composed(let tool): _ = try FieldTable(tool.signature).check(root)
                }
            }
        }
    }
}
