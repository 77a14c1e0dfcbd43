import JSON
import Testing

@testable import Embedded

@Suite struct ConversationTests {
    let provider = stillProvider()

    private func begin(_ body: JSONValue = [:]) async throws -> String {
        try await provider.ask("POST", "/conversations", body).root["id"]?.string ?? ""
    }

    @Test func itemsAreAddedListedAndTakenOut() async throws {
        let id = try await begin(["items": [["role": "user", "content": "One"]], "metadata": ["k": "v"]])
        let path = "/conversations/\(id)/items"
        let added = try await provider.ask(
            "POST", path, ["items": [["role": "user", "content": "Two"], ["role": "assistant", "content": "Three"]]]
        ).root
        #expect(added["data"]?.count == 2 && added["has_more"]?.bool == false)
        func texts(_ order: String) async throws -> [String?] {
            try await provider.ask("GET", path, query: [("order", order)]).root["data"]?.elements.map {
                $0[["content", "0", "text"]]?.string
            } ?? []
        }
        #expect(try await texts("asc") == ["One", "Two", "Three"])
        #expect(try await texts("desc") == ["Three", "Two", "One"])
        let two = try #require(added[["data", "0", "id"]]?.string)
        #expect(try await provider.ask("GET", "\(path)/\(two)").root[["content", "0", "text"]]?.string == "Two")
        #expect(try await provider.ask("DELETE", "\(path)/\(two)").root["id"]?.string == id)
        #expect(try await texts("asc") == ["One", "Three"])
        #expect(try await provider.ask("GET", "\(path)/\(two)").status == 404)
    }

    @Test func responsesReadAndAdd() async throws {
        let id = try await begin(["items": [["role": "user", "content": "The secret word is heliotrope."]]])
        for conversation in [.string(id), ["id": .string(id)]] as [JSONValue] {
            let reply = try await provider.ask(
                "POST", "/responses",
                ["model": "offline", "conversation": conversation, "input": "What is the secret word?"]
            ).root
            #expect(reply[["output", "0", "content", "0", "text"]]?.string?.contains("heliotrope") == true)
            #expect(reply[["conversation", "id"]]?.string == id)
        }
        let items = try await provider.ask("GET", "/conversations/\(id)/items", query: [("order", "asc")]).root["data"]
        #expect(
            items?.elements.map { $0["role"]?.string } == ["user", "user", "assistant", "user", "assistant"])
        let both = try await provider.ask(
            "POST", "/responses",
            ["model": "offline", "conversation": .string(id), "previous_response_id": "resp_0", "input": "x"])
        #expect(both.status == 400)
    }

    @Test func theMetadataIsReplaced() async throws {
        let id = try await begin(["metadata": ["k": "v"]])
        let path = "/conversations/\(id)"
        #expect(try await provider.ask("POST", path, ["metadata": ["a": "b"]]).root[["metadata", "a"]]?.string == "b")
        #expect(try await provider.ask("GET", path).root[["metadata", "k"]] == nil)
        #expect(try await provider.ask("POST", path, [:]).root[["error", "param"]]?.string == "metadata")
        #expect(try await provider.ask(as: "another", "GET", path) == 404)
        #expect(try await provider.ask("DELETE", path).root["object"]?.string == "conversation.deleted")
        for (method, path) in [("GET", path), ("GET", path + "/items"), ("POST", path + "/items"), ("DELETE", path)] {
            let gone = try await provider.ask(method, path, method == "POST" ? ["items": []] : nil)
            #expect(gone.status == 404)
        }
    }

    @Test func whatIsNoItemIsRefused() async throws {
        let id = try await begin()
        for (body, param) in [
            ([:], "items"), (["items": "text"], "items"), (["items": [["type": "poem"]]], "items[0].type"),
            (["items": .array(.init(repeating: ["role": "user", "content": "x"], count: 21))], "items"),
        ] as [(JSONValue, String)] {
            let reply = try await provider.ask("POST", "/conversations/\(id)/items", body)
            #expect(reply.status == 400)
            #expect(try reply.root[["error", "param"]]?.string == param)
        }
        #expect(try await provider.ask("POST", "/conversations").status == 200, "an empty one needs no body")
    }

    @Test func theOldestIsForgottenWhenOthersGrow() async throws {
        let provider = stillProvider(storedBytes: 8_000)
        func begin() async throws -> String {
            try await provider.ask("POST", "/conversations").root["id"]?.string ?? ""
        }
        let (first, second) = (try await begin(), try await begin())
        let text = String(repeating: "word ", count: 200)
        for _ in 0..<20 {
            _ = try await provider.ask(
                "POST", "/conversations/\(first)/items", ["items": [["role": "user", "content": .string(text)]]])
        }
        #expect(try await provider.ask("GET", "/conversations/\(second)").status == 404)
    }
}
