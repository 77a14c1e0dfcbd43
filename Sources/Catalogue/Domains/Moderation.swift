extension Domain {
    /// Checks against content policies.
    public static let moderation = Domain(
        "moderation", title: "Moderation",
        instructions: """
            Check texts and images for harmful content before you use or show them. \
            Each category comes with a flag and a score from 0 to 1; the check is free of charge.
            """,
        [
            .init(
                "moderation-check", .post, "/moderations", "Check texts or images for harmful content.", .computes,
                [
                    .union(
                        "input", "One text, several texts, or a list of text and image parts.", .required,
                        [.text, .array(.text), .array(.moderationPart)]),
                    .model("Moderation model.", .filled, default: "omni-moderation-latest"),
                ])
        ])
}

extension Shape {
    /// One text or image to check.
    static let moderationPart = Shape.object([
        .string("type", "Which member is filled.", .required, oneOf: ["text", "image_url"]),
        .string("text", "The text."),
        .object("image_url", "The image.", [.string("url", "Web address or data URI.", .required)]),
    ])
}
