import JSON

// Fields of lists beyond the shared ones: paging backwards, and filters that the API lacks.

extension Field {
    /// Id before which a page of a list ends.
    static let before = Field.string("before", "Id of the first item of the page after.", .unlisted)

    /// Length of a page where the API assumes another than 20.
    static func limit(default value: JSONValue) -> Field {
        .integer("limit", "Items on a page.", default: value)
    }

    /// Keeps what has a text in its name; `what` is the name that is looked at.
    static func filterName(_ what: String = "the name") -> Field {
        .string("name", "Filters the result by a part of \(what).", .local)
    }

    /// Keeps what is in one state.
    static func filterStatus(_ values: String...) -> Field {
        .string("status", "Filters the result by status.", .local, oneOf: values, open: true)
    }

    /// Keeps what has all of these pairs.
    static let filterMetadata = Field.map("metadata", "Filters the result by these pairs.", .local, of: .text)

    /// Time, counted from its creation, after which a file is deleted.
    static func expiry(_ name: String, _ summary: String, _ traits: Traits = []) -> Field {
        .object(
            name, summary, traits,
            [
                .string("anchor", "Always created_at.", .required, oneOf: ["created_at"]),
                .integer("seconds", "Seconds from then.", .required, within: 3600...2_592_000),
            ])
    }
}
