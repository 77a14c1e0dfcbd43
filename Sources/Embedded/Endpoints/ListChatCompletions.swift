import Gateway
import JSON

extension EmbeddedProvider {
    /// `GET /chat/completions`: what was created with `store: true`, filtered by model and metadata.
    func listChatCompletions(_ request: Request) throws(Refusal) -> Answer {
        let wanted = request.query.filter { $0.name.hasPrefix("metadata[") && $0.name.hasSuffix("]") }
            .map { (key: $0.name.dropFirst(9).dropLast(), value: $0.value) }
        let model = request.queryItem("model")
        let matching = completions.all(owner: request.owner).map(\.completion).filter { completion in
            guard model == nil || completion.options.model == model else { return false }
            guard case .object(let metadata) = completion.metadata ?? [:] else { return wanted.isEmpty }
            return wanted.allSatisfy { pair in
                metadata.contains { $0.key == pair.key && $0.value == .string(pair.value) }
            }
        }
        return json(try request.page(defaultOrder: "asc").list(matching, id: \.id, value: \.object))
    }
}
