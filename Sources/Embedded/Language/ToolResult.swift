import JSON

/// What a tool gave back, as sentences.
enum ToolResult {
    /// JSON becomes lines of "path: value"; other text stays as it is.
    static func readable(_ text: String) -> String {
        guard let document = try? JSONDocument(text), [.object, .array].contains(document.root.kind) else {
            return text
        }
        var lines: [String] = []
        collect(document.root, path: "", into: &lines)
        return lines.map { "- \($0)" }.joined(separator: "\n")
    }

    private static func collect(_ view: JSONView, path: String, into lines: inout [String]) {
        switch view.kind {
        case .object:
            for member in view.members {
                collect(member.value, path: path.isEmpty ? member.key : "\(path) \(member.key)", into: &lines)
            }
        case .array: for element in view.elements { collect(element, path: path, into: &lines) }
        default:
            let value = view.string ?? String(decoding: view.raw, as: UTF8.self)
            lines.append(path.isEmpty ? value : "\(path): \(value)")
        }
    }
}
