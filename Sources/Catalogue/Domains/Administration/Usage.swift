extension Domain {
    /// What the organisation has used and spent.
    public static let administrationUsage = Domain(
        "administration-usage", title: "Administration of usage and costs",
        instructions: """
            Usage and costs of an organization and its projects; needs an admin key. \
            Times are Unix seconds. Answers are buckets of time, with one total each unless group_by splits it. \
            For the next page give next_page of the answer as page. Spend limits are on administration-spend.
            """,
        joining: [.usage, .costs])
}

extension [Endpoint] {
    /// What was used, by kind of work.
    static let usage: [Endpoint] = [
        .usage(
            "completions", "Show tokens and requests of text generation (chat, responses) over time.",
            [.projects, .users, .apiKeys, .models, .batch],
            by: ["project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "api_source"]),
        .usage("embeddings", "Show tokens and requests of embeddings over time.", ofModels, by: ofModelsGroups),
        .usage("moderations", "Show tokens and requests of moderations over time.", ofModels, by: ofModelsGroups),
        .usage(
            "images", "Show images made and requests over time.",
            [
                .array(
                    "sources", "Only these kinds.", of: .oneOf("image.generation", "image.edit", "image.variation")),
                .array(
                    "sizes", "Only these sizes.",
                    of: .oneOf("256x256", "512x512", "1024x1024", "1792x1792", "1024x1792")),
            ] + ofModels,
            by: ofModelsGroups + ["size", "source"]),
        .usage("audio_speeches", "Show characters spoken and requests over time.", ofModels, by: ofModelsGroups),
        .usage(
            "audio_transcriptions", "Show seconds transcribed and requests over time.", ofModels, by: ofModelsGroups),
        .usage("vector_stores", "Show bytes kept in vector stores over time.", [.projects], by: ["project_id"]),
        .usage(
            "code_interpreter_sessions", "Show sessions of the code interpreter over time.", [.projects],
            by: ["project_id"]),
        .usage(
            "file_search_calls", "Show calls of file search over time.",
            [
                .projects, .users, .apiKeys,
                .array("vector_store_ids", "Only these vector stores.", of: .text),
            ], by: ["project_id", "user_id", "api_key_id", "vector_store_id"]),
        .usage(
            "web_search_calls", "Show calls of web search over time.",
            ofModels + [.array("context_levels", "Only these sizes of context.", of: .oneOf("low", "medium", "high"))],
            by: ofModelsGroups + ["context_level", "api_source"]),
        .usage(
            "decisions", "Show tokens and requests of decisions over time.",
            [.projects, .users, .apiKeys, .models, .batch],
            by: ["project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "api_source"],
            allowingNull: true),
    ]

    /// What was spent.
    static let costs: [Endpoint] = [
        .init(
            "cost-list", .get, "/organization/costs",
            "Show money spent each day, in total or by project, line item or key.",
            .reads,
            [
                .startTime, .endTime, .bucketWidth(["1d"]), .projects, .apiKeys,
                .array("line_items", "Only these line items.", of: .text),
                .groupBy(["project_id", "line_item", "api_key_id", "user_id", "api_source"]),
                .integer("limit", "Days on a page, at most 180.", default: 7),
                .page,
            ], key: .admin, aliases: ["usage-costs"])
    ]

    private static let ofModelsGroups = ["project_id", "user_id", "api_key_id", "model"]
}

private let ofModels: [Field] = [.projects, .users, .apiKeys, .models]

extension Endpoint {
    /// One kind of work: the tool is named like the last segment of its path.
    fileprivate static func usage(
        _ kind: String, _ summary: String, _ filters: [Field], by groups: [String], allowingNull: Bool = false
    ) -> Endpoint {
        let optional: [Field] =
            [.endTime, .bucketWidth(["1m", "1h", "1d"])] + filters + [
                .groupBy(groups),
                .integer("limit", "Buckets on a page, at most 31 days, 168 hours or 1440 minutes."),
                .page,
            ]
        return Endpoint(
            "usage-" + String(kind.map { $0 == "_" ? "-" : $0 }), .get, "/organization/usage/\(kind)", summary, .reads,
            [.startTime] + (allowingNull ? optional.map(\.orNull) : optional), key: .admin)
    }
}

extension Field {
    fileprivate static let startTime = Field.integer("start_time", "Beginning, in Unix seconds.", .required)
    fileprivate static let endTime = Field.integer("end_time", "End, in Unix seconds, exclusive.")
    fileprivate static let projects = Field.array("project_ids", "Only these projects.", of: .text)
    fileprivate static let users = Field.array("user_ids", "Only these users.", of: .text)
    fileprivate static let apiKeys = Field.array("api_key_ids", "Only these API keys.", of: .text)
    fileprivate static let models = Field.array("models", "Only these models.", of: .text)
    fileprivate static let batch = Field.boolean("batch", "True for batches only, false for the rest only.")
    fileprivate static let page = Field.string("page", "Value of next_page in the answer before.")

    fileprivate static func bucketWidth(_ widths: [String]) -> Field {
        .string("bucket_width", "Length of a bucket, a day if left out.", oneOf: widths, default: "1d")
    }

    fileprivate static func groupBy(_ groups: [String]) -> Field {
        .array("group_by", "What totals are split by.", of: .string(values: groups))
    }

    /// The same field where the API takes a null too.
    fileprivate var orNull: Field { Field(name, summary, shape, traits.union(.nullable), default: defaultValue) }
}
