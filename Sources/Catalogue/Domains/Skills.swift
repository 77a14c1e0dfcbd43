extension Domain {
    /// Skills: folders of instructions and scripts that models load when they need them.
    public static let skills = Domain(
        "skills", title: "Skills",
        instructions: """
            Skills are folders with a SKILL.md and what belongs to it; containers and agents load them when needed. \
            Each upload is a version, and one of them is the default.
            """,
        [
            .init(
                "skill-create", .post, "/skills", "Upload a skill.", .creates, [.skillFiles], encoding: .multipart),
            .init("skill-list", .get, "/skills", "List skills.", .reads, page),
            .init("skill-get", .get, "/skills/{skill_id}", "Show a skill and its default version.", .reads, [.skill]),
            .init(
                "skill-modify", .post, "/skills/{skill_id}", "Choose the default version of a skill.", .updates,
                [.skill, .string("default_version", "Number of the version.", .required)]),
            .init(
                "skill-delete", .delete, "/skills/{skill_id}", "Delete a skill with all its versions.", .deletes,
                [.skill]),
            .init(
                "skill-content", .get, "/skills/{skill_id}/content", "Download a skill as a zip archive.", .reads,
                as: .saveFile, [.skill]),
            .init(
                "skill-version-create", .post, "/skills/{skill_id}/versions", "Upload a new version of a skill.",
                .creates, [.skill, .skillFiles, .boolean("default", "Make it the default version.")],
                encoding: .multipart),
            .init(
                "skill-version-list", .get, "/skills/{skill_id}/versions", "List the versions of a skill.", .reads,
                [.skill] + page),
            .init(
                "skill-version-get", .get, "/skills/{skill_id}/versions/{version}", "Show a version of a skill.",
                .reads, [.skill, .version]),
            .init(
                "skill-version-delete", .delete, "/skills/{skill_id}/versions/{version}",
                "Delete a version of a skill.", .deletes, [.skill, .version]),
            .init(
                "skill-version-content", .get, "/skills/{skill_id}/versions/{version}/content",
                "Download a version of a skill as a zip archive.", .reads, as: .saveFile, [.skill, .version]),
        ])

    private static let page: [Field] = [.limitToHundred, .order(), .after]
}

extension Field {
    fileprivate static let skill = Field.string("skill_id", "Id of the skill.", .required)
    fileprivate static let version = Field.string("version", "Number of the version.", .required)

    /// One file travels as the part `files`, a list as parts `files[]`.
    fileprivate static let skillFiles = Field.union(
        "files", "Zip of a folder with SKILL.md, or a list of its files, sent as files[]: path, URL or data URI.",
        .required, [.file, .array(.file, Bounds(nil, 500))])
}
