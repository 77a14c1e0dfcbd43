import MCP
import JSON

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Asks whoever sits at the terminal what a server wants to know: questions to standard error, answers from standard
/// input.
struct TerminalForm: Sendable {
    /// Whether what only wants a yes gets one unasked.
    let saysYes: Bool

    /// Fills in a form; without a terminal nobody can.
    func fill(_ request: InputRequest) async throws -> InputResponse {
        let form = ElicitationForm(request)
        if saysYes, let consent = form.consent {
            StandardError.write("\(form.message)\n… yes, as --yes says")
            return .accept(consent)
        }
        guard isatty(0) == 1 else {
            let remedy =
                form.consent == nil ? "call it from a terminal" : "pass --yes to agree, or call it from a terminal"
            StandardError.write(
                "The server asks: \(form.message)\n… declined, since standard input is no terminal; \(remedy).")
            return .decline
        }
        StandardError.write("The server asks: \(form.message)")
        return Self.isQuestion(form) ? ask(form) : fill(form)
    }

    /// Whether a yes or a no is all that is wanted.
    private static func isQuestion(_ form: ElicitationForm) -> Bool { form.consent != nil && form.fields.count <= 1 }

    private func ask(_ form: ElicitationForm) -> InputResponse {
        guard let line = prompt("\(form.fields.first?.label ?? "Go on?") [y/N] ") else { return .cancel }
        return ["y", "yes"].contains(line.lowercased()) ? .accept(form.consent ?? [:]) : .decline
    }

    private func fill(_ form: ElicitationForm) -> InputResponse {
        var content: [JSONValue.Member] = []
        for field in form.fields {
            while true {
                guard let line = prompt(Self.question(field)) else { return .cancel }
                do {
                    if let value = try field.value(of: line) { content.append(.init(field.name, value)) }
                    break
                } catch {
                    StandardError.write(error.description)
                }
            }
        }
        return .accept(.object(content))
    }

    private static func question(_ field: ElicitationForm.Field) -> String {
        var text = field.label
        switch field.kind {
        case .choice(let options), .choices(let options):
            for (place, option) in options.enumerated() { text += "\n  \(place + 1) \(option.label)" }
            if case .choices = field.kind { text += "\n  several, with commas between" }
        case .boolean: text += " [y/n]"
        case .text, .number: break
        }
        if let standard = field.standard {
            text += " (\(String(decoding: standard.encoded, as: UTF8.self)))"
        } else if !field.isRequired {
            text += " (may be left out)"
        }
        return text + ": "
    }

    /// A line without the space around it; nil at the end of input.
    private func prompt(_ text: String) -> String? {
        StandardError.write(text, terminator: "")
        return readLine()?.withoutOuterSpace
    }
}
