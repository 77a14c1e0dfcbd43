import JSON
import Vectors

/// The closest rows of all that have been searched so far.
struct EmbeddingRanking: Sendable {
    let search: VectorSearch
    private(set) var searched = 0
    private var hits: [Hit] = []

    private struct Hit {
        let index: Int
        let key: String?
        let text: String?
        let score: Float
    }

    init(_ search: VectorSearch) { self.search = search }

    /// Takes in the rows that follow those before.
    mutating func add(_ rows: Vectors.VectorSet, nearest: [Neighbour]) {
        let moreIsCloser = search.metric.moreIsCloser
        hits += nearest.map { found in
            Hit(index: searched + found.row, key: found.key, text: rows.text(at: found.row), score: found.score)
        }
        hits.sort { one, other in
            one.score == other.score ? one.index < other.index : (one.score > other.score) == moreIsCloser
        }
        hits.removeSubrange(min(hits.count, search.count)...)
        searched += rows.count
    }

    var json: JSONValue {
        .array(
            hits.map { hit in
                var members: [JSONValue.Member] = [.init("index", .int(hit.index))]
                if let key = hit.key { members.append(.init("key", .string(key))) }
                if let text = hit.text, !text.isEmpty { members += Self.shown(text) }
                members.append(.init("score", .similarity(hit.score)))
                return .object(members)
            })
    }

    /// The beginning of a long text, and that it is no more than that.
    private static func shown(_ text: String) -> [JSONValue.Member] {
        guard text.count > 500 else { return [.init("text", .string(text))] }
        return [.init("text", .string(text.prefix(500) + "…")), .init("text_characters", .int(text.count))]
    }
}
