import JSON
import MCP

/// Tools that ask or tell a client of a handshake revision while it waits.
enum HandshakeTools {
    static let all = [logging, sampling, elicitation, defaults, enums, reconnection]

    private static let logging = Tool.fixture("test_tool_with_logging", "Logs three messages.") { call in
        for (step, message) in ["started", "processing data", "completed"].enumerated() {
            if step > 0 { try await Task.sleep(for: .milliseconds(50)) }
            await call.log?.log(.info, .string("Tool \(step == 1 ? "" : "execution ")\(message)"))
        }
        return .text("Three messages were logged.")
    }

    private static let sampling = Tool.fixture(
        "test_sampling", "Asks the client's model.",
        schema: #"{"type":"object","properties":{"prompt":{"type":"string"}},"required":["prompt"]}"#
    ) { call in
        let prompt = call.arguments?["prompt"]?.string ?? ""
        let answer = try await call.input.ask("answer", .sampling(prompt, maxTokens: 100))
        return .text("LLM response: \(answer.text ?? "none")")
    }

    private static let elicitation = Tool.fixture(
        "test_elicitation", "Asks the user for a name and an address.",
        schema: #"{"type":"object","properties":{"message":{"type":"string"}},"required":["message"]}"#
    ) { call in
        let message = call.arguments?["message"]?.string ?? ""
        let answer = try await call.input.ask(
            "user",
            .form(
                message,
                schema: [
                    "type": "object",
                    "properties": [
                        "username": ["type": "string", "description": "User name"],
                        "email": ["type": "string", "description": "E-mail address"],
                    ],
                    "required": ["username", "email"],
                ]))
        return .text("User response: \(summary(of: answer))")
    }

    private static let defaults = Tool.fixture(
        "test_elicitation_sep1034_defaults", "Asks with a form whose fields have defaults."
    ) { call in
        let answer = try await call.input.ask(
            "values",
            .form(
                "Please check these values.",
                schema: [
                    "type": "object",
                    "properties": [
                        "name": ["type": "string", "default": "John Doe"],
                        "age": ["type": "integer", "default": 30],
                        "score": ["type": "number", "default": 95.5],
                        "status": ["type": "string", "enum": ["active", "inactive", "pending"], "default": "active"],
                        "verified": ["type": "boolean", "default": true],
                    ],
                ]))
        return .text("Elicitation completed: \(summary(of: answer))")
    }

    private static let enums = Tool.fixture(
        "test_elicitation_sep1330_enums", "Asks with a form that has every kind of choice."
    ) { call in
        let answer = try await call.input.ask("choices", .form("Please choose.", schema: choices))
        return .text("Elicitation completed: \(summary(of: answer))")
    }

    private static let choices: JSONValue = [
        "type": "object",
        "properties": [
            "untitledSingle": ["type": "string", "enum": ["option1", "option2", "option3"]],
            "titledSingle": [
                "type": "string",
                "oneOf": titled([
                    ("value1", "First Option"), ("value2", "Second Option"), ("value3", "Third Option"),
                ]),
            ],
            "legacyEnum": [
                "type": "string", "enum": ["opt1", "opt2", "opt3"],
                "enumNames": ["Option One", "Option Two", "Option Three"],
            ],
            "untitledMulti": [
                "type": "array", "items": ["type": "string", "enum": ["option1", "option2", "option3"]],
            ],
            "titledMulti": [
                "type": "array",
                "items": [
                    "anyOf": titled([
                        ("value1", "First Choice"), ("value2", "Second Choice"), ("value3", "Third Choice"),
                    ])
                ],
            ],
        ],
    ]

    private static func titled(_ choices: [(String, String)]) -> JSONValue {
        .array(choices.map { ["const": .string($0.0), "title": .string($0.1)] })
    }

    private static func summary(of answer: InputResponse) -> String {
        let content = answer.content.map { String(decoding: $0.raw, as: UTF8.self) } ?? "none"
        return "action=\(answer.action?.rawValue ?? "none"), content=\(content)"
    }

    /// Sends its client away, and has the answer ready when that comes back.
    private static let reconnection = Tool.fixture("test_reconnection", "Ends its stream before it answers.") { call in
        await call.closeStream()
        try await Task.sleep(for: .milliseconds(100))
        return .text("The stream was taken up again.")
    }
}
