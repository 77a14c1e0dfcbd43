extension Domain {
    /// Notices about unsafe use, and marks that show what models made.
    public static let safety = Domain(
        "safety", title: "Safety",
        instructions: """
            Read what OpenAI has noticed about the use of its models, by ids that webhooks or notices name, \
            and find out whether an image or a recording carries OpenAI's marks of origin.
            """,
        [
            .init(
                "safety-alert-get", .get, "/safety/alerts/{id}",
                "Show an alert about what a model did or was about to do.", .reads,
                [.string("id", "Id of the alert.", .required)]),
            .init(
                "safety-case-get", .get, "/safety/cases/{id}", "Show a warning or a deactivation and its reason.",
                .reads, [.string("id", "Id of the case.", .required)]),
            .init(
                "content-provenance-check", .post, "/content_provenance_checks",
                "Look in an image or audio file for marks that OpenAI's models leave.", .computes,
                [.file("file", "Image or audio file: path, URL or data URI.", .required)], encoding: .multipart),
        ])
}
