import JSON
import MCP

/// Tools that need something of their client before they can answer.
enum InputTools {
    static let all = [
        missingCapability, streaming, logging, elicitation, sampling, roots, state, multiple, rounds, tampered,
        capabilities,
    ]

    private static let missingCapability = Tool.fixture(
        "test_missing_capability", "Needs a client that has a model."
    ) { call in
        try call.client.require(.sampling)
        return .text("The client has a model.")
    }

    private static let streaming = Tool.fixture("test_streaming_elicitation", "Answers after some progress.") { call in
        await call.progress?.report(1, total: 1)
        return .text("Nothing had to be asked.")
    }

    private static let logging = Tool.fixture("test_logging_tool", "Logs, if the client wants that.") { call in
        await call.log?.log(.info, "The tool was called.")
        return .text("The tool logs only when it is asked to.")
    }

    private static let elicitation = Tool.fixture(
        "test_input_required_result_elicitation", "Asks for a name, and greets."
    ) { call in
        let answer = try await call.input.ask("user_name", nameForm)
        return .text("Hello, \(answer.content?["name"]?.string ?? "stranger")!")
    }

    private static let sampling = Tool.fixture(
        "test_input_required_result_sampling", "Asks the client's model for a capital."
    ) { call in
        let answer = try await call.input.ask(
            "capital_question", .sampling("What is the capital of France?", maxTokens: 100))
        return .text("The model says: \(answer.text ?? "nothing")")
    }

    private static let roots = Tool.fixture(
        "test_input_required_result_list_roots", "Asks for the client's folders."
    ) { call in
        let answer = try await call.input.ask("client_roots", .roots)
        return .text("Roots: \(answer.roots.joined(separator: ", "))")
    }

    private static let state = Tool.fixture(
        "test_input_required_result_request_state", "Asks for a confirmation, and remembers that it did."
    ) { call in
        let answer = try await call.input.ask("confirm", confirmation, sealed: true)
        return .text("state-ok: \(answer.content?["ok"]?.bool == true ? "confirmed" : "not confirmed")")
    }

    private static let multiple = Tool.fixture(
        "test_input_required_result_multiple_inputs", "Asks for three things at once."
    ) { call in
        let answers = try await call.input.ask(
            [
                ("user_name", nameForm), ("greeting", .sampling("Write a short greeting.", maxTokens: 50)),
                ("client_roots", .roots),
            ], sealed: true)
        let name = answers["user_name"]?.content?["name"]?.string ?? "stranger"
        return .text(
            "\(answers["greeting"]?.text ?? "Hello"), \(name): \(answers["client_roots"]?.roots.count ?? 0) roots")
    }

    private static let rounds = Tool.fixture("test_input_required_result_multi_round", "Asks twice.") { call in
        let name = try await call.input.ask("step1", nameForm, sealed: true)
        let color = try await call.input.ask(
            "step2", form("What is your favourite colour?", property: "color", type: "string"), sealed: true)
        let text = [name.content?["name"]?.string, color.content?["color"]?.string].map { $0 ?? "unknown" }
        return .text("\(text[0]) likes \(text[1]).")
    }

    private static let tampered = Tool.fixture(
        "test_input_required_result_tampered_state", "Notices when its state was changed."
    ) { call in
        let answer = try await call.input.ask("confirm", confirmation, sealed: true)
        return .text("The state was whole; confirmed: \(answer.content?["ok"]?.bool == true)")
    }

    /// What the client cannot do, it is not asked for.
    private static let capabilities = Tool.fixture(
        "test_input_required_result_capabilities", "Asks only for what the client can do."
    ) { call in
        var requests: [(key: String, request: InputRequest)] = []
        if call.input.canAsk(.elicitation) { requests.append(("user_name", nameForm)) }
        if call.input.canAsk(.sampling) {
            requests.append(("greeting", .sampling("Write a short greeting.", maxTokens: 50)))
        }
        guard !requests.isEmpty else { return .text("The client can do nothing of what was wanted.") }
        let answers = try await call.input.ask(requests)
        return .text("Answers: \(answers.keys.sorted().joined(separator: ", "))")
    }

    // MARK: What is asked

    static let nameForm = form("What is your name?", property: "name", type: "string")
    private static let confirmation = form("Shall it be done?", property: "ok", type: "boolean")

    static func form(_ message: String, property: String, type: String) -> InputRequest {
        .form(
            message,
            schema: [
                "type": "object", "properties": .object([.init(property, ["type": .string(type)])]),
                "required": [.string(property)],
            ])
    }
}
