import JSON
import MCP
import Testing

@testable import Servers

/// What holds for every prompt of the family.
@Suite struct PromptTableTests {
    private static let templates = FamilyPrompts.all
    private static let toolsOfFamily = Set(Family.members.flatMap(\.offers).map(\.name))
    private static func tools(of server: String) -> Set<String> {
        Set(Family.members.first { $0.name == server }?.offers.map(\.name) ?? [])
    }

    @Test("every server has a prompt of its own", arguments: Family.members.map(\.name))
    func servers(_ server: String) {
        #expect(Self.templates.contains { $0.server == server })
    }

    @Test("a prompt names tools that its server has, or the family if it crosses servers", arguments: templates.indices)
    func tools(_ index: Int) {
        let template = Self.templates[index]
        let known = template.server.map(Self.tools) ?? Self.toolsOfFamily
        #expect(!template.text.tools.isEmpty, "\(template.name)")
        for tool in template.text.tools { #expect(known.contains(tool), "\(template.name): \(tool)") }
    }

    @Test("tools are named in backticks, also those that only look like words", arguments: templates.indices)
    func backticks(_ index: Int) {
        let template = Self.templates[index]
        let named = Set(template.text.tools)
        for part in template.text.parts {
            switch part {
            case .words(let words):
                let plain = words.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: " ")
                for word in plain.split(whereSeparator: { !$0.isLetter && $0 != "-" && $0 != "_" }) {
                    let isTool = word.contains("-") && Self.toolsOfFamily.contains(String(word))
                    #expect(!isTool, "\(template.name) names \(word) without backticks")
                }
                #expect(words.filter { $0 == "`" }.count % 2 == 0, "\(template.name)")
            case .gap(_, let otherwise): #expect(otherwise?.contains("`") != true, "\(template.name)")
            }
        }
        #expect(named.count <= 12, "\(template.name) has too many tools to follow")
    }

    @Test("gaps are arguments; optional ones have words where they are missing", arguments: templates.indices)
    func gaps(_ index: Int) {
        let template = Self.templates[index]
        var used: Set<String> = []
        for case .gap(let name, let otherwise) in template.text.parts {
            used.insert(name)
            let argument = template.arguments.first { $0.name == name }
            #expect(argument != nil, "\(template.name): \(name)")
            #expect(argument?.isRequired == (otherwise == nil), "\(template.name): \(name)")
        }
        #expect(used == Set(template.arguments.map(\.name)), "\(template.name)")
        #expect(Set(template.arguments.map(\.name)).count == template.arguments.count, "\(template.name)")
    }

    @Test("names and descriptions are short and plain", arguments: templates.indices)
    func words(_ index: Int) {
        let template = Self.templates[index]
        #expect(template.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil && template.name.utf8.count <= 40)
        #expect(template.title.utf8.count <= 50 && !template.title.hasSuffix("."), "\(template.name)")
        for sentence in [template.summary] + template.arguments.map(\.summary) {
            #expect(sentence.hasSuffix(".") && sentence.utf8.count <= 120, "\(template.name): \(sentence)")
        }
        #expect(template.text.filled(with: [:]).utf8.count <= 2_000, "\(template.name)")
    }

    @Test("one name is one prompt, the workflow over a document excepted, which has two ways")
    func names() {
        let twice = Dictionary(grouping: Self.templates, by: \.name).filter { $0.value.count > 1 }
        #expect(twice.keys.sorted() == ["assistant-workflow"])
        // Clients see one of both, so that its arguments must not depend on which.
        let arguments = twice.values.first?.map { $0.arguments.map(\.name) } ?? []
        #expect(arguments.count == 2 && arguments[0] == arguments[1])
    }

    @Test("choices that are taken from the catalogue are there")
    func suggestions() {
        for template in Self.templates {
            for argument in template.arguments {
                guard case .values(let tool, let field)? = argument.suggestion else { continue }
                #expect(!Suggestions.values(of: tool, field).isEmpty, "\(template.name): \(argument.name)")
            }
        }
    }
}
