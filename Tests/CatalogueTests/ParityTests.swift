import Catalogue
import JSON
import Parity
import Testing

private let ours = endpoints.flatMap(\.facts)

@Suite(.enabled(if: Facts.arePresent, Facts.absent)) struct ParityTests {
    @Test func theCatalogueEqualsTheFactsBothWays() throws {
        let theirs = try FactsFile.read(Facts.bytes("operations.json"))
        #expect(theirs.count > 300)
        let comparison = Comparison(ours, with: theirs, called: "facts", excluding: Exclusion.facts)
        for difference in comparison.differences { Issue.record("\(difference)") }
        for exclusion in comparison.stale { Issue.record("excludes nothing: \(exclusion)") }
    }

    @Test func theCatalogueEqualsTheSpecificationItWasMadeFrom() throws {
        let theirs = try OpenAPIFile(Facts.bytes("openapi.json")).operations
        #expect(theirs.count == 288)
        let comparison = Comparison(ours, with: theirs, called: "specification", excluding: Exclusion.openAPI)
        for difference in comparison.differences { Issue.record("\(difference)") }
        for exclusion in comparison.stale { Issue.record("excludes nothing: \(exclusion)") }
    }
}

@Suite struct ComparisonTests {
    /// A catalogue of one operation, and the facts about it with one thing changed at a time.
    static let entry = Endpoint(
        "thing-make", .post, "/things", "Make.", .creates,
        [
            .string("size", "Size.", .required, oneOf: ["s", "l"], default: "s"),
            .integer("n", "Count.", .nullable, within: 1...10),
            .array("tags", "Tags.", of: .text, count: 1...4),
        ])

    static let facts = """
        {"operations":[{"method":"POST","path":"/things","read_only":false,"destructive":false,"idempotent":false,
        "deprecated":false,"request_content_types":["application/json"],"body_fields":[
        {"name":"size","type":"string","required":true,"nullable":false,"enum":["l","s"],"default":"s"},
        {"name":"n","type":"integer | null","required":false,"nullable":true,"min":1,"max":10},
        {"name":"tags","type":"array<string>","required":false,"nullable":false,"min_items":1,"max_items":4}]}]}
        """

    private func differences(_ facts: String) throws -> [Difference] {
        let theirs = try FactsFile.read(Array(facts.utf8))
        return Comparison(Self.entry.facts, with: theirs, called: "facts", excluding: []).differences
    }

    @Test func equalFactsDoNotDiffer() throws {
        #expect(try differences(Self.facts).isEmpty)
    }

    static let changes: [(String, String, [String])] = [
        (#""name":"size""#, #""name":"width""#, ["presence", "presence"]),
        (#""type":"array<string>""#, #""type":"array<integer> | string""#, ["type"]),
        (#""required":true"#, #""required":false"#, ["required"]),
        (#""nullable":true"#, #""nullable":false"#, ["nullable"]),
        (#"["l","s"]"#, #"["l","s","xl"]"#, ["values"]),
        (#""default":"s""#, #""default":"s","enum_open":true"#, ["open"]),
        (#""default":"s""#, #""default":"l""#, ["default"]),
        (#""default":"s""#, #""default":"s","max_length":3"#, ["length"]),
        (#""max":10"#, #""max":12"#, ["range"]),
        (#""max_items":4"#, #""max_items":5"#, ["count"]),
        (#""max_items":4"#, #""max_items":4,"deprecated":true"#, ["deprecated"]),
        (#""deprecated":false"#, #""deprecated":true"#, ["deprecated"]),
        (#""destructive":false"#, #""destructive":true"#, ["effect"]),
        (#"["application/json"]"#, #"["multipart/form-data"]"#, ["body"]),
        (#""body_fields""#, #""query_params""#, ["location", "location", "location"]),
        (#""path":"/things""#, #""path":"/things/new""#, ["presence", "presence"]),
    ]

    @Test(arguments: changes)
    func eachChangeIsSeen(_ part: String, _ change: String, _ aspects: [String]) throws {
        let changed = Self.facts.split(separator: part, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(changed.count == 2)
        let found = try differences(changed.joined(separator: change)).map(\.aspect.rawValue)
        #expect(Set(found) == Set(aspects) && !found.isEmpty)
    }

    @Test func anOperationOfAnotherAreaIsNotMissed() throws {
        let theirs = try FactsFile.read(Array(#"{"operations":[{"method":"GET","path":"/others"}]}"#.utf8))
        let comparison = Comparison(Self.entry.facts, with: theirs, called: "facts", excluding: [])
        #expect(comparison.new.isEmpty && comparison.differences.count == 1)
    }
}
