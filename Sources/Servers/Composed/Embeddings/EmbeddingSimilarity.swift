import Gateway
import JSON
import MCP
import Vectors

/// How alike some vectors are, wherever they come from: one score for two, a matrix for more.
struct EmbeddingSimilarity: Sendable {
    let work: Work
    /// Vectors that are compared with each other; the matrix of more is no use to a model.
    static let limit = 64

    private struct Item {
        let label: JSONValue.Member
        let vector: [Float]
    }

    func result() async throws -> ToolResult {
        var items =
            try work["vectors"].map { list in
                try list.elements.enumerated().map { position, view in
                    Item(
                        label: .init("vector", .int(position)),
                        vector: try EmbeddingInput.vector(view, named: "vectors[\(position)]"))
                }
            } ?? []
        var requests = EmbeddingRequests(
            work: work, model: work["model"]?.string, dimensions: work["dimensions"]?.int)
        if let name = work["set"]?.string {
            let set = try await work.set(name, named: "set")
            requests = try requests.matching(set)
            items += try await rows(of: set)
        } else if work["keys"] != nil {
            throw ArgumentFault("`keys` are of no set; give `set`, too.")
        } else if let length = items.first?.vector.count {
            requests = requests.matching(length)
        }
        var tokens: Int?
        let texts = work.texts("texts")
        if !texts.isEmpty {
            let made = try await requests.vectors(texts)
            tokens = made.tokens
            items += zip(texts, made.vectors).map { Item(label: .init("text", .string(Self.clipped($0))), vector: $1) }
        }
        guard (2...Self.limit).contains(items.count) else {
            throw ArgumentFault(
                "There \(items.count == 1 ? "is" : "are") \(items.count) to compare; give 2 to \(Self.limit) in `texts`, `vectors` and `keys` together."
            )
        }
        return try answer(items, model: tokens == nil ? nil : requests.modelName, tokens)
    }

    private func rows(of set: Gateway.VectorSet) async throws -> [Item] {
        let keys = work.texts("keys")
        var found: [String: [Float]] = [:]
        try await work.environment.vectorSets.read(set.name, caller: work.caller.id) { page in
            for (row, key) in page.keys.enumerated() where keys.contains(key) {
                found[key] = try PackedVector.vector(in: page.vector(row))
            }
        }
        return try keys.map { key in
            guard let vector = found[key] else {
                throw ArgumentFault("`keys`: the set '\(set.name)' has no row '\(key)'; correct it.")
            }
            return Item(label: .init("key", .string(key)), vector: vector)
        }
    }

    private func answer(_ items: [Item], model: String?, _ tokens: Int?) throws -> ToolResult {
        let metric = work["metric"]?.string.flatMap { Metric(rawValue: $0) } ?? .cosine
        let scores: SimilarityMatrix
        do {
            scores = try Vectors.VectorSet(items.map(\.vector)).similarities(by: metric)
        } catch {
            throw ArgumentFault("These cannot be compared: \(error).")
        }
        var members: [JSONValue.Member] = [.init("metric", .string(metric.rawValue))]
        if items.count == 2 {
            members.append(.init("score", .similarity(scores[0, 1])))
        } else {
            let rows = items.indices.map { row in
                JSONValue.array(items.indices.map { .similarity(scores[row, $0]) })
            }
            members.append(.init("matrix", .array(rows)))
        }
        members.append(.init("items", .array(items.map { .object([$0.label]) })))
        members.append(.init("dimensions", .int(items[0].vector.count)))
        if let model { members.append(.init("model", .string(model))) }
        if let tokens { members.append(.init("usage", ["total_tokens": .int(tokens)])) }
        return .object(members)
    }

    private static func clipped(_ text: String) -> String { text.count > 60 ? text.prefix(60) + "…" : text }
}

extension JSONValue {
    /// A score with as many digits as it is exact to.
    static func similarity(_ score: Float) -> JSONValue { .number(score.isFinite ? score.description : "null") }
}
