import JSON

/// Functions and the choice among them, from the words of 2023 into today's tools.
enum FunctionVocabulary {
    /// `functions`, or `tools` as they are.
    static func tools(functions: JSONView) -> JSONValue {
        .array(
            functions.elements.map { function in
                // Whoever writes today's form under the older name is understood too.
                function["type"]?.string == "function" && function["function"] != nil
                    ? .raw(function.compact) : ["type": "function", "function": .raw(function.compact)]
            })
    }

    /// `function_call`: `none`, `auto`, `required`, a name, or an object with a name.
    static func choice(_ call: JSONView) -> JSONValue {
        if let name = call["name"]?.string ?? call["function"]?["name"]?.string { return named(name) }
        guard let text = call.string, !["none", "auto", "required"].contains(text) else { return .raw(call.compact) }
        return named(text)
    }

    private static func named(_ name: String) -> JSONValue {
        ["type": "function", "function": ["name": .string(name)]]
    }
}
