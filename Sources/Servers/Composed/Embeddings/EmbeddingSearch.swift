import Gateway
import JSON
import MCP
import Vectors

/// The rows closest to a query, of texts, a set or a file, each read once and in parts.
struct EmbeddingSearch: Sendable {
    let work: Work

    /// Rows without a vector that a search may embed; more belong into a set, where they are paid for once.
    private static let embedLimit = 20_000
    /// Rows that are compared at once.
    private static let block = 4_096

    private struct State {
        var ranking: EmbeddingRanking
        var requests: EmbeddingRequests
        /// The query, once it is a vector.
        var query: [Float]?
        var tokens = 0
        var embedded = 0
        var waiting: [EmbeddingInput] = []
    }

    func result() async throws -> ToolResult {
        let metric = work["metric"]?.string.flatMap { Metric(rawValue: $0) } ?? .cosine
        let search = VectorSearch(
            metric, count: work["top_k"]?.int ?? 10, threshold: work["threshold"]?.double.map { Float($0) })
        var state = State(
            ranking: EmbeddingRanking(search),
            requests: EmbeddingRequests(
                work: work, model: work["model"]?.string, dimensions: work["dimensions"]?.int))
        switch (work["query"]?.string, work["vector"]) {
        case (.some, nil): break
        case (nil, let vector?): state.query = try EmbeddingInput.vector(vector, named: "vector")
        case (.some, .some): throw ArgumentFault("`query` and `vector` cannot be combined; give one of them.")
        case (nil, nil): throw ArgumentFault("There is nothing to look for; give `query` or `vector`.")
        }
        try await read(into: &state)
        var members: [JSONValue.Member] = [
            .init("object", "list"), .init("data", state.ranking.json), .init("metric", .string(metric.rawValue)),
            .init("searched", .int(state.ranking.searched)),
        ]
        if let query = state.query { members.append(.init("dimensions", .int(query.count))) }
        if state.tokens > 0 {
            members.append(.init("model", .string(state.requests.modelName)))
            members.append(.init("usage", ["total_tokens": .int(state.tokens)]))
        }
        return .object(members)
    }

    // MARK: Rows

    private func read(into state: inout State) async throws {
        let sources = ["texts", "set", "file"].filter { work[$0] != nil }
        guard let source = sources.first, sources.count == 1 else {
            throw ArgumentFault("It is not said what to search; give one of `texts`, `set` and `file`.")
        }
        switch source {
        case "set":
            let set = try await work.set(work["set"]?.string ?? "", named: "set")
            state.requests = try state.requests.matching(set)
            try await prepareQuery(&state, dimensions: set.dimensions)
            try await work.environment.vectorSets.read(set.name, caller: work.caller.id) { page in
                try await compare(try Self.block(page), &state)
            }
        case "texts":
            state.waiting = work.texts("texts").map { EmbeddingInput(text: $0) }
            try await searchWaiting(&state)
        default:
            try await EmbeddingFile(work.file(work["file"]?.string ?? "", named: "file")).read { rows in
                state.waiting += rows
                if state.waiting.count >= Self.block { try await searchWaiting(&state) }
            }
            try await searchWaiting(&state)
        }
    }

    private static func block(_ page: VectorRows) throws -> Vectors.VectorSet {
        var block = try Vectors.VectorSet(dimensions: page.dimensions)
        block.reserve(page.count)
        for row in 0..<page.count {
            try block.append(
                PackedVector.vector(in: page.vector(row)), key: page.keys[row], text: page.texts[row])
        }
        return block
    }

    /// Searches the rows that wait; those that are texts only are embedded first.
    private func searchWaiting(_ state: inout State) async throws {
        var rows = state.waiting
        state.waiting = []
        guard let first = rows.first else { return }
        if let length = first.vector?.count ?? state.query?.count { state.requests = state.requests.matching(length) }
        try await prepareQuery(&state, dimensions: first.vector?.count)
        let bare = rows.indices.filter { rows[$0].vector == nil }
        state.embedded += bare.count
        guard state.embedded <= Self.embedLimit else {
            throw ArgumentFault(
                "More than \(Self.embedLimit) texts have no vector; embed them once with embedding-batch and `store`, then search the set."
            )
        }
        if !bare.isEmpty {
            let made = try await state.requests.vectors(bare.map { rows[$0].text ?? "" })
            state.tokens += made.tokens
            for (position, vector) in zip(bare, made.vectors) { rows[position].vector = vector }
        }
        var block = try Vectors.VectorSet(dimensions: state.query?.count ?? 0)
        for (position, row) in rows.enumerated() {
            do {
                try block.append(row.vector ?? [], key: row.key, text: row.text)
            } catch {
                throw ArgumentFault("Row \(state.ranking.searched + position + 1): \(error).")
            }
        }
        try await compare(block, &state)
    }

    // MARK: Comparing

    private func prepareQuery(_ state: inout State, dimensions: Int?) async throws {
        if state.query == nil, let text = work["query"]?.string {
            let made = try await state.requests.vectors([text])
            state.query = made.vectors.first
            state.tokens += made.tokens
        }
        guard let query = state.query, let dimensions, query.count != dimensions else { return }
        throw ArgumentFault(
            "The query has \(query.count) dimensions and the rows have \(dimensions); use the model that made the rows."
        )
    }

    private func compare(_ block: Vectors.VectorSet, _ state: inout State) async throws {
        do {
            let query = try Vectors.VectorSet([state.query ?? []])
            let found = try await block.nearestOnAllCores(to: query, state.ranking.search)
            state.ranking.add(block, nearest: found.first ?? [])
        } catch let error as VectorError {
            throw ArgumentFault("The search cannot be made: \(error).")
        }
    }
}
