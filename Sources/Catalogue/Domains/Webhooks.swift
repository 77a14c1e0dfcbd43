extension Domain {
    /// Addresses that OpenAI tells of events.
    public static let webhooks = Domain(
        "webhooks", title: "Webhooks",
        instructions: """
            Let OpenAI call an address of yours when a batch, response, job, call or agent session changes. \
            The secret that signs its calls is shown only when an endpoint is created or its secret is rotated.
            """,
        [
            .init(
                "webhook-event-type-list", .get, "/webhook_event_types", "List the events that can be asked for.",
                .reads),
            .init(
                "webhook-endpoint-create", .post, "/webhook_endpoints", "Have events sent to an address of yours.",
                .creates,
                [
                    .string("name", "Its name.", .required),
                    .string("url", "Https address that is called.", .required),
                    .array("event_types", "Events to send.", .required, of: .string(values: events)),
                ]),
            .init(
                "webhook-endpoint-get", .get, "/webhook_endpoints/{webhook_endpoint_id}", "Show a webhook endpoint.",
                .reads, [.endpoint]),
            .init(
                "webhook-endpoint-modify", .post, "/webhook_endpoints/{webhook_endpoint_id}",
                "Change name, address or events of a webhook endpoint.", .updates,
                [
                    .endpoint, .string("name", "Its name."), .string("url", "Https address that is called."),
                    .array("event_types", "Events to send instead.", of: .string(values: events)),
                ]),
            .init(
                "webhook-endpoint-list", .get, "/webhook_endpoints", "List webhook endpoints.", .reads,
                [.string("after", "Id of the last item of the page before.", .nullable), .limit]),
            .init(
                "webhook-endpoint-delete", .delete, "/webhook_endpoints/{webhook_endpoint_id}",
                "Delete a webhook endpoint.", .deletes, [.endpoint]),
            .init(
                "webhook-endpoint-secret-rotate", .post, "/webhook_endpoints/{webhook_endpoint_id}/rotate_secret",
                "Replace the secret that signs the calls.", .stops,
                [
                    .endpoint,
                    .boolean(
                        "keep_old_secret_active_for_24_hours", "Sign with the old secret too for a day.",
                        default: false),
                ], idempotent: false),
            .init(
                "webhook-endpoint-test", .post, "/webhook_endpoints/{webhook_endpoint_id}/test",
                "Send a made-up event to a webhook endpoint.", .creates,
                [.endpoint, .string("event_type", "Event to send.", .required, oneOf: events)]),
        ])

    private static let events = [
        "batch.completed", "batch.failed", "batch.expired", "batch.cancelled", "response.completed",
        "response.failed", "response.cancelled", "response.incomplete", "eval.run.succeeded", "eval.run.failed",
        "eval.run.canceled", "fine_tuning.job.succeeded", "fine_tuning.job.failed", "fine_tuning.job.cancelled",
        "realtime.call.incoming", "video.completed", "video.failed", "agent.environment.ready",
        "agent.environment.failed", "agent.environment.suspended", "agent.environment.expired",
        "agent.session.created", "agent.session.action_required", "agent.session.in_progress", "agent.session.idle",
        "agent.session.failed", "safety.alert.created",
    ]
}

extension Field {
    fileprivate static let endpoint = Field.string("webhook_endpoint_id", "Id of the webhook endpoint.", .required)
}
