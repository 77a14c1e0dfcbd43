/// Prompts of the servers that train and measure models.
enum TrainingTexts {
    static let all: [PromptTemplate] = [
        .init(
            "fine-tune-a-model", on: "fine-tuning", "Fine-tune a model", "Train a model on a file of examples.",
            [
                .required("file", "Id of a JSONL file with purpose fine-tune.", .files), .model(),
                .optional("validation", "Id of a file to measure with.", .files),
                .optional("suffix", "Text that the model's name will end with."),
            ],
            "Fine-tune {model|a model of your choice} on {file}.",
            steps: [
                "Ask me what the model shall do better, and how I would see that it does. If a better prompt would do, say so first.",
                "Start with `fine-tune-create`: training_file {file}, validation_file {validation|none}, suffix {suffix|none}. It costs money, so wait for my yes.",
                "Follow it with `fine-tune-events` and `fine-tune-get`; it may take hours.",
                "When it has succeeded, read `fine-tune-metrics` and compare the checkpoints with `fine-tune-checkpoints`. Say whether the loss on unseen examples rose at the end.",
                "Give me the name in fine_tuned_model and one call to try it with.",
            ]),
        .init(
            "evaluate-a-model", on: "evals", "Evaluate a model", "Measure how well a model does a task.",
            [
                .required("task", "What the model has to do."),
                .optional("file", "Id of a JSONL file with test items.", .files), .model(),
            ],
            "Measure how well {model|the model} does this: {task}",
            steps: [
                "Write down what an item looks like and what a right answer is. Prefer graders that compare text over graders that judge.",
                "Make the eval with `eval-create` and tell me its criteria. Wait for my yes.",
                "Start `eval-run-create` with the items in {file|a list that you propose}, model {model|of your choice}.",
                "Look with `eval-run-get` until it has ended, then read `eval-run-output-item-list`, the failed ones first.",
                "Report the share that passed, the three most common faults with an example each, and whether items or graders are to blame.",
            ]),
    ]
}
