import Gateway

extension EmbeddedProvider {
    /// `POST /images/variations`: pictures that depend on the image alone.
    func varyImage(_ request: Request) throws(Refusal) -> Answer {
        let (fields, parts) = try request.form(typed: ImageOptions.typedFields)
        let images = try InputImages(fields, parts: parts, files: CallerFiles(files, owner: request.owner))
        let options = try ImageOptions(fields, defaultModel: ServedModels.offline)
        try models.check(options.model, for: .image)
        return draw(
            ImageJob(
                options: options, prompt: "", seed: images.seed, created: request.created,
                eventPrefix: "image_variation",
                inputImages: images.contents.count))
    }
}
