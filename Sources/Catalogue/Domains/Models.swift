extension Domain {
    /// Models of the provider.
    public static let models = Domain(
        "models", title: "Models",
        instructions: """
            Models that the provider offers. List them before naming one you are not sure of. \
            Only fine-tuned models of your own organization can be deleted.
            """,
        [
            .init("model-list", .get, "/models", "List the models that can be used.", .reads),
            .init(
                "model-get", .get, "/models/{model}", "Show one model's owner and creation time.", .reads,
                [.string("model", "Id of the model.", .required)]),
            .init(
                "model-delete", .delete, "/models/{model}", "Delete a fine-tuned model of your organization.", .deletes,
                [.string("model", "Id of the fine-tuned model.", .required)]),
        ])
}
