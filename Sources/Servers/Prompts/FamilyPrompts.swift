import Catalogue
import MCP

/// Which prompts a server of the family has.
struct FamilyPrompts: Sendable {
    private let templates: [PromptTemplate]
    private let listed: Set<String>

    /// Those of its members and those that cross servers, if all tools that they name can be called here and the
    /// provider still has what is behind them. Of several with one name the first that fits is taken.
    ///
    /// - Parameters:
    ///   - listed: tools that clients see.
    ///   - reaches: whether a tool can be called that clients do not see.
    init(
        _ selection: Selection, environment: ToolEnvironment, lists listed: Set<String>, reaches: (String) -> Bool
    ) {
        self.listed = listed
        let servers = Set(selection.members.map(\.name))
        var seen: Set<String> = []
        templates = Self.all.filter { template in
            template.server.map(servers.contains) ?? true
                && template.text.tools.allSatisfy {
                    (listed.contains($0) || reaches($0)) && !Self.isOver($0, environment)
                }
                && seen.insert(template.name).inserted
        }
    }

    /// A model that finds a tool missing in its list is told how to call it all the same.
    func prompts(_ suggestions: Suggestions) -> [Prompt] {
        let way = "Tools that are not in your list are called by `\(APITools.callName)`, with their name and arguments."
        return templates.map { template in
            let isWhole = template.text.tools.allSatisfy(listed.contains)
            let note = isWhole || !listed.contains(APITools.callName) ? "" : "\n\n" + way
            return template.prompt(suggestions, note: note)
        }
    }

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
