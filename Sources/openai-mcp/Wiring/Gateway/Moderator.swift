import Catalogue
import Gateway
import JSON

/// Asks the moderation endpoint for the guard, as a call of its own for whoever is looked at.
struct Moderator: Sendable {
    let upstream: any Upstream

    /// The categories that any of the texts is flagged for.
    @Sendable func categories(of texts: [String], for call: Call) async throws -> [String] {
        guard let endpoint = Catalogue.endpoint(named: "moderation-check") else { return [] }
        var members = Members()
        members.set("input", .array(texts.map { .string($0) }))
        let answer = try await upstream.send(Call(endpoint, body: .json(members), caller: call.caller))
        guard answer.isSuccess, case .bytes(let bytes) = answer.body else {
            throw APIError(answer, now: Surroundings.real.now())
        }
        var flagged: [String] = []
        guard let results = try JSONDocument(bytes).root["results"] else { return flagged }
        for result in results.elements {
            guard let categories = result["categories"] else { continue }
            for (name, isFlagged) in categories.members where isFlagged.bool == true && !flagged.contains(name) {
                flagged.append(name)
            }
        }
        return flagged
    }
}
