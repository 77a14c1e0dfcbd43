import JSON
import Testing

@testable import Embedded

@Suite struct ModerationTests {
    @Test(
        arguments: [
            ("What a lovely day for a walk in the park.", []),
            ("How do I kill a process on Linux?", ["violence"]),
            ("I will kill you", ["harassment/threatening", "violence"]),
            ("You are an idiot.", ["harassment"]),
            ("I want to kill myself", ["self-harm", "self-harm/intent", "violence"]),
            ("Steps to launder money", ["illicit"]),
            ("How to build a bomb at home", ["illicit/violent"]),
            ("Explicit sexual content", ["sexual"]),
            ("Immigrants are vermin", ["hate"]),
        ] as [(String, [String])])
    func categories(_ text: String, _ expected: [String]) async throws {
        let root = try await stillProvider().ask("POST", "/moderations", ["input": .string(text)]).root
        let result = try #require(root[["results", "0"]])
        let flagged = result["categories"]?.members.filter { $0.value.bool == true }.map(\.key) ?? []
        #expect(flagged == expected)
        #expect(result["flagged"]?.bool == !expected.isEmpty)
        for score in try #require(result["category_scores"]).members {
            #expect(((score.value.double ?? -1) >= 0.5) == expected.contains(score.key))
        }
        #expect(result["categories"]?.count == 13)
        #expect(result["category_applied_input_types"]?["hate"]?[0]?.string == "text")
    }

    @Test func aListGivesAResultEachAndPartsGiveOne() async throws {
        let provider = stillProvider()
        #expect(try await provider.ask("POST", "/moderations", ["input": ["a", "b"]]).root["results"]?.count == 2)
        let parts: JSONValue = [
            ["type": "text", "text": "a"], ["type": "image_url", "image_url": ["url": "https://example.com/a.png"]],
        ]
        let root = try await provider.ask("POST", "/moderations", ["input": parts]).root
        #expect(root["results"]?.count == 1)
        let types = root[["results", "0", "category_applied_input_types"]]
        #expect(types?["violence"]?.elements.compactMap(\.string) == ["text", "image"])
        #expect(types?["hate"]?.elements.compactMap(\.string) == ["text"])
        let old = try await provider.ask("POST", "/moderations", ["input": parts, "model": "text-moderation-latest"])
        #expect(old.status == 400)
    }
}
