extension Domain {
    /// Image generation.
    public static let images = Domain(
        "images", title: "Images",
        instructions: """
            Draw images from text, or change images that you give as files. \
            Describe subject, style and composition; results are saved and returned as files.
            """,
        [
            .init(
                "image-generate", .post, "/images/generations", "Create images from a text prompt.", .computes,
                as: .saveImages, generationFields, billable: true, slow: true, readOnly: false, idempotent: false),
            .init(
                "image-edit", .post, "/images/edits", "Change or combine images as a text prompt says.", .computes,
                as: .saveImages, editFields, encoding: .multipartOrJSON, billable: true, slow: true, readOnly: false,
                idempotent: false),
            .init(
                "image-variation-create", .post, "/images/variations",
                "Draw variations of an image with the endpoint that dall-e-2 had.", .computes, as: .saveImages,
                variationFields, encoding: .multipart, billable: true, slow: true, readOnly: false,
                idempotent: false, lifecycle: .deprecated(shutdown: nil, successor: "image-edit")),
        ])

    private static let generationFields: [Field] =
        [
            .string("prompt", "What to draw.", .required),
            .model("Id of the image model; the server has a default.", [.nullable, .filled]),
            .imageCount,
            .string(
                "size", "Width by height in pixels.", .nullable,
                oneOf: [
                    "auto", "1024x1024", "1536x1024", "1024x1536", "256x256", "512x512", "1792x1024", "1024x1792",
                ],
                open: true, default: "auto"),
            .quality(["low", "medium", "high", "xhigh", "max", "auto", "standard", "hd"]),
            .background, .outputFormat,
            .string(
                "style", "Style of dall-e-3.", [.nullable, .unlisted], oneOf: ["vivid", "natural"],
                default: "vivid"),
            .string(
                "moderation", "Strictness of the content filter.", [.nullable, .unlisted], oneOf: ["low", "auto"],
                default: "auto"),
            .string(
                "response_format", "Form in which dall-e models return images.", [.nullable, .unlisted],
                oneOf: ["url", "b64_json"], default: "url"),
        ] + imageSettings

    private static let editFields: [Field] =
        [
            .string("prompt", "What to change.", .required),
            .union(
                "image", "Image file, or up to 16 of them: path, URL or data URI.", [.required, .multipartOnly],
                [.file, .array(.file, Bounds(nil, 16))]),
            .array(
                "images", "Instead of image, up to 16 references.", [.required, .jsonOnly], of: .imageReference,
                count: 1...16),
            .union(
                "mask", "PNG file whose transparent areas are redrawn; with images, a reference.",
                [.file, .imageReference]),
            .model("Id of the image model; the server has a default.", [.nullable, .filled]),
            .imageCount,
            .string(
                "size", "Width by height in pixels.", .nullable,
                oneOf: ["auto", "1024x1024", "1536x1024", "1024x1536", "256x256", "512x512"], open: true,
                default: "1024x1024"),
            .quality(["low", "medium", "high", "xhigh", "max", "auto", "standard"]),
            .background, .outputFormat,
            .string("input_fidelity", "How closely to keep the input.", .nullable, oneOf: ["high", "low"]),
            .file("markup", "Image file with marks that show what to change.", [.multipartOnly, .unlisted]),
            .string(
                "moderation", "Strictness of the content filter.", [.nullable, .unlisted, .jsonOnly],
                oneOf: ["low", "auto"], default: "auto"),
            .string(
                "response_format", "Form in which dall-e models return images.",
                [.nullable, .unlisted, .multipartOnly], oneOf: ["url", "b64_json"]),
        ] + imageSettings

    private static let variationFields: [Field] = [
        .file("image", "Square PNG file: path, URL or data URI.", .required),
        .model("Only dall-e-2 was ever able to.", [.nullable, .unlisted]),
        .imageCount,
        .string(
            "size", "Width by height in pixels.", .nullable, oneOf: ["256x256", "512x512", "1024x1024"],
            default: "1024x1024"),
        .string(
            "response_format", "Form in which images are returned.", [.nullable, .unlisted],
            oneOf: ["url", "b64_json"], default: "url"),
        .string("user", "Stable id of your end user.", .unlisted),
    ]

    /// Settings that generation and editing share and that few calls need.
    private static let imageSettings: [Field] = [
        .integer(
            "output_compression", "Quality of jpeg and webp from 0 to 100.", [.nullable, .unlisted], default: 100),
        .string(
            "complexity", "Detail of an svg.", [.nullable, .unlisted], oneOf: ["low", "medium", "high"]),
        .integer("frame_count", "Frames of a gif.", [.nullable, .unlisted], within: 2...16, default: 9),
        .integer("frame_duration_ms", "Duration of each frame of a gif.", [.nullable, .unlisted], default: 200),
        .object(
            "svg", "Model that draws an svg.", [.nullable, .unlisted],
            [
                .string("model", "The model."),
                .object("reasoning", "How it thinks.", .nullable, [.reasoningEffort("effort")]),
            ]),
        .boolean("stream", "Answer as a stream of events.", [.nullable, .unlisted], default: false),
        .integer(
            "partial_images", "Unfinished images to stream.", [.nullable, .unlisted], within: 0...3, default: 0),
        .string("safety_identifier", "Stable hashed id of your end user.", [.nullable, .unlisted]),
        .string("user", "Stable id of your end user.", .unlisted),
    ]
}

extension Field {
    fileprivate static let imageCount = Field.integer("n", "How many images.", .nullable, within: 1...10, default: 1)

    fileprivate static let background = Field.string(
        "background", "Background.", .nullable, oneOf: ["transparent", "opaque", "auto"], default: "auto")

    fileprivate static let outputFormat = Field.string(
        "output_format", "File format.", .nullable, oneOf: ["png", "jpeg", "webp", "gif", "svg"], default: "png")

    fileprivate static func quality(_ values: [String]) -> Field {
        .string("quality", "Quality, which sets the price.", .nullable, oneOf: values, default: "auto")
    }
}

extension Shape {
    /// An image by address or by id.
    static let imageReference = Shape.object([
        .string("image_url", "Web address or data URI."),
        .string("file_id", "Id of an uploaded file."),
    ])
}
