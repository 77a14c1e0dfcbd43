import Catalogue
import MCP

/// Which prompts a server of the family has.
struct FamilyPrompts: Sendable {
    private let templates: [PromptTemplate]

    /// Those of its members and those that cross servers, if all tools that they name can be called here and the
    /// provider still has what is behind them. Of several with one name the first that fits is taken.
    init(_ selection: Selection, environment: ToolEnvironment, reaches: (String) -> Bool) {
        let servers = Set(selection.members.map(\.name))
        var seen: Set<String> = []
        templates = Self.all.filter { template in
            template.server.map(servers.contains) ?? true
                && template.text.tools.allSatisfy { reaches($0) && !Self.isOver($0, environment) }
                && seen.insert(template.name).inserted
        }
    }

    func prompts(_ suggestions: Suggestions) -> [Prompt] { templates.map { $0.prompt(suggestions) } }

    /// Every prompt of the family, in the order in which prompts are listed.
    static let all: [PromptTemplate] =
        FamilyTexts.all + Workflows.all + TextTexts.all + MediaTexts.all + DataTexts.all + TrainingTexts.all
        + AgentTexts.all + AdministrationTexts.all

    /// Whether OpenAI is the provider and has switched off what a tool calls.
    private static func isOver(_ tool: String, _ environment: ToolEnvironment) -> Bool {
        guard environment.provider == .openai, let endpoint = Catalogue.endpoint(named: tool) else { return false }
        return endpoint.lifecycle.isOver(on: environment.today())
    }
}
