import Catalogue

extension Family {
    /// The servers and their tools as a Markdown table.
    public static var markdown: String {
        var lines = ["| server | for | tools |", "| --- | --- | --- |"]
        for member in members {
            var names = member.offers.map(\.name)
            if member.name == defaultName { names += [APITools.searchName, APITools.describeName, APITools.callName] }
            let tools = names.map { "`\($0)`" }.joined(separator: ", ")
            lines.append("| `\(member.name)` | \(member.title) | \(tools) |")
        }
        lines.append("")
        lines.append("`\(defaultName)` also calls every tool of the other servers by its name. A server whose calls cost money also has `\(HandleMessage.toolName)`.")
        return lines.joined(separator: "\n")
    }
}
