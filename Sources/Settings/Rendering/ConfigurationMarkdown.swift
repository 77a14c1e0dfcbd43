/// The structured part of the settings file as Markdown, for the documentation.
public enum ConfigurationMarkdown {
    /// A table for each group, in the order of the file.
    public static var text: String {
        var sections: [String] = []
        for key in GatewaySettings.keys { add(key.facts, at: key.name, to: &sections) }
        return sections.joined(separator: "\n")
    }

    private static func add(_ key: KeyFacts, at path: String, to sections: inout [String]) {
        guard let keys = key.shape.keys else {
            if !path.contains(".") { sections.append("### `\(path)`\n\n\(key.summary) \(sentence(key))\n") }
            return
        }
        var lines = [
            "### `\(path)`", "", key.summary, "", "| key | value | default | what it does |", "|---|---|---|---|",
        ]
        for key in keys {
            let cells = [
                "`\(key.name)`\(key.isRequired ? " (required)" : "")", cell(key.shape.placeholder),
                standard(of: key),
                key.summary.replacing("|", with: "\\|"),
            ]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        sections.append(lines.joined(separator: "\n") + "\n")
        for key in keys where !isRepeated(key, below: path) { add(key, at: "\(path).\(key.name)", to: &sections) }
    }

    /// Groups that several parts share are shown where they come first.
    private static func isRepeated(_ key: KeyFacts, below path: String) -> Bool {
        path == "callers" && key.name == "budgets" || path != "providers" && key.name == "limits"
            || path == "guard.output"
            || path == "guard" && ["output", "tools", "fields"].contains(key.name)
            || path == "transforms" && key.name == "response"
    }

    private static func standard(of key: KeyFacts) -> String {
        guard case .value(let text, _)? = key.standard, !text.isEmpty else { return "" }
        return "`\(text)`"
    }

    private static func sentence(_ key: KeyFacts) -> String { "Expects \(key.shape.placeholder)." }

    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension Shape {
    /// The keys of a group, or of each group in a list or behind names.
    fileprivate var keys: [KeyFacts]? {
        switch self {
        case .group(let keys): keys()
        case .list(let item), .map(let item): item.keys
        case .value, .json: nil
        }
    }
}
