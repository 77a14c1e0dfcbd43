import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /completions`: each prompt is answered as a chat message would be.
    func createCompletion(_ request: Request) throws(Refusal) -> Answer {
        let options = try CompletionOptions(request.json())
        try models.check(options.model, for: .chat)
        var identity = Identity(seed: request.seed)
        let id = identity.id("cmpl-")
        var choices: [TextCompletion.Choice] = []
        for prompt in options.prompts {
            let conversation = prompt.conversation
            let reading = Reading(conversation)
            for variant in 0..<options.choices {
                let reply = options.generation.reply(
                    to: conversation, reading: reading, variant: variant, identity: &identity)
                choices.append(
                    .init(
                        text: (options.echoes ? prompt.text : "") + reply.text, isCut: reply.isCut,
                        tokens: reply.tokens))
            }
        }
        let completion = TextCompletion(
            id: id, created: request.created, options: options, choices: choices, seed: request.seed)
        return options.streams ? stream(completion.events) : json(completion.object)
    }
}
