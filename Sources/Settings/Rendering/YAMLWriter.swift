import JSON

/// Writes parts of a configuration as YAML, each value with a remark behind it.
struct YAMLWriter {
    private(set) var text = ""
    /// What is said behind a value, by its path in the file; nil says nothing.
    private let remark: (_ path: String) -> String?

    init(remark: @escaping (_ path: String) -> String? = { _ in nil }) { self.remark = remark }

    /// Writes the members of a group.
    mutating func write(_ members: [Shown.Member], at path: String = "", indent: Int = 0) {
        for member in members where !member.value.isEmpty {
            text += String(repeating: " ", count: indent) + Self.key(member.name) + ":"
            write(member.value, at: path.isEmpty ? member.name : "\(path).\(member.name)", indent: indent)
        }
    }

    /// Writes what stands behind a key.
    private mutating func write(_ value: Shown, at path: String, indent: Int) {
        switch value {
        case .group(let members):
            text += "\n"
            write(members, at: path, indent: indent + 2)
        case .list(let items) where !items.allSatisfy(\.isLine):
            text += "\n"
            for (index, item) in items.enumerated() { write(item, "\(path)[\(index)]", indent: indent + 2) }
        default:
            text += " \(value.line)\(remark(path).map { "  # \($0)" } ?? "")\n"
        }
    }

    /// Writes an item of a list: its first member stands behind the dash.
    private mutating func write(_ item: Shown, _ path: String, indent: Int) {
        let dash = String(repeating: " ", count: indent) + "- "
        guard case .group(let members) = item else {
            text += dash + item.line + "\n"
            return
        }
        var writer = YAMLWriter(remark: remark)
        writer.write(members, at: path, indent: indent + 2)
        text += dash + writer.text.dropFirst(indent + 2)
    }

    private static func key(_ name: String) -> String { Shown.value(name, .text).line }
}

extension Shown {
    /// Whether it fits behind a key.
    fileprivate var isLine: Bool {
        switch self {
        case .value, .json: true
        case .list(let items): items.allSatisfy(\.isLine)
        case .group: false
        }
    }

    /// The value on one line; JSON is YAML, too.
    fileprivate var line: String {
        switch self {
        case .value(let text, .text): Self.isPlain(text) ? text : Self.encoded(.string(text))
        case .value(let text, _): text
        case .json(let value): Self.encoded(value)
        case .list(let items): "[\(items.map(\.line).joined(separator: ", "))]"
        case .group: Self.encoded(json)
        }
    }

    private static func encoded(_ value: JSONValue) -> String { String(decoding: value.encoded, as: UTF8.self) }

    /// Whether a text means itself without quotes, whatever the reader makes of numbers and dates.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first, first.isASCII, first.isLetter || first == "/" else { return false }
        let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        let isAllowed: (Character) -> Bool = {
            $0.isASCII && ($0.isLetter || $0.isNumber || "._-/@".contains($0))
        }
        let rest = text.replacing("://", with: "").replacing(":", with: "")
        return !words.contains(text.lowercased()) && !text.hasSuffix(":") && rest.allSatisfy(isAllowed)
    }
}
