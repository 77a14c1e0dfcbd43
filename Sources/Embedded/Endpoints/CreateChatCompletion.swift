import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /chat/completions`.
    func createChatCompletion(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        let messages = try body["messages"].required().list(1...Int.max) ?? []
        let options = try ChatOptions(body)
        try models.check(options.model, for: .chat)
        let conversation = try Conversation(
            messages: messages, files: CallerFiles(files, owner: request.owner))
        var identity = Identity(seed: request.seed)
        let id = identity.id("chatcmpl-")
        let reading = Reading(conversation)
        var replies: [Generation.Reply] = []
        for variant in 0..<options.choices {
            replies.append(
                options.generation.reply(to: conversation, reading: reading, variant: variant, identity: &identity))
        }
        let completion = ChatCompletion(
            id: id, created: request.created, options: options, replies: replies, promptTokens: conversation.tokens,
            seed: request.seed, metadata: options.metadata)
        if options.stores {
            let stored = StoredCompletion(
                completion: completion, messages: messages.compactMap { $0.view.map { JSONValue($0) } })
            // The messages are kept as a tree and the tools as a view: some four times their text.
            let weight = 4 * (body.view?.raw.count ?? 0) + completion.object.encoded.count
            completions.put(stored, id: id, owner: request.owner, weight: weight)
        }
        return options.streams ? stream(completion.events) : json(completion.object)
    }
}
