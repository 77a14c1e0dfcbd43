import JSON
import MCP

/// Tools whose calls may become tasks.
enum TaskTools {
    static let all = [greet, compute, failing, broken, deletion, several, composed]

    private static let greet = Tool.fixture(
        "greet", "Greets at once.",
        schema: #"{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}"#
    ) { call in .text("Hello, \(call.arguments?["name"]?.string ?? "stranger")!") }

    private static let compute = Tool.fixture(
        "slow_compute", "Takes some seconds.",
        schema: #"{"type":"object","properties":{"seconds":{"type":"number"},"label":{"type":"string"}}}"#,
        taskSupport: .optional
    ) { call in
        try await Task.sleep(for: .seconds(call.arguments?["seconds"]?.double ?? 1))
        return .text("Computed: \(call.arguments?["label"]?.string ?? "nothing in particular")")
    }

    private static let failing = Tool.fixture(
        "failing_job", "Fails after a second.", taskSupport: .required
    ) { _ in
        try await Task.sleep(for: .seconds(1))
        return .failure("The job failed; there is nothing to do about it.")
    }

    private static let broken = Tool.fixture(
        "protocol_error_job", "Ends with a protocol error.", taskSupport: .optional
    ) { _ in
        try await Task.sleep(for: .milliseconds(200))
        throw ProtocolError(.internalError, "The job broke.")
    }

    private static let deletion = Tool.fixture(
        "confirm_delete", "Asks before it deletes.",
        schema: #"{"type":"object","properties":{"filename":{"type":"string"}},"required":["filename"]}"#,
        taskSupport: .optional
    ) { call in
        let name = call.arguments?["filename"]?.string ?? "nothing"
        let answer = try await call.input.ask(
            "confirm", InputTools.form("Delete \(name)?", property: "confirm", type: "boolean"))
        return .text(answer.content?["confirm"]?.bool == true ? "Deleted \(name)." : "Kept \(name).")
    }

    private static let several = Tool.fixture(
        "multi_input", "Asks two things at once.", taskSupport: .optional
    ) { call in
        let answers = try await call.input.ask([
            ("first", InputTools.form("First?", property: "value", type: "string")),
            ("second", InputTools.form("Second?", property: "value", type: "string")),
        ])
        return .text("Got \(answers.count) answers.")
    }

    /// Asks while its client waits, and goes on as a task.
    private static let composed = Tool.fixture(
        "test_tool_with_task", "Asks for a name, then works on.", taskSupport: .required,
        prepare: { call in
            _ = try await call.input.ask("user_name", InputTools.nameForm)
            return nil
        },
        run: { call in
            let answer = try await call.input.ask("user_name", InputTools.nameForm)
            try await Task.sleep(for: .milliseconds(200))
            return .text("Done for \(answer.content?["name"]?.string ?? "nobody").")
        })
}
