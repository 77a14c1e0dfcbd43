extension Domain {
    /// What the organisation and its projects may spend.
    public static let administrationSpend = Domain(
        "administration-spend", title: "Administration of spending",
        instructions: """
            Monthly spend limits and spend alerts of an organization and its projects; needs an admin key. \
            Amounts are cents of US dollars. Beyond a limit calls are refused; an alert only sends mail. \
            What was spent is on administration-usage.
            """,
        joining: [.spendLimits, .spendAlerts])
}

extension [Endpoint] {
    /// Spending that is refused beyond a limit.
    static let spendLimits: [Endpoint] = [
        .init(
            "organization-spend-limit-get", .get, "/organization/spend_limit",
            "Show the organization's hard spend limit.", .reads, key: .admin),
        .init(
            "organization-spend-limit-modify", .post, "/organization/spend_limit",
            "Set the organization's hard monthly spend limit.", .updates, Field.spendLimit, key: .admin),
        .init(
            "organization-spend-limit-delete", .delete, "/organization/spend_limit",
            "Delete the organization's hard spend limit.", .deletes, key: .admin),
        .init(
            "project-spend-limit-get", .get, "/organization/projects/{project_id}/spend_limit",
            "Show a project's hard spend limit.", .reads, [.projectID], key: .admin),
        .init(
            "project-spend-limit-modify", .post, "/organization/projects/{project_id}/spend_limit",
            "Set a project's hard monthly spend limit.", .updates, [.projectID] + Field.spendLimit, key: .admin),
        .init(
            "project-spend-limit-delete", .delete, "/organization/projects/{project_id}/spend_limit",
            "Delete a project's hard spend limit.", .deletes, [.projectID], key: .admin),
    ]

    /// Mails that are sent when spending passes an amount.
    static let spendAlerts: [Endpoint] = [
        .init(
            "organization-spend-alert-list", .get, "/organization/spend_alerts",
            "List the organization's spend alerts.", .reads, Field.alertPage, key: .admin),
        .init(
            "organization-spend-alert-create", .post, "/organization/spend_alerts",
            "Have mails sent when the organization's spending in a month passes an amount.", .creates,
            Field.spendAlert, key: .admin),
        .init(
            "organization-spend-alert-get", .get, "/organization/spend_alerts/{alert_id}",
            "Show one spend alert of the organization.", .reads, [.alertID], key: .admin),
        .init(
            "organization-spend-alert-modify", .post, "/organization/spend_alerts/{alert_id}",
            "Replace a spend alert of the organization.", .updates, [.alertID] + Field.spendAlert, key: .admin),
        .init(
            "organization-spend-alert-delete", .delete, "/organization/spend_alerts/{alert_id}",
            "Delete a spend alert of the organization.", .deletes, [.alertID], key: .admin),
        .init(
            "project-spend-alert-list", .get, "/organization/projects/{project_id}/spend_alerts",
            "List a project's spend alerts.", .reads, [.projectID] + Field.alertPage, key: .admin),
        .init(
            "project-spend-alert-create", .post, "/organization/projects/{project_id}/spend_alerts",
            "Have mails sent when a project's spending in a month passes an amount.", .creates,
            [.projectID] + Field.spendAlert, key: .admin),
        .init(
            "project-spend-alert-get", .get, "/organization/projects/{project_id}/spend_alerts/{alert_id}",
            "Show one spend alert of a project.", .reads, [.projectID, .alertID], key: .admin),
        .init(
            "project-spend-alert-modify", .post, "/organization/projects/{project_id}/spend_alerts/{alert_id}",
            "Replace a spend alert of a project.", .updates, [.projectID, .alertID] + Field.spendAlert, key: .admin),
        .init(
            "project-spend-alert-delete", .delete, "/organization/projects/{project_id}/spend_alerts/{alert_id}",
            "Delete a spend alert of a project.", .deletes, [.projectID, .alertID], key: .admin),
    ]
}

extension Field {
    fileprivate static let alertID = id("alert_id", of: "alert")

    fileprivate static let alertPage: [Field] = [.limit(upTo: 100), .order(default: "asc"), .after, .before]

    fileprivate static let spendLimit = amount(atLeast: 1)

    fileprivate static let spendAlert: [Field] =
        amount(atLeast: 0) + [
            .object(
                "notification_channel", "Who is told.", .required,
                [
                    .string("type", "Always email.", .required, oneOf: ["email"]),
                    .array("recipients", "Addresses.", .required, of: .text),
                    .string("subject_prefix", "Beginning of the subject.", .nullable),
                ])
        ]

    private static func amount(atLeast least: Int) -> [Field] {
        [
            .integer("threshold_amount", "Amount in cents.", .required, atLeast: least),
            .string("currency", "Always USD.", .required, oneOf: ["USD"]),
            .string("interval", "Always month.", .required, oneOf: ["month"]),
        ]
    }
}
