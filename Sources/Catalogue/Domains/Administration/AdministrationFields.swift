// What the tables of the administration have in common. Every entry needs the organisation's admin key. A tool's name
// begins with `organization` or `project` where both have such a thing, and with the thing itself where one has.

extension Domain {
    /// Creates a domain of several tables.
    init(_ name: String, title: String, instructions: String, joining tables: [[Endpoint]]) {
        self.init(name, title: title, instructions: instructions, tables.flatMap(\.self))
    }
}

// MARK: Ids in paths

extension Field {
    static let projectID = id("project_id", of: "project")
    static let userID = id("user_id", of: "user")
    static let groupID = id("group_id", of: "group")
    static let roleID = id("role_id", of: "role")

    /// The required id of a thing.
    static func id(_ name: String, of thing: String) -> Field {
        .string(name, "Id of the \(thing).", .required)
    }
}

// MARK: Pages of lists

extension Field {
    /// Where a page begins, in lists that name the place themselves.
    static let cursor = Field.string("after", "Value of next in the answer before.")

    /// Length of a page where the API states its range.
    static func limit(upTo most: Int, default value: Int? = nil) -> Field {
        .integer("limit", "Items on a page.", within: 0...most, default: value.map { .int($0) })
    }

    /// Length of a page where the API states nothing about it.
    static let anyLimit = Field.integer("limit", "Items on a page.")
}

// MARK: Roles and keys

extension Field {
    /// What bears a new role.
    static let newRole: [Field] = [
        .string("role_name", "Name, not yet taken.", .required),
        .array("permissions", "Permissions, such as api.groups.read.", .required, of: .text),
        .string("description", "What it is for.", .nullable),
    ]

    /// What can be changed of a role.
    static let changedRole: [Field] = [
        .array("permissions", "All permissions that it is to have.", .nullable, of: .text),
        .string("description", "What it is for.", .nullable),
        .string("role_name", "New name.", .nullable),
    ]

    /// How long a key lives.
    static func lifetime(_ traits: Traits = []) -> Field {
        .integer("expires_in_seconds", "Seconds until the key expires.", traits)
    }

    /// What a key may do.
    static let scopes = Field.array("scopes", "What the key may do.", of: .text)
}
