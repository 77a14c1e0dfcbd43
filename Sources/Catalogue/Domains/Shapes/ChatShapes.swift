// The API has one schema for each role and each kind of part. Each is shown here as one object with the members of
// all: a fifth of the tokens, and every client can read it. Which members go together is the API's to check.

extension Shape {
    /// One message of a conversation.
    static let chatMessage = Shape.object([
        .string(
            "role", "Who speaks.", .required,
            oneOf: ["system", "developer", "user", "assistant", "tool", "function"]),
        .union("content", "Text, or parts.", .nullable, [.text, .array(.chatPart, Bounds(1))]),
        .array("tool_calls", "Calls that the assistant asked for.", of: .chatToolCall),
        .string("tool_call_id", "In a tool message, the call it answers."),
        .string("name", "Name of the speaker.", .unlisted),
        .string("refusal", "Refusal of the assistant.", [.nullable, .unlisted]),
        .object(
            "audio", "Earlier spoken answer.", [.nullable, .unlisted],
            [.string("id", "Id of the audio.", .required)]),
        .object(
            "function_call", "Replaced by tool_calls.", [.nullable, .deprecated],
            [
                .string("name", "Name of the function.", .required),
                .string("arguments", "Arguments as JSON text.", .required),
            ]),
    ])

    /// One part of a message.
    static let chatPart = Shape.object([
        .string(
            "type", "Names the member that is filled.", .required,
            oneOf: ["text", "image_url", "input_audio", "file", "refusal"]),
        .string("text", "Text."),
        .object(
            "image_url", "Image.",
            [
                .string("url", "Web address or data URI.", .required),
                .string("detail", "Resolution.", .unlisted, oneOf: ["auto", "low", "high", "original"]),
            ]),
        .object(
            "input_audio", "Sound.",
            [
                .string("data", "Base64.", .required),
                .string("format", "Encoding.", .required, oneOf: ["wav", "mp3"]),
            ]),
        .object(
            "file", "File.",
            [
                .string("file_id", "Id of an uploaded file."),
                .string("file_data", "Content as a data URI instead of file_id."),
                .string("filename", "Its name.", .unlisted),
            ]),
        .string("refusal", "Refusal of the assistant.", .unlisted),
        .cacheBreakpoint,
    ])

    /// A call that an assistant asked for.
    static let chatToolCall = Shape.object([
        .string("id", "Id of the call.", .required),
        .string("type", "Kind of tool.", .required, oneOf: ["function", "custom"]),
        .object(
            "function", "The function called.",
            [
                .string("name", "Its name.", .required),
                .string("arguments", "Arguments as JSON text.", .required),
            ]),
        .object(
            "custom", "The custom tool called.", .unlisted,
            [.string("name", "Its name.", .required), .string("input", "Its input.", .required)]),
    ])

    /// A tool that a model may ask for.
    static let chatTool = Shape.object([
        .string("type", "Kind of tool.", .required, oneOf: ["function", "custom"]),
        .object(
            "function", "The function.",
            functionMembers + [.boolean("strict", "Arguments always fit the schema.", .nullable, default: false)]),
        .object(
            "custom", "A tool that takes plain text.", .unlisted,
            [
                .string("name", "Its name.", .required),
                .string("description", "What it does."),
                .json("format", "Text, or a grammar."),
            ]),
    ])

    /// Members that functions have had from the first day.
    static let functionMembers: [Field] = [
        .string("name", "Its name.", .required),
        .string("description", "What it does."),
        .map("parameters", "JSON schema of its arguments.", of: .json),
    ]

    /// Whether a tool is called at all.
    static let chatToolMode = Shape.oneOf("none", "auto", "required")

    /// A tool that must be called, or the ones that may be.
    static let chatNamedTool = Shape.object([
        .string("type", "Kind of tool, or allowed_tools.", .required, oneOf: ["function", "custom", "allowed_tools"]),
        .object("function", "The function to call.", [.string("name", "Its name.", .required)]),
        .object("custom", "The custom tool to call.", .unlisted, [.string("name", "Its name.", .required)]),
        .object(
            "allowed_tools", "The tools to choose from.", .unlisted,
            [
                .string("mode", "Whether one must be called.", .required, oneOf: ["auto", "required"]),
                .array("tools", "The tools.", .required, of: .map(.json)),
            ]),
    ])

    /// Form of a chat answer.
    static let chatFormat = Shape.object([
        .string("type", "Kind of answer.", .required, oneOf: ["text", "json_object", "json_schema"]),
        .object(
            "json_schema", "The schema, if type is json_schema.",
            [
                .string("name", "Its name.", .required),
                .map("schema", "The JSON schema.", of: .json),
                .boolean("strict", "Answer always fits the schema.", .nullable, default: false),
                .string("description", "What the answer is for.", .unlisted),
            ]),
    ])

    /// Web search of the search models.
    static let chatWebSearch = Shape.object([
        .string("search_context_size", "How much to read.", oneOf: ["low", "medium", "high"], default: "medium"),
        .object(
            "user_location", "Where the user is.", .nullable,
            [
                .string("type", "Always approximate.", .required, oneOf: ["approximate"]),
                .object("approximate", "The place.", .required, place),
            ]),
    ])

    /// Spoken output of chat models.
    static let chatAudio = Shape.object([
        .union(
            "voice", "Voice.", .required, [.text, .object([.string("id", "Id of a custom voice.", .required)])]),
        .string(
            "format", "Encoding.", .required, oneOf: ["wav", "aac", "mp3", "flac", "opus", "pcm16"]),
    ])
}
