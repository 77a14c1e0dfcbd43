/// What the demo prints.
enum Screen {
    static func title(_ text: String) {
        StandardOutput.write("\n\(text)\n" + String(repeating: "─", count: text.count))
    }
    static func line(_ text: String) { StandardOutput.write("  " + text) }
    static func piece(_ text: String) { StandardOutput.write(text, terminator: "") }

    /// A text indented, and cut where it gets long.
    static func quote(_ text: String, lines: Int = 6) {
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        for line in all.prefix(lines) { StandardOutput.write("    " + line) }
        if all.count > lines { StandardOutput.write("    … (\(all.count - lines) more lines)") }
    }
}
