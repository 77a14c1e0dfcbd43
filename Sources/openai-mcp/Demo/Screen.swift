/// What the demo prints.
enum Screen {
    static func title(_ text: String) {
        StandardOutput.write("\n\(text)\n" + String(repeating: "─", count: text.count))
    }
    static func line(_ text: String) { StandardOutput.write("  " + text) }
    static func piece(_ text: String) { StandardOutput.write(text, terminator: "") }
}
