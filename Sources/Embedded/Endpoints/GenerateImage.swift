import Gateway

extension EmbeddedProvider {
    /// `POST /images/generations`.
    func generateImage(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        let prompt = try body["prompt"].requiredString(atMost: 32_000)
        guard !prompt.isEmpty else { throw .invalidValue("prompt", "Invalid 'prompt': it must not be empty.") }
        let options = try ImageOptions(body, defaultModel: "gpt-image-2")
        try models.check(options.model, for: .image)
        return draw(
            ImageJob(
                options: options, prompt: prompt, seed: 0, created: request.created, eventPrefix: "image_generation"))
    }
}
