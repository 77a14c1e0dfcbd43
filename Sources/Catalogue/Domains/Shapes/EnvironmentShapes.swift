import JSON

// Where agents work: a container at OpenAI or a machine of one's own.

extension Field {
    /// What a hosted environment is made of; templates have the same, and say what their lists are when left out.
    static func hostedEnvironment(default list: JSONValue? = nil) -> [Field] {
        [
            Field(
                "files", "Files to put into it.",
                .array(
                    .object([
                        .string("type", "Uploaded before, or given here.", .required, oneOf: ["file_id", "inline"]),
                        .string("path", "Where to put it.", .required),
                        .string("file_id", "Id of the uploaded file."),
                        .string("data", "Content as base64, for inline."),
                    ])), .nullable, default: list),
            .map("env", "Environment variables.", .nullable, of: .text),
            .object(
                "packages", "Packages to install.", .nullable,
                [
                    .array("python", "From PyPI.", .nullable, of: .text),
                    .array("npm", "From npm.", .nullable, of: .text),
                    .array("system", "Of the operating system.", .nullable, of: .text),
                ]),
            .object(
                "network", "What it may reach.", .nullable,
                [
                    .string(
                        "access", "Whether it has a network.", .required, oneOf: ["enabled", "disabled", "restricted"]),
                    .array("allowed_domains", "Domains it may reach.", .nullable, of: .text),
                    .array("blocked_domains", "Domains it may not reach.", .nullable, of: .text),
                ]),
            .array(
                "setup_commands", "Commands that prepare it.", .nullable,
                of: .object([
                    .string("command", "The command.", .required),
                    .string("cwd", "Its working directory.", .nullable),
                ])),
            Field("skills", "Skills it has.", .array(.environmentSkill), .nullable, default: list),
            Field(
                "plugins", "Plugins it has.",
                .array(
                    .object([
                        .string("type", "Always inline.", .required, oneOf: ["inline"]),
                        .string("name", "Its name.", .required),
                        .string("description", "What it does.", .required),
                        .zipSource(.required),
                    ])), [.nullable, .unlisted], default: list),
            Field(
                "capability_directories", "Folders with skills and plugins.", .array(.text), [.nullable, .unlisted],
                default: list),
            .object(
                "desktop", "Screen for computer use.", [.nullable, .unlisted],
                [.boolean("enabled", "Whether it has one.", .required)]),
        ]
    }

    /// A zip archive in the call itself.
    static func zipSource(_ traits: Traits) -> Field {
        .object(
            "source", "Zip archive, for inline.", traits,
            [
                .string("type", "Always base64.", .required, oneOf: ["base64"]),
                .string("media_type", "Always application/zip.", .required, oneOf: ["application/zip"]),
                .string("data", "The archive as base64.", .required),
            ])
    }
}

extension Field {
    /// The same field, accepted but not shown.
    fileprivate var hidden: Field { Field(name, summary, shape, traits.union(.unlisted), default: defaultValue) }
}

extension Shape {
    /// A skill by id, or one in the call itself.
    fileprivate static let environmentSkill = Shape.object([
        .string("type", "By id, or given here.", .required, oneOf: ["skill_reference", "inline"]),
        .string("skill_id", "Id of the skill."),
        .string("version", "Its version.", .nullable),
        .string("name", "Name, for inline.", .unlisted),
        .string("description", "What it does, for inline.", .unlisted),
        .zipSource(.unlisted),
    ])

    /// Where the agent of a session works. What a hosted environment is made of is shown only where environments and
    /// templates are made: it would double the size of a session.
    static let sessionEnvironment = Shape.object(
        [
            .string(
                "type", "Nowhere, in a container at OpenAI, or on a machine of yours.", .required,
                oneOf: ["none", "openai_hosted", "self_hosted"]),
            .string("environment_id", "Environment that exists already."),
            .string("environment_template_id", "Template to make one from."),
            .string("container_size", "Size of the container.", oneOf: ["small", "medium", "large"]),
            .string("workspace_directory", "Folder to work in, for self_hosted."),
        ] + Field.hostedEnvironment().map(\.hidden))
}
