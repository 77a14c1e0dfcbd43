/// Why arguments were refused.
public struct ArgumentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The argument, as a path: `messages[0].role`.
    public let path: String
    /// One sentence: the argument, what was wrong, what is expected, what to do.
    public let message: String

    public var description: String { message }

    init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }

    static func notAnObject(_ kind: String, for tool: String) -> ArgumentError {
        ArgumentError("", "The arguments of \(tool) are \(kind), but an object is expected; send them by name.")
    }

    static func unknown(_ name: String, in tool: Signature) -> ArgumentError {
        let known = tool.fields.map(\.name) + (tool.takesExtra ? [SchemaRenderer.extraBody] : [])
        let hint =
            if let near = NearestName.find(name, in: known) {
                "did you mean `\(near)`?"
            } else if known.isEmpty {
                "it takes none, so leave it out."
            } else {
                "it takes \(Sentence.list(tool.fields.filter(\.isListed).map(\.name), "and"))\(passThrough(tool))."
            }
        return ArgumentError(name, "`\(Sentence.clipped(name))` is not an argument of \(tool.name); \(hint)")
    }

    private static func passThrough(_ tool: Signature) -> String {
        tool.takesExtra ? ", and what only a compatible server knows goes in extra_body" : ""
    }

    static func missing(_ field: Field, in tool: Signature) -> ArgumentError {
        ArgumentError(
            field.name,
            "`\(field.name)` is missing from \(tool.name), which needs \(field.shape.expectation); add it.")
    }

    static func twice(_ name: String) -> ArgumentError {
        ArgumentError(name, "`\(name)` is given twice, but one value is expected; give it once.")
    }

    static func wrong(_ path: String, found: String, expected: String) -> ArgumentError {
        ArgumentError(path, "`\(path)` is \(found), but \(expected) is expected; correct it.")
    }
}

/// Wording that the sentences share.
enum Sentence {
    /// `a, b or c`.
    static func list(_ items: [String], _ word: String) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "nothing" }
        return "\(items.dropLast().joined(separator: ", ")) \(word) \(last)"
    }

    /// A text cut to what fits into a sentence.
    static func clipped(_ text: String) -> String {
        text.count > 40 ? "\(text.prefix(40))…" : text
    }
}
