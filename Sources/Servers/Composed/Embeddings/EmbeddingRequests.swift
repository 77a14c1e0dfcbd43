import Catalogue
import Gateway
import JSON
import MCP
import Vectors

/// Gets vectors for texts by as many requests as they need.
struct EmbeddingRequests: Sendable {
    let work: Work
    /// nil: the server's default.
    let model: String?
    let dimensions: Int?

    /// The model that is asked for.
    var modelName: String { model ?? Models.embedding }

    /// A text and where it stands among all.
    typealias Text = (position: Int, text: String)

    /// What became of some texts.
    struct Outcome: Sendable {
        var vectors: [Int: [Float]] = [:]
        var failures: [(position: Int, error: APIError)] = []
        var tokens = 0
        var requests = 0

        mutating func add(_ other: Outcome) {
            vectors.merge(other.vectors) { first, _ in first }
            failures += other.failures
            tokens += other.tokens
            requests += other.requests
        }
    }

    /// Requests that the search for a refused text may cost.
    private static let splitLimit = 128

    /// One request. Where the provider refuses it for what it holds, it is split until only the texts at fault are
    /// without a vector.
    func embed(_ texts: [Text]) async throws -> Outcome {
        var outcome = Outcome()
        var waiting = [texts]
        while let next = waiting.popLast() {
            outcome.requests += 1
            do {
                let answer = try await work.send("embedding-create", members(next))
                try take(answer, next, into: &outcome)
            } catch let error as CancellationError {
                throw error
            } catch {
                let error = APIError(error, effect: .computes, redactor: work.environment.redactor(for: work.caller))
                if next.count > 1, Self.isOfContent(error), outcome.requests + waiting.count < Self.splitLimit {
                    waiting += [Array(next[(next.count / 2)...]), Array(next[..<(next.count / 2)])]
                } else {
                    outcome.failures += next.map { ($0.position, error) }
                }
            }
        }
        return outcome
    }

    /// The vectors of all texts in order; throws where one has none.
    func vectors(_ texts: [String]) async throws -> (vectors: [[Float]], tokens: Int) {
        for (position, text) in texts.enumerated() {
            if let reason = Self.refusal(of: text) { throw ArgumentFault("Text \(position + 1) \(reason).") }
        }
        let requests = EmbeddingPacking.requests(texts.enumerated().map { ($0, $1.utf8.count) })
        let outcomes = try await concurrently(requests, atMost: EmbeddingBatch.concurrency) { positions in
            let outcome = try await embed(positions.map { ($0, texts[$0]) })
            if let failure = outcome.failures.first { throw failure.error }
            return outcome
        }
        var all = Outcome()
        for outcome in outcomes { all.add(outcome) }
        let vectors = texts.indices.compactMap { all.vectors[$0] }
        guard Set(vectors.map(\.count)).count <= 1 else {
            throw APIError(.malformedAnswer, "the provider answered vectors of several lengths; name one model")
        }
        return (vectors, all.tokens)
    }

    /// Why a text need not be sent; nil where it may get a vector.
    static func refusal(of text: String) -> String? {
        if text.isEmpty { return "is empty; leave it out" }
        guard text.utf8.count <= EmbeddingPacking.longest else {
            return "has more than \(EmbeddingPacking.longest) bytes, which no model takes at once; cut it into pieces"
        }
        return nil
    }

    private func members(_ texts: [Text]) -> Members {
        var members = Members()
        members.set("input", .array(texts.map { .string($0.text) }))
        if let model { members.set("model", .string(model)) }
        if let dimensions { members.set("dimensions", .int(dimensions)) }
        // A quarter of the size of digits, and exact.
        members.set("encoding_format", "base64")
        return members
    }

    private func take(_ answer: TreatedAnswer, _ texts: [Text], into outcome: inout Outcome) throws {
        let (body, list) = try answer.list("data")
        for (place, item) in list.elements.enumerated() {
            let place = item["index"]?.int ?? place
            guard texts.indices.contains(place), let vector = item["embedding"] else { continue }
            outcome.vectors[texts[place].position] = try Self.vector(vector)
        }
        for text in texts where outcome.vectors[text.position] == nil {
            let missing = APIError(.malformedAnswer, "the provider answered no vector for this text; send it again")
            outcome.failures.append((text.position, missing))
        }
        outcome.tokens += body["usage"]?["total_tokens"]?.int ?? body["usage"]?["prompt_tokens"]?.int ?? 0
    }

    /// Not every server knows Base64, and digits are taken as well.
    private static func vector(_ value: JSONView) throws -> [Float] {
        let vector: [Float]? =
            if let text = value.string {
                try? PackedVector.vector(base64: text)
            } else {
                value.elements.map { $0.double.map { Float($0) } ?? .nan }
            }
        guard let vector, !vector.isEmpty, vector.allSatisfy(\.isFinite) else {
            throw APIError(.malformedAnswer, "the provider answered something that is no vector; check its model")
        }
        return vector
    }

    /// Whether fewer or other texts might have been taken.
    private static func isOfContent(_ error: APIError) -> Bool {
        guard [400, 413, 422].contains(error.status) else { return false }
        return [.invalidRequest, .contextLength, .requestTooLarge].contains(error.kind)
            && !["model", "dimensions", "encoding_format", "user"].contains(error.param)
    }
}
