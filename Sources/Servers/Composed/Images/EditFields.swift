import Catalogue

/// What the tools that make their own mask take besides: fields of `image-edit`.
enum EditFields {
    static let passed = [
        "prompt", "model", "n", "quality", "output_format", "background", "input_fidelity", "output_compression",
        "moderation", "user",
    ]
    private static let shown: Set<String> = ["prompt", "model", "n", "quality", "output_format"]

    /// The fields; those that few calls need are not shown.
    static let fields: [Field] = (Catalogue.endpoint(named: "image-edit")?.fields ?? [])
        .filter { passed.contains($0.name) && $0.traits.isDisjoint(with: .jsonOnly) }
        .map { field in
            shown.contains(field.name)
                ? field
                : Field(
                    field.name, field.summary, field.shape, field.traits.union(.unlisted), default: field.defaultValue)
        }

    static let image = Field.file("image", "PNG, JPEG or GIF: path, URL, data URI or Base64.", .required)
}
