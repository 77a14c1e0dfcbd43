/// A type as the facts spell it: `string | array<object:Tool> | null`, without null and the names of objects.
public struct TypeName: Sendable, Hashable, CustomStringConvertible {
    /// Sorted spellings of the alternatives.
    public let alternatives: [String]

    /// Any JSON: agrees with every type.
    static let any = "any"

    init(alternatives: some Sequence<String>) {
        self.alternatives = Set(alternatives).sorted()
    }

    /// Reads the spelling of `operations.json`.
    public init(_ spelling: String) {
        self.init(alternatives: Self.split(spelling).filter { $0 != "null" }.map(Self.simplify))
    }

    public var description: String { alternatives.joined(separator: " | ") }

    func union(_ other: TypeName) -> TypeName { TypeName(alternatives: alternatives + other.alternatives) }

    /// Whether two sources mean the same.
    func agrees(with other: TypeName) -> Bool {
        self == other || description.contains(Self.any) && Self.matches(self, other)
            || other.description.contains(Self.any) && Self.matches(other, self)
    }

    private static func matches(_ open: TypeName, _ other: TypeName) -> Bool {
        open.alternatives == [any]
            || open.alternatives.count == other.alternatives.count
                && zip(open.alternatives, other.alternatives).allSatisfy {
                    $0 == $1 || $0 == "array<any>" && $1.hasPrefix("array<")
                }
    }

    /// Alternatives at the outermost level.
    private static func split(_ spelling: String) -> [String] {
        var parts: [String] = []
        var current = ""
        var depth = 0
        for character in spelling {
            if character == "<" { depth += 1 }
            if character == ">" { depth -= 1 }
            if character == "|", depth == 0 {
                parts.append(current)
                current = ""
            } else {
                current.append(character)
            }
        }
        return (parts + [current]).map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
    }

    private static func simplify(_ spelling: String) -> String {
        if spelling.hasPrefix("object") { return "object" }
        for container in ["array", "map"] where spelling.hasPrefix("\(container)<") && spelling.hasSuffix(">") {
            return "\(container)<\(TypeName(String(spelling.dropFirst(container.count + 1).dropLast())))>"
        }
        return spelling
    }
}
