import Gateway

extension EmbeddedProvider {
    /// `POST /images/edits`, as multipart or JSON: a new picture from the prompt and the images together.
    func editImage(_ request: Request) throws(Refusal) -> Answer {
        let (fields, parts) = try request.form(typed: ImageOptions.typedFields)
        let prompt = try fields["prompt"].requiredString(atMost: 32_000)
        let images = try InputImages(fields, parts: parts, files: CallerFiles(files, owner: request.owner))
        let options = try ImageOptions(fields, defaultModel: "gpt-image-2", original: images.headers.first)
        try models.check(options.model, for: .image)
        return draw(
            ImageJob(
                options: options, prompt: prompt, seed: images.seed, created: request.created,
                eventPrefix: "image_edit", inputImages: images.contents.count))
    }
}
