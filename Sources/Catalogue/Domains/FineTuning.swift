extension Domain {
    /// Models trained further on examples.
    public static let fineTuning = Domain(
        "fine-tuning", title: "Fine-tuning",
        instructions: """
            Train a model further on examples of yours. Upload JSONL files with the purpose fine-tune, create a job, \
            follow its events, then use the name in fine_tuned_model. \
            Permissions share a checkpoint with other projects and need an admin key.
            """,
        jobEndpoints + permissionEndpoints + graderEndpoints)

    private static let jobEndpoints: [Endpoint] = [
        .init(
            "fine-tune-create", .post, "/fine_tuning/jobs", "Start to train a model on an uploaded file.", .creates,
            jobFields, billable: true),
        .init(
            "fine-tune-list", .get, "/fine_tuning/jobs", "List fine-tuning jobs.", .reads,
            [
                .after, .limit,
                .map("metadata", "Only those with these pairs.", .nullable, of: .text),
                .filterStatus("validating_files", "queued", "running", "paused", "succeeded", "failed", "cancelled"),
                .filterName("the model's name or suffix"),
            ]),
        .init(
            "fine-tune-get", .get, "/fine_tuning/jobs/{fine_tuning_job_id}", "Read a job's status and tuned model.",
            .reads, [.job]),
        .init(
            "fine-tune-cancel", .post, "/fine_tuning/jobs/{fine_tuning_job_id}/cancel", "Stop a job for good.",
            .stops, [.job]),
        .init(
            "fine-tune-resume", .post, "/fine_tuning/jobs/{fine_tuning_job_id}/resume", "Go on with a paused job.",
            .updates, [.job], billable: true),
        .init(
            "fine-tune-pause", .post, "/fine_tuning/jobs/{fine_tuning_job_id}/pause", "Pause a running job.",
            .updates, [.job]),
        .init(
            "fine-tune-events", .get, "/fine_tuning/jobs/{fine_tuning_job_id}/events",
            "List what has happened in a job.", .reads, [.job, .after, .limit]),
        .init(
            "fine-tune-checkpoints", .get, "/fine_tuning/jobs/{fine_tuning_job_id}/checkpoints",
            "List the models that a job saved on its way, with their metrics.", .reads,
            [.job, .after, .limit(default: 10)]),
    ]

    private static let permissionEndpoints: [Endpoint] = [
        .init(
            "checkpoint-permission-list", .get,
            "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions",
            "List the projects that may use a checkpoint by its name.", .reads,
            [
                .checkpoint, .string("project_id", "Only this project."), .after, .limit(default: 10),
                .string(
                    "order", "Oldest or newest first.", oneOf: ["ascending", "descending"], default: "descending"),
            ],
            key: .admin),
        .init(
            "checkpoint-permission-create", .post,
            "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions",
            "Let other projects use a checkpoint by its name.", .creates,
            [.checkpoint, .array("project_ids", "Ids of the projects.", .required, of: .text)], key: .admin),
        .init(
            "checkpoint-permission-delete", .delete,
            "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions/{permission_id}",
            "Take a permission for a checkpoint away.", .deletes,
            [.checkpoint, .string("permission_id", "Id of the permission.", .required)], key: .admin),
    ]

    private static let graderEndpoints: [Endpoint] = [
        .init(
            "fine-tune-grader-run", .post, "/fine_tuning/alpha/graders/run", "Try a grader on one answer.",
            .computes,
            [
                Field("grader", "The grader.", .grader, .required),
                .string("model_sample", "The answer to grade.", .required),
                .map("item", "Values for {{item.name}} placeholders.", of: .json),
            ],
            billable: true, slow: true, readOnly: false, idempotent: false),
        .init(
            "fine-tune-grader-validate", .post, "/fine_tuning/alpha/graders/validate",
            "Check that a grader is well formed.", .computes, [Field("grader", "The grader.", .grader, .required)]),
    ]
}

extension Field {
    fileprivate static let job = Field.string("fine_tuning_job_id", "Id of the job.", .required)
    fileprivate static let checkpoint = Field.string(
        "fine_tuned_model_checkpoint", "Name of the checkpoint, as fine-tune-checkpoints shows it.", .required)
}
