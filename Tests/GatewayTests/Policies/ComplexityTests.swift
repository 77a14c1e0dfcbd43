import JSON
import Testing

@testable import Gateway

@Suite struct ComplexityTests {
    private func members(_ json: String) throws -> Members {
        var members = Members()
        for (key, value) in try JSONDocument(json).root.members { members[key] = value.raw }
        return members
    }

    private func message(_ text: String, _ rest: String = "") -> String {
        #"{"messages":[{"role":"user","content":"\#(text)"}]\#(rest)}"#
    }

    private static let tool = #"{"type":"function","function":{"name":"f"}}"#

    @Test func aGreetingIsSimple() throws {
        #expect(try Complexity(members(message("Hello, who are you?"))) == .simple)
        #expect(try Complexity(members(#"{"input":"Hello"}"#)) == .simple)
        #expect(try Complexity(members("{}")) == .simple)
    }

    @Test func lengthCounts() throws {
        for (length, expected) in [
            (1_000, Complexity.simple), (3_000, .simple), (12_000, .standard), (60_000, .standard),
        ] {
            #expect(try Complexity(members(message(String(repeating: "a", count: length)))) == expected, "\(length)")
        }
        #expect(try Complexity(members(message(String(repeating: "a", count: 60_000) + " ```x```"))) == .complex)
    }

    @Test func toolsSchemaAndTurnsCount() throws {
        let tools = #","tools":[\#(Self.tool)]"#
        #expect(try Complexity(members(message("x", tools))) == .simple)
        let schema = #","response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}}"#
        #expect(try Complexity(members(message("x", tools + schema))) == .standard)
        #expect(try Complexity(members(message("x", #","response_format":{"type":"text"}"#))) == .simple)
        let many = #","tools":[\#(Array(repeating: Self.tool, count: 9).joined(separator: ","))]"#
        #expect(try Complexity(members(message("x", many + schema))) == .standard)
        #expect(try Complexity(members(message("compare and explain why: ```x```", many))) == .complex)
        let turns = Array(repeating: #"{"role":"user","content":"x"}"#, count: 8).joined(separator: ",")
        #expect(try Complexity(members(#"{"messages":[\#(turns)]\#(tools)}"#)) == .standard)
    }

    @Test func wordsCountAsWords() throws {
        #expect(try Complexity(members(message("Explain the planet"))) == .simple)
        #expect(try Complexity(members(message("Design, compare, analyse and refactor it"))) == .standard)
    }

    @Test func theEffortAskedForDecides() throws {
        let long = String(repeating: "a", count: 60_000)
        #expect(try Complexity(members(message(long, #","reasoning_effort":"low""#))) == .simple)
        #expect(try Complexity(members(message("x", #","reasoning_effort":"high""#))) == .complex)
        #expect(try Complexity(members(message("x", #","reasoning_effort":"medium""#))) == .simple)
        #expect(try Complexity(members(#"{"input":"x","reasoning":{"effort":"xhigh"}}"#)) == .complex)
    }
}
