import Catalogue
import Gateway
import JSON

/// Vectors of texts, for the cache that finds what means the same; each is a call of its own for whoever asks.
struct QuestionVectors: Sendable {
    let model: String
    let upstream: any Upstream

    /// The vector of a text.
    @Sendable func vector(_ text: String, for call: Call) async throws -> [Float] {
        guard let endpoint = Catalogue.endpoint(named: "embedding-create") else { return [] }
        var members = Members()
        members.set("model", .string(model))
        members.set("input", .string(text))
        let answer = try await upstream.send(Call(endpoint, body: .json(members), caller: call.caller))
        guard answer.isSuccess, case .bytes(let bytes) = answer.body else { return [] }
        let numbers = try JSONDocument(bytes).root["data"]?[0]?["embedding"]?.elements
        return numbers?.compactMap { $0.double.map { Float($0) } } ?? []
    }
}
