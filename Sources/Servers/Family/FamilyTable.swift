import Catalogue

extension Family {
    /// The servers and their tools as a Markdown table.
    public static var markdown: String {
        var lines = ["| server | for | tools |", "| --- | --- | --- |"]
        for member in members {
            let names = member.offers.map { "`\($0.name)`" }
            let tools =
                member.name == defaultName
                ? "all \(names.count) tools of the servers below" : names.joined(separator: ", ")
            lines.append("| `\(member.name)` | \(member.title) | \(tools) |")
        }
        lines.append("")
        lines.append("Every server also has `\(HandleMessage.toolName)`.")
        return lines.joined(separator: "\n")
    }
}
