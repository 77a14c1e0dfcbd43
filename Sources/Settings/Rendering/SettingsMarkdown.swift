extension SettingsTable {
    /// The settings as one Markdown table, for the README.
    public static func markdown() -> String {
        var lines = ["| Setting | Flag | Environment | Default | What it does |", "|---|---|---|---|---|"]
        for setting in all {
            let cells = [
                setting.group == nil ? "" : code(setting.name),
                code(setting.usage),
                setting.variables.map(code).joined(separator: ", "),
                setting.defaultText.map(code) ?? "",
                setting.summary.replacing("|", with: "\\|"),
            ]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func code(_ text: String) -> String { "`\(text.replacing("|", with: "\\|"))`" }
}

extension Setting {
    /// The flag as it is written, with its value.
    public var usage: String { traits.contains(.toggle) ? "--\(flag)" : "--\(flag) \(placeholder)" }

    /// What help says: the sentence, then the default and the variables.
    public var help: String {
        let facts = (defaultText.map { ["default: \($0)"] } ?? []) + variables
        return "\(summary) (\(facts.joined(separator: ", ")))"
    }
}
