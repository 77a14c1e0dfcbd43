extension Domain {
    static let runEndpoints: [Endpoint] = [
        .assistants(
            "run-create", .post, "/threads/{thread_id}/runs", "Let an assistant work on a thread.", .creates,
            as: .events,
            [
                .thread, .assistantOfRun,
                .string("additional_instructions", "Added to the assistant's instructions.", .nullable),
                .array(
                    "additional_messages", "Added to the thread first.", [.nullable, .unlisted], of: .threadMessage),
                .effort, .stepContent(.query),
            ] + runSettings,
            billable: true, slow: true, successor: "response-create"),
        .assistants(
            "thread-run-create", .post, "/threads/runs", "Create a thread and let an assistant work on it.", .creates,
            as: .events,
            [
                .assistantOfRun,
                .object(
                    "thread", "The thread.",
                    [
                        .array("messages", "Its messages.", of: .threadMessage),
                        Field(
                            "tool_resources", "Files and stores for tools.", .newToolResources,
                            [.nullable, .unlisted]),
                        .map("metadata", "Up to 16 pairs of text kept with it.", [.nullable, .unlisted], of: .text),
                    ]),
                Field("tool_resources", "Files and stores for tools.", .toolResources, [.nullable, .unlisted]),
            ] + runSettings,
            billable: true, slow: true, successor: "response-create with conversation-create"),
        .assistants(
            "run-list", .get, "/threads/{thread_id}/runs", "List the runs of a thread.", .reads,
            [
                .thread, .limit, .order(default: "desc"), .after, .before,
                .filterStatus(
                    "queued", "in_progress", "requires_action", "cancelling", "cancelled", "failed", "completed",
                    "incomplete", "expired"),
                .filterMetadata,
            ],
            successor: "response-get"),
        .assistants(
            "run-get", .get, "/threads/{thread_id}/runs/{run_id}", "Read a run's status and what it waits for.",
            .reads, [.thread, .run], successor: "response-get"),
        .assistants(
            "run-update", .post, "/threads/{thread_id}/runs/{run_id}", "Replace a run's metadata.", .updates,
            [.thread, .run, .metadata(.nullable)], aliases: ["run-modify"], successor: "response-create"),
        .assistants(
            "run-cancel", .post, "/threads/{thread_id}/runs/{run_id}/cancel", "Stop a run.", .stops, [.thread, .run],
            successor: "response-cancel"),
        .assistants(
            "run-submit-tool-outputs", .post, "/threads/{thread_id}/runs/{run_id}/submit_tool_outputs",
            "Give a run the outputs of the functions that it waits for.", .creates, as: .events,
            [
                .thread, .run,
                .array(
                    "tool_outputs", "One for each call, all in one go.", .required,
                    of: .object([
                        .string("tool_call_id", "Id of the call."), .string("output", "Output as text."),
                    ])),
                .runStream,
            ],
            billable: true, slow: true, successor: "response-create"),
        .assistants(
            "run-step-list", .get, "/threads/{thread_id}/runs/{run_id}/steps", "List what a run has done.", .reads,
            [.thread, .run, .limit, .order(default: "desc"), .after, .before, .stepContent()],
            successor: "response-get"),
        .assistants(
            "run-step-get", .get, "/threads/{thread_id}/runs/{run_id}/steps/{step_id}", "Read one step of a run.",
            .reads, [.thread, .run, .string("step_id", "Id of the step.", .required), .stepContent()],
            successor: "response-get"),
    ]

    /// What a run may set in place of its assistant.
    private static let runSettings: [Field] = [
        .string("instructions", "Replaces the assistant's instructions.", .nullable),
        .model("Replaces the assistant's model.", .nullable),
        .integer("max_completion_tokens", "Most tokens to write in the whole run.", .nullable, atLeast: 256),
        .metadata(.nullable),
        Field(
            "tools", "Replaces the assistant's tools.", .array(.assistantTool, Bounds(nil, 20)),
            [.nullable, .unlisted]),
        .union(
            "tool_choice", "Whether it must call a tool, or which one.", [.nullable, .unlisted],
            [
                .oneOf("none", "auto", "required"),
                .object([
                    .string(
                        "type", "Kind of tool.", .required, oneOf: ["function", "code_interpreter", "file_search"]),
                    .object("function", "The function.", [.string("name", "Its name.", .required)]),
                ]),
            ]),
        .object(
            "truncation_strategy", "Which messages it reads.", [.nullable, .unlisted],
            [
                .string(
                    "type", "Automatic, or the last ones.", .required, oneOf: ["auto", "last_messages"]),
                Field("last_messages", "How many.", .integer(Bounds(1)), .nullable),
            ]),
        .integer(
            "max_prompt_tokens", "Most tokens to read in the whole run.", [.nullable, .unlisted], atLeast: 256),
        .boolean(
            "parallel_tool_calls", "Whether several tools may be called at once.", .unlisted, default: true),
        .temperature, .topP,
        Field("response_format", "Form of the answer.", .assistantFormat, [.nullable, .unlisted]),
        .runStream,
    ]
}

extension Field {
    fileprivate static let run = Field.string("run_id", "Id of the run.", .required)
    fileprivate static let assistantOfRun = Field.string("assistant_id", "Id of the assistant that works.", .required)
    fileprivate static let runStream = Field.boolean(
        "stream", "Answer with the events of the run until it ends.", [.nullable, .unlisted])

    fileprivate static func stepContent(_ traits: Traits = []) -> Field {
        .array(
            "include", "Adds the texts that file_search found.", traits.union(.unlisted),
            of: .oneOf("step_details.tool_calls[*].file_search.results[*].content"))
    }
}
