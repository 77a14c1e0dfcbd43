extension Domain {
    /// What a new fine-tuning job takes.
    static let jobFields: [Field] = [
        .string(
            "model", "Model to train, or a tuned one of yours.", .required,
            oneOf: ["gpt-4.1", "gpt-4.1-mini", "gpt-4o-mini"], open: true),
        .string("training_file", "Id of a JSONL file with purpose fine-tune.", .required),
        .string("validation_file", "Id of a file to measure with.", .nullable),
        .string("suffix", "Text that the model's name will end with.", .nullable, length: 1...64),
        .object(
            "method", "How to train; supervised if left out.",
            [
                .string("type", "Kind of training.", .required, oneOf: ["supervised", "dpo", "reinforcement"]),
                .object("supervised", "Settings of supervised.", [.hyperparameters(basic)]),
                .object("dpo", "Settings of dpo.", [.hyperparameters(basic + [beta])]),
                .object(
                    "reinforcement", "Settings of reinforcement.",
                    [Field("grader", "Grader that rewards.", .grader, .required), .hyperparameters(reinforcement)]),
            ]),
        .metadata(.nullable),
        .integer("seed", "Asks for repeatable training.", [.nullable, .unlisted], within: 0...2_147_483_647),
        .array(
            "integrations", "Services to report to.", [.nullable, .unlisted],
            of: .object([
                .string("type", "Always wandb.", .required, oneOf: ["wandb"]),
                .object(
                    "wandb", "Weights & Biases.", .required,
                    [
                        .string("project", "Its project.", .required),
                        .string("name", "Name of the run.", .nullable),
                        .string("entity", "Team or user.", .nullable),
                        .array("tags", "Tags of the run.", of: .text),
                    ]),
            ])),
        .object("hyperparameters", "Replaced by method.", .deprecated, basic),
    ]

    private static let basic: [Field] = [
        .union("n_epochs", "Passes over the file.", [.oneOf("auto"), .integer(Bounds(1...50))]),
        .union("batch_size", "Examples in a step.", [.oneOf("auto"), .integer(Bounds(1...256))]),
        .union("learning_rate_multiplier", "Scales the learning rate.", [.oneOf("auto"), .number()]),
    ]

    private static let beta = Field.union(
        "beta", "How close to stay to the old model.", [.oneOf("auto"), .number(Bounds(nil, 2))])

    private static let reinforcement: [Field] =
        basic + [
            .string("reasoning_effort", "How hard it thinks.", oneOf: ["default", "low", "medium", "high"]),
            .union(
                "compute_multiplier", "Scales the exploring.", .unlisted,
                [.oneOf("auto"), .number(Bounds(nil, 10))]),
            .union(
                "eval_interval", "Steps between measurements.", .unlisted, [.oneOf("auto"), .integer(Bounds(1))]),
            .union("eval_samples", "Samples in a measurement.", .unlisted, [.oneOf("auto"), .integer(Bounds(1))]),
        ]
}

extension Field {
    fileprivate static func hyperparameters(_ members: [Field]) -> Field {
        .object("hyperparameters", "Each a number or auto.", members)
    }
}
