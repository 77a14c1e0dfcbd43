import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /responses`.
    func createResponse(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        let options = try ResponseOptions(body)
        try models.check(options.model, for: .chat)
        var identity = Identity(seed: request.seed)
        let id = identity.id("resp_", length: 48)
        let input = try responseInput(body, owner: request.owner, identity: &identity)
        let conversation = Self.conversation(options.instructions, input)
        let reply = options.generation.reply(
            to: conversation, reading: Reading(conversation), identity: &identity)
        var itemIDs: [String] = []
        for call in reply.calls { itemIDs.append(identity.id(call.isCustom ? "ctc_" : "fc_", length: 48)) }
        if itemIDs.isEmpty { itemIDs = [identity.id("msg_", length: 48)] }
        let record = ResponseRecord(
            id: id, created: request.created, options: options, reply: reply, inputTokens: conversation.tokens,
            seed: request.seed, itemIDs: itemIDs)
        if options.stores {
            // Items are kept as trees, tools and schemas as views: some four times their text.
            let weight = 4 * (body.view?.raw.count ?? 0) + record.object.encoded.count + input.weight
            responses.put(StoredResponse(record: record, input: input), id: id, owner: request.owner, weight: weight)
        }
        if let id = options.conversationID {
            let known = try conversationRecord(id, owner: request.owner, param: "conversation").items.items
            let ids = Set(known.map(\.id))
            let new = StoredResponse(record: record, input: input).allItems.filter { !ids.contains($0.id) }
            add(ResponseItems(new), to: id, owner: request.owner, weight: request.size)
        }
        return options.streams ? stream(record.events()) : json(record.object)
    }

    /// Instructions (which do not carry over from earlier responses), then the input.
    static func conversation(_ instructions: String?, _ input: ResponseItems) -> Conversation {
        let first = instructions.map { [Conversation.Turn(role: .instruction, text: $0)] } ?? []
        return Conversation(turns: first + input.turns)
    }

    /// The input of an earlier response and what it answered, or a conversation; then the new input.
    func responseInput(_ body: Input, owner: String, identity: inout Identity) throws(Refusal) -> ResponseItems {
        var all = ResponseItems()
        if let id = try ResponseOptions.conversation(body["conversation"]) {
            all = try conversationRecord(id, owner: owner, param: "conversation").items
        }
        if let previous = try body["previous_response_id"].string() {
            guard let stored = responses.get(previous, owner: owner) else {
                throw Refusal(
                    message: "Previous response with id '\(previous)' not found.", param: "previous_response_id",
                    code: "previous_response_not_found")
            }
            all.items = stored.allItems
        }
        let new = try ResponseItems(
            body["input"], files: CallerFiles(files, owner: owner), identity: &identity
        ) { id in
            responses.all(owner: owner).lazy.flatMap(\.allItems).first { $0.id == id }
        }
        all.items += new.items
        return all
    }
}

extension StoredResponse {
    /// Input and output, as the next response reads them.
    var allItems: [ResponseItems.Item] {
        input.items
            + record.output.indices.map { position in
                .init(id: record.itemIDs[position], value: record.output[position], turn: record.turns[position])
            }
    }
}

extension ResponseItems {
    /// Rough size in memory.
    var weight: Int { items.reduce(0) { $0 + ($1.turn?.text.utf8.count ?? 0) * 2 + 256 } }
}
