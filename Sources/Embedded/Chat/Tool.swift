import JSON

/// A function (or free-form custom tool) that the caller offers.
struct Tool: Sendable {
    var name: String
    var description: String
    /// JSON Schema of the arguments.
    var parameters: JSONView?
    /// Takes plain text instead of JSON.
    var isCustom = false

    /// Reads a function from `{name, description, parameters}`.
    init(function: Input, isCustom: Bool = false) throws(Refusal) {
        name = try function["name"].requiredString(atMost: 64)
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
            throw .invalidValue(
                function["name"].name, "Invalid '\(function["name"].name)': a name has letters, digits, '_' and '-'.")
        }
        description = try function["description"].string() ?? ""
        let schema = try function["parameters"].object()?.view
        guard schema?["type"] == nil || schema?["type"]?.string == "object" else {
            throw Refusal(
                message: "Invalid schema for function '\(name)': the schema must be of type 'object'.",
                param: function["parameters"].name, code: "invalid_function_parameters")
        }
        parameters = schema
        self.isCustom = isCustom
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// Whether a message asks for this tool: by its name, or by every word of the name that says what it is about.
    func isNamed(in message: String) -> Bool {
        if message[...].firstRange(ofWord: name.lowercased()) != nil { return true }
        let parts = Words.all(Evidence.spaced(name))
        let wanted = parts.filter { !Self.reading.contains($0) }.map { Words.stem($0) }
        guard !wanted.isEmpty else { return false }
        let words = Set(Words.all(message).map { Words.stem($0) })
        return wanted.allSatisfy(words.contains)
    }

    /// Verbs that a question leaves out: "what is the weather" asks for `get_weather`, but not for `send_invoice`.
    private static let reading: Set<String> = [
        "get", "fetch", "lookup", "look", "up", "current", "read", "query", "find", "list", "search", "check", "show",
        "the", "a", "for", "of", "in", "by", "tool", "function", "api",
    ]
}

/// Which tools a model may or must call.
enum ToolChoice: Sendable {
    case none
    /// As the message asks.
    case auto
    /// At least one.
    case required
    case named(String)
}

/// One call that the model wants made.
struct ToolCall: Sendable {
    var id: String
    var name: String
    /// JSON of the arguments, or the text for a custom tool.
    var arguments: String
    var isCustom: Bool
}
