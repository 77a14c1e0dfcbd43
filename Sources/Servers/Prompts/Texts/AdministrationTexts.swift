/// Prompts of the servers that look after an account.
enum AdministrationTexts {
    static let all: [PromptTemplate] = [
        .init(
            "notify-me", on: "webhooks", "Be told when work is done",
            "Let OpenAI call an address when something happens.",
            [.required("url", "Https address to be called."), .required("events", "What to be told of.")],
            "Call {url} when this happens: {events}",
            steps: [
                "Find the event types with `webhook-event-type-list`, no more than needed.",
                "See with `webhook-endpoint-list` that the address is not there yet.",
                "Create it with `webhook-endpoint-create`. Its secret is shown only now: tell me to keep it.",
                "Send a test with `webhook-endpoint-test`, and say how the address checks the signature.",
            ]),
        .init(
            "check-provenance", on: "safety", "Find out where a file comes from",
            "See whether an image or a recording carries marks of OpenAI.",
            [.required("file", "Image or audio file: path, URL or data URI.")],
            "Find out whether {file} was made with OpenAI.",
            steps: [
                "Check it with `content-provenance-check`.",
                "Say what was found, and how sure it is. No mark proves nothing: marks get lost when a file is changed.",
            ]),
        .init(
            "review-access", on: "administration", "Review who has access", "See who may do what in the organization.",
            [.optional("focus", "Person, group or role to look at.")],
            "Review who has access to the organization. Look at {focus|everybody}.",
            steps: [
                "List people with `organization-user-list`, groups with `organization-group-list`, roles with `organization-role-list`, open invitations with `invite-list`.",
                "See with `organization-user-role-list` and `organization-group-role-list` who has which role.",
                "Show a table of people and roles. Mark owners, roles that nobody has, and invitations older than a month.",
                "Propose changes, each with the tool for it. Change nothing before my yes.",
            ]),
        .init(
            "set-up-a-project", on: "administration-projects", "Set up a project",
            "Create a project with a service account and limits.",
            [.required("name", "Name of the project."), .optional("models", "Models that it may use.")],
            "Set up the project {name}.",
            steps: [
                "See with `project-list` that there is none of that name.",
                "Create it with `project-create`, and a service account with `project-service-account-create`. The key is shown only now: tell me to keep it.",
                "Allow only these models with `project-model-permissions-modify`: {models|all, so leave this out}.",
                "Show its limits with `project-rate-limit-list`, and change them with `project-rate-limit-modify` if I say so.",
            ]),
        .init(
            "onboard-a-member", on: "administration-project-members", "Add somebody to a project",
            "Give a person the right role in a project.",
            [
                .required("email", "Address of the person."), .required("project", "Id of the project."),
                .optional("role", "What the person has to do there."),
            ],
            "Add {email} to the project {project}.",
            steps: [
                "See with `project-user-list` whether the person is there, and with `project-role-list` which roles there are.",
                "Choose the role with the fewest rights that does for {role|ordinary work}. Show it to me and wait for my yes.",
                "Add the person with `project-user-add`, and give the role with `project-user-role-assign`.",
                "Check with `project-user-role-list`.",
            ]),
        .init(
            "explain-my-costs", on: "administration-usage", "Explain the costs",
            "Say what was spent, on what, and why it changed.",
            [
                .optional("days", "How many days to look back.", .oneOf(["7", "30", "90"])),
                .optional("project", "Id of a project."),
            ],
            "Explain what was spent in the last {days|30} days, project {project|any}.",
            steps: [
                "Read `cost-list` split by line item, and once more by project.",
                "For what costs most, see how much was used: `usage-completions` split by model, `usage-images`, `usage-audio-speeches`, `usage-audio-transcriptions`, `usage-embeddings`, `usage-vector-stores`.",
                "Show a table: amount, share, change against the time before.",
                "Name the three largest causes and what would save most: another model, batches, shorter prompts.",
            ]),
        .init(
            "cap-spending", on: "administration-spend", "Cap spending", "Set a monthly limit, and alerts before it.",
            [
                .required("amount", "Dollars a month."), .optional("project", "Id of a project; else all."),
                .optional("email", "Who is told."),
            ],
            "Cap spending at {amount} dollars a month for {project|the organization}.",
            steps: [
                "See what is set: `organization-spend-limit-get` and `organization-spend-alert-list`, or for a project `project-spend-limit-get` and `project-spend-alert-list`.",
                "Amounts are in cents. Say what changes, and that calls beyond the limit are refused. Wait for my yes.",
                "Set it with `organization-spend-limit-modify`, or for a project `project-spend-limit-modify`.",
                "Add alerts at half and at nine tenths for {email|whom I name}, with `organization-spend-alert-create` or `project-spend-alert-create`.",
            ]),
        .init(
            "audit-security", on: "administration-security", "Audit security",
            "Look for keys, certificates and settings that are a risk.",
            [.optional("days", "How many days of the log to read.", .oneOf(["7", "30", "90"]))],
            "Audit the security of the organization.",
            steps: [
                "List admin keys with `admin-key-list`. Mark those that were not used for a month or have no clear owner.",
                "Read the last {days|7} days of `audit-log-list`. Look for new keys, new owners, and logins from places that stand out.",
                "See `organization-certificate-list` for what ends soon, and `organization-data-retention-get` for how data is kept.",
                "Report by risk, with the tool that would mend each point. Change nothing before my yes.",
            ]),
        .init(
            "deploy-without-keys", on: "administration-workload-identity", "Deploy without API keys",
            "Let a workload sign in by its own identity.",
            [
                .required("issuer", "URL of the OIDC issuer."), .required("audience", "Audience of its tokens."),
                .required("service_account", "Id of the service account to act as."),
            ],
            "Let tokens of {issuer} act as {service_account}.",
            steps: [
                "See with `workload-identity-provider-list` whether the issuer is trusted already; else add it with `workload-identity-provider-create`, audience {audience}.",
                "Ask me which attributes tell the workload from others. A rule without them lets in every token of the issuer.",
                "Show me the rule, and create it with `workload-identity-federation-rule-create` after my yes.",
                "Check with `workload-identity-federation-rule-list`, and say how the workload exchanges its token.",
            ]),
    ]
}
