extension Domain {
    /// Tests of models.
    public static let evals = Domain(
        "evals", title: "Evals",
        instructions: """
            Test models on items of yours. An eval says what items look like and how answers are graded; \
            a run has a model answer the items, or takes given answers, and grades them. \
            Read the run until it is completed, then its output items.
            """,
        evalEndpoints + evalRunEndpoints)

    private static let evalEndpoints: [Endpoint] = [
        .init(
            "eval-create", .post, "/evals", "Define an eval: its items and how answers are graded.", .creates,
            [
                .string("name", "Its name."),
                Field("data_source_config", "What items look like.", .evalDataConfig, .required),
                .array("testing_criteria", "Graders of each answer.", .required, of: .evalGrader),
                .metadata(.nullable),
            ]),
        .init(
            "eval-list", .get, "/evals", "List evals.", .reads,
            [
                .after, .limit, .order(default: "asc"),
                .string(
                    "order_by", "Time to order by.", oneOf: ["created_at", "updated_at"], default: "created_at"),
                .filterName(), .filterMetadata,
            ]),
        .init("eval-get", .get, "/evals/{eval_id}", "Read an eval.", .reads, [.eval]),
        .init(
            "eval-update", .post, "/evals/{eval_id}", "Change an eval's name or metadata.", .updates,
            [.eval, .string("name", "New name."), .metadata(.nullable)]),
        .init("eval-delete", .delete, "/evals/{eval_id}", "Delete an eval.", .deletes, [.eval]),
    ]

    private static let evalRunEndpoints: [Endpoint] = [
        .init(
            "eval-run-create", .post, "/evals/{eval_id}/runs", "Start a run of an eval.", .creates,
            [
                .eval, .string("name", "Name of the run."),
                Field("data_source", "What it works on.", .evalData, .required),
                .metadata(.nullable),
            ],
            billable: true),
        .init(
            "eval-run-list", .get, "/evals/{eval_id}/runs", "List the runs of an eval.", .reads,
            [
                .eval, .after, .limit, .order(default: "asc"),
                .string(
                    "status", "Only those in this state.",
                    oneOf: ["queued", "in_progress", "completed", "canceled", "failed"]),
            ]),
        .init(
            "eval-run-get", .get, "/evals/{eval_id}/runs/{run_id}", "Read a run's status and counts of results.",
            .reads, [.eval, .evalRun]),
        .init(
            "eval-run-cancel", .post, "/evals/{eval_id}/runs/{run_id}", "Stop a run.", .stops, [.eval, .evalRun]),
        .init(
            "eval-run-delete", .delete, "/evals/{eval_id}/runs/{run_id}", "Delete a run and its results.", .deletes,
            [.eval, .evalRun]),
        .init(
            "eval-run-output-item-list", .get, "/evals/{eval_id}/runs/{run_id}/output_items",
            "List the graded answers of a run.", .reads,
            [
                .eval, .evalRun, .after, .limit,
                .string("status", "Only those that passed or failed.", oneOf: ["fail", "pass"]),
                .order(default: "asc"),
            ]),
        .init(
            "eval-run-output-item-get", .get, "/evals/{eval_id}/runs/{run_id}/output_items/{output_item_id}",
            "Read one graded answer with its item.", .reads,
            [.eval, .evalRun, .string("output_item_id", "Id of the output item.", .required)]),
    ]
}

extension Field {
    fileprivate static let eval = Field.string("eval_id", "Id of the eval.", .required)
    fileprivate static let evalRun = Field.string("run_id", "Id of the run.", .required)
}
