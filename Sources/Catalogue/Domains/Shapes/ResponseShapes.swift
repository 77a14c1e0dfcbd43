// Like the chat shapes: one object with the members of all kinds, most useful first; what is not declared passes.

extension Shape {
    /// One item of a response's input: a message, the output of a call, or an item of an earlier response.
    static let inputItem = Shape.object([
        .string(
            "type", "Kind of item.", .nullable,
            oneOf: ["message", "function_call", "function_call_output", "item_reference", "reasoning"], open: true),
        .string(
            "role", "Who speaks.", oneOf: ["user", "assistant", "system", "developer"]),
        .union("content", "Text, or parts.", .nullable, [.text, .array(.inputPart)]),
        .string("call_id", "Call that is made or answered.", .nullable),
        .union("output", "Output of the call.", .nullable, [.text, .array(.map(.json)), .map(.json)]),
        .string("name", "Function called.", [.nullable, .unlisted]),
        .json("arguments", "Arguments: JSON text for a function, an object for tool_search.", .unlisted),
        .string("id", "Id of the item.", [.nullable, .unlisted]),
        .string("phase", "Stage of an answer.", [.nullable, .unlisted], oneOf: ["commentary", "final_answer"]),
    ])

    /// One part of an input message.
    static let inputPart = Shape.object([
        .string(
            "type", "Kind of part.", .required,
            oneOf: ["input_text", "input_image", "input_file", "output_text"], open: true),
        .string("text", "Text."),
        .string("image_url", "Web address or data URI of an image.", .nullable),
        .string("detail", "Resolution of an image.", .unlisted, oneOf: ["low", "high", "auto", "original"]),
        .string("file_id", "Id of an uploaded file.", .nullable),
        .string("file_url", "Web address of a file."),
        .string("file_data", "Content of a file as a data URI.", .unlisted),
        .string("filename", "Its name.", .unlisted),
        .cacheBreakpoint,
    ])

    /// A tool that a response may use.
    static let responseTool = Shape.object([
        .string(
            "type", "Kind of tool.", .required,
            oneOf: [
                "function", "web_search", "file_search", "code_interpreter", "image_generation", "mcp", "custom",
                "shell", "apply_patch", "computer", "tool_search",
            ], open: true),
        .string("name", "Name of a function."),
        .string("description", "What the function does.", .nullable),
        .map("parameters", "JSON schema of its arguments.", .nullable, of: .json),
        .boolean("strict", "Arguments always fit the schema.", .nullable),
        .array("vector_store_ids", "Stores for file_search.", of: .text),
        .integer("max_num_results", "Most results of file_search.", within: 1...50),
        .union("container", "For code_interpreter, a container id or {\"type\":\"auto\"}.", [.text, .map(.json)]),
        .string("server_label", "Name of an MCP server."),
        .string("server_url", "Address of the MCP server."),
        .union(
            "require_approval", "Calls of MCP tools to approve.", .nullable,
            [.string(values: ["always", "never"]), .map(.json)]),
        .union(
            "allowed_tools", "MCP tools that may be called.", [.nullable, .unlisted], [.array(.text), .map(.json)]),
        .map("filters", "Domains for web_search or attributes for file_search.", [.nullable, .unlisted], of: .json),
        .string(
            "search_context_size", "How much web_search reads.", .unlisted, oneOf: ["low", "medium", "high"]),
        .object("user_location", "Where the user is, for web_search.", [.nullable, .unlisted], place),
        .map("headers", "Headers for the MCP server.", [.nullable, .unlisted], of: .text),
        .string("authorization", "Token for the MCP server.", .unlisted),
        .string("connector_id", "Connector instead of an MCP server.", .unlisted),
        .string("server_description", "What the MCP server is for.", .unlisted),
        .boolean("defer_loading", "Found by tool_search only.", .unlisted),
    ])

    /// A tool that must be used, or the ones that may be.
    static let responseNamedTool = Shape.object([
        .string("type", "Kind of the tool, or allowed_tools.", .required),
        .string("name", "Its name.", .nullable),
        .string("server_label", "Its MCP server.", .unlisted),
        .string("mode", "Whether one must be called.", .unlisted, oneOf: ["auto", "required"]),
        .array("tools", "The tools to choose from.", .unlisted, of: .map(.json)),
    ])

    /// Form and length of a response's text.
    static let responseText = Shape.object([
        .object(
            "format", "Form of the answer.",
            [
                .string("type", "Kind of answer.", .required, oneOf: ["text", "json_object", "json_schema"]),
                .string("name", "Name of the schema."),
                .map("schema", "The JSON schema.", of: .json),
                .boolean("strict", "Answer always fits the schema.", .nullable, default: false),
                .string("description", "What the answer is for.", .unlisted),
            ]),
        .string(
            "verbosity", "How long the answer is.", .nullable, oneOf: ["low", "medium", "high"], default: "medium"),
    ])

    /// How a reasoning model thinks.
    static let reasoning = Shape.object([
        .reasoningEffort("effort"),
        .string("summary", "Summary of the thinking.", .nullable, oneOf: ["auto", "concise", "detailed"]),
        .string("mode", "Standard or pro.", .unlisted, oneOf: ["standard", "pro"], open: true),
        .string(
            "context", "Earlier thinking to keep.", [.nullable, .unlisted],
            oneOf: ["auto", "current_turn", "all_turns"]),
        .string(
            "generate_summary", "Replaced by summary.", [.nullable, .deprecated],
            oneOf: ["auto", "concise", "detailed"]),
    ])

    /// A conversation by id.
    static let conversation = Shape.object([.string("id", "Its id.", .required)])
}
