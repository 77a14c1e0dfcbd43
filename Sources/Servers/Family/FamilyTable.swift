import Catalogue

extension Family {
    /// The servers as a Markdown table.
    public static var markdown: String {
        var lines = ["| server | for | tools |", "| --- | --- | --- |"]
        for member in members {
            let count = member.name == defaultName ? "what most work needs" : "\(member.offers.count)"
            let note = member.needsAdminKey ? "; needs `OPENAI_ADMIN_KEY`" : ""
            lines.append("| `\(member.name)` | \(member.title)\(note) | \(count) |")
        }
        lines.append("")
        lines.append(
            "`\(defaultName)` calls every tool of the other servers too. "
                + "Every server also has `\(HandleMessage.toolName)`.")
        return lines.joined(separator: "\n")
    }
}
