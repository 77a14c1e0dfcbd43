import MCP

/// A prompt as data: a task with steps that name tools, and gaps for the values that a person gives.
struct PromptTemplate: Sendable {
    let name: String
    /// The server whose main job it leads through; nil: it crosses servers.
    let server: String?
    let title: String
    let summary: String
    let arguments: [Argument]
    private let task: String
    private let steps: [String]

    /// A value that a person gives.
    struct Argument: Sendable {
        let name: String
        let summary: String
        let isRequired: Bool
        let suggestion: Suggestion?

        /// A value without which there is nothing to do.
        static func required(_ name: String, _ summary: String, _ suggestion: Suggestion? = nil) -> Argument {
            Argument(name: name, summary: summary, isRequired: true, suggestion: suggestion)
        }

        /// A value for which the text has words where it is not given.
        static func optional(_ name: String, _ summary: String, _ suggestion: Suggestion? = nil) -> Argument {
            Argument(name: name, summary: summary, isRequired: false, suggestion: suggestion)
        }

        static func model(_ kind: ModelKind = .chat) -> Argument {
            .optional("model", "Id of the model; else the default.", .models(kind))
        }
    }

    /// - Parameters:
    ///   - task: what is to be done, in a sentence.
    ///   - steps: how, one thing after the other. Names of tools stand in backticks, and nothing else does.
    init(
        _ name: String, on server: String?, _ title: String, _ summary: String, _ arguments: [Argument],
        _ task: String, steps: [String]
    ) {
        self.name = name
        self.server = server
        self.title = title
        self.summary = summary
        self.arguments = arguments
        self.task = task
        self.steps = steps
    }

    /// Task and steps, read when they are asked for: a server needs few of the family's.
    var text: PromptText {
        let lines = steps.enumerated().map { "\($0.offset + 1). \($0.element)" }
        return PromptText(([task, ""] + lines).joined(separator: "\n"))
    }

    /// The prompt as a server offers it.
    ///
    /// - Parameter note: what is said after the steps.
    func prompt(_ suggestions: Suggestions, note: String) -> Prompt {
        Prompt(
            name: name, title: title, description: summary,
            arguments: arguments.map { argument in
                Prompt.Argument(
                    name: argument.name, description: argument.summary, isRequired: argument.isRequired,
                    complete: argument.suggestion.map(suggestions.completer))
            },
            render: { call in [.user(text.filled(with: call.arguments) + note)] })
    }
}
