import JSON

// What several domains have in common.

extension Field {
    /// Id after which a page of a list begins.
    static let after = Field.string("after", "Id of the last item of the page before.")

    /// Length of a page.
    static let limit = Field.integer("limit", "Items on a page.", default: 20)

    /// Length of a page, where the API has a bound and states no default.
    static let limitToHundred = Field.integer("limit", "Items on a page.", within: 0...100)

    /// Order of a list by creation time.
    static func order(default value: JSONValue? = nil) -> Field {
        .string("order", "Oldest or newest first.", oneOf: ["asc", "desc"], default: value)
    }

    /// Pairs that the API keeps with an object.
    static func metadata(_ traits: Traits) -> Field {
        .map("metadata", "Up to 16 pairs of text kept with it.", traits, of: .text)
    }

    /// How long a reasoning model thinks.
    static func reasoningEffort(_ name: String) -> Field {
        .string(
            name, "How hard a reasoning model thinks.", .nullable,
            oneOf: ["none", "minimal", "low", "medium", "high", "xhigh", "max"], default: "medium")
    }

    /// Speed and price class of a call.
    static func serviceTier(_ values: [String], default value: JSONValue? = nil) -> Field {
        .string(
            "service_tier", "Speed and price class.", [.nullable, .unlisted], oneOf: values, default: value)
    }

    /// Mark up to which a prompt is cached.
    static let cacheBreakpoint = Field.object(
        "prompt_cache_breakpoint", "Caches the prompt up to here.", .unlisted,
        [
            .string("mode", "Always explicit.", .required, oneOf: ["explicit"]),
            .string("ttl", "How long it is kept.", oneOf: ["30m", "12h"]),
        ])
}

extension Shape {
    /// Settings of the prompt cache.
    static let promptCache = Shape.object([
        .string("mode", "Who decides what is cached.", oneOf: ["implicit", "explicit"]),
        .string("ttl", "How long it is kept.", oneOf: ["30m", "12h"]),
    ])

    /// Moderation that runs with the call.
    static let inlineModeration = Shape.object([
        .string("model", "Moderation model.", .required),
        .object(
            "policy", "What is done with a hit.", .nullable,
            [
                Field("input", "Policy for the input.", moderationMode, .nullable),
                Field("output", "Policy for the output.", moderationMode, .nullable),
            ]),
    ])

    private static let moderationMode = Shape.object([
        .string("mode", "Score only, or block.", .required, oneOf: ["score", "block"])
    ])

    /// Members of an approximate place.
    static let place: [Field] = [
        .string("country", "Two-letter code.", .nullable),
        .string("region", "Region or state.", .nullable),
        .string("city", "City.", .nullable),
        .string("timezone", "IANA name.", .nullable),
    ]
}
