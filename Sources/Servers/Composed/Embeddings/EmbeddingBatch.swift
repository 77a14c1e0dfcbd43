import Crypto
import Gateway
import JSON
import MCP
import Vectors

/// Many texts, in requests filled within the API's limits; vectors are kept round by round, so that few are in memory.
struct EmbeddingBatch: Sendable {
    let work: Work

    /// Requests on their way at once.
    static let concurrency = 4
    /// Requests and texts whose vectors are kept together.
    private static let round = (requests: 8, texts: 4_096)

    private struct State {
        var failures = EmbeddingFailures()
        var count = 0
        var dimensions: Int?
        var tokens = 0
        var requests = 0
        var set: Gateway.VectorSet?
        var files: [SavedFile] = []
    }

    func result() async throws -> ToolResult {
        let inputs = try await self.inputs()
        let requests = try await self.requests()
        var state = State()
        var sizes: [(position: Int, bytes: Int)] = []
        for (position, input) in inputs.enumerated() {
            if let reason = EmbeddingRequests.refusal(of: input.text ?? "") {
                state.failures.add(position, APIError(.invalidRequest, "the text \(reason)"))
            } else {
                sizes.append((position, input.text?.utf8.count ?? 0))
            }
        }
        let plan = EmbeddingPacking.requests(sizes)
        for (number, round) in Self.rounds(plan).enumerated() {
            let outcome = try await embed(round, of: inputs, requests, total: plan.count)
            state.tokens += outcome.tokens
            state.requests += outcome.requests
            for failure in outcome.failures { state.failures.add(failure.position, failure.error) }
            var stop = outcome.vectors.isEmpty ? outcome.failures.first?.error : nil
            do {
                try await keep(outcome, inputs, requests, &state)
            } catch let failure as StoreFailure {
                guard state.count > 0 else { throw ArgumentFault(failure.description) }
                let error = APIError(.invalidRequest, failure.description)
                for position in outcome.vectors.keys { state.failures.add(position, error) }
                stop = error
            }
            if let stop {
                // What failed for a whole round will not do better in the next one.
                let left = Self.rounds(plan).dropFirst(number + 1).joined().joined()
                for position in left { state.failures.add(position, stop) }
                break
            }
        }
        guard state.count > 0 || inputs.isEmpty else {
            throw state.failures.first ?? APIError(.malformedAnswer, "the provider answered no vectors")
        }
        return answer(state, requests)
    }

    // MARK: Input

    private func inputs() async throws -> [EmbeddingInput] {
        switch (work["texts"], work["file"]?.string) {
        case (let texts?, nil):
            let keys = work.texts("keys")
            guard keys.isEmpty || keys.count == texts.count, keys.allSatisfy({ !$0.isEmpty }) else {
                throw ArgumentFault(
                    "`keys` has \(keys.count) names for \(texts.count) texts; give one for each, none of them empty.")
            }
            return texts.elements.enumerated().map { position, text in
                EmbeddingInput(key: keys.isEmpty ? nil : keys[position], text: text.string)
            }
        case (nil, let argument?):
            var inputs: [EmbeddingInput] = []
            try await EmbeddingFile(work.file(argument, named: "file")).read { rows in
                inputs += rows.map { EmbeddingInput(key: $0.key, text: $0.text) }
            }
            guard !inputs.isEmpty else { throw ArgumentFault("`file` has no texts; give one with at least one.") }
            return inputs
        case (.some, .some): throw ArgumentFault("`texts` and `file` cannot be combined; give one of them.")
        case (nil, nil): throw ArgumentFault("There is nothing to embed; give `texts` or a `file`.")
        }
    }

    /// Rows for a set that is there are made as its other rows were.
    private func requests() async throws -> EmbeddingRequests {
        let asked = EmbeddingRequests(
            work: work, model: work["model"]?.string, dimensions: work["dimensions"]?.int)
        guard let name = work["store"]?.string,
            let set = try await work.environment.vectorSets.set(name, caller: work.caller.id)
        else { return asked }
        return try asked.matching(set)
    }

    // MARK: Rounds

    private static func rounds(_ plan: [[Int]]) -> [[[Int]]] {
        var rounds: [[[Int]]] = []
        var texts = 0
        for request in plan {
            if let last = rounds.last, last.count < round.requests, texts + request.count <= round.texts {
                rounds[rounds.count - 1].append(request)
                texts += request.count
            } else {
                rounds.append([request])
                texts = request.count
            }
        }
        return rounds
    }

    private func embed(
        _ round: [[Int]], of inputs: [EmbeddingInput], _ requests: EmbeddingRequests, total: Int
    ) async throws -> EmbeddingRequests.Outcome {
        let outcomes = try await concurrently(round, atMost: Self.concurrency) { positions in
            let outcome = try await requests.embed(positions.map { ($0, inputs[$0].text ?? "") })
            await work.progress.step(of: total)
            return outcome
        }
        return outcomes.reduce(into: EmbeddingRequests.Outcome()) { $0.add($1) }
    }

    private func keep(
        _ outcome: EmbeddingRequests.Outcome, _ inputs: [EmbeddingInput], _ requests: EmbeddingRequests,
        _ state: inout State
    ) async throws {
        let dimensions = state.dimensions ?? outcome.vectors.min { $0.key < $1.key }?.value.count
        guard let dimensions else { return }
        state.dimensions = dimensions
        var rows: [(position: Int, vector: [Float])] = []
        for (position, vector) in outcome.vectors.sorted(by: { $0.key < $1.key }) {
            guard vector.count == dimensions else {
                let text = "the provider answered \(vector.count) numbers and \(dimensions) before; name one model"
                state.failures.add(position, APIError(.malformedAnswer, text))
                continue
            }
            rows.append((position, vector))
        }
        if let name = work["store"]?.string {
            var page = try VectorRows(dimensions: dimensions)
            for row in rows {
                let input = inputs[row.position]
                let text = input.text ?? ""
                try page.append(
                    key: input.key ?? Self.key(of: text), text: text, vector: PackedVector.bytes(of: row.vector))
            }
            state.set = try await work.environment.vectorSets.append(
                page, to: name, model: requests.modelName, caller: work.caller.id, at: Surroundings.real.now())
        } else {
            let (output, lines) = (
                work.environment.output.of(work.caller), rows.map { ($0.position, inputs[$0.position], $0.vector) }
            )
            state.files.append(
                try await Blocking.run {
                    try output.save(
                        EmbeddingLines.encode(lines), prefix: "embeddings", mediaType: "application/jsonl")
                })
        }
        state.count += rows.count
    }

    /// A name that the same text always gets, so that it stands in a set once.
    private static func key(of text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(8).reduce(into: "text-") { name, byte in
            name += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }

    // MARK: Answer

    private func answer(_ state: State, _ requests: EmbeddingRequests) -> ToolResult {
        var members: [JSONValue.Member] = [
            .init("object", "embedding.batch"), .init("model", .string(requests.modelName)),
            .init("count", .int(state.count)),
        ]
        if let dimensions = state.dimensions { members.append(.init("dimensions", .int(dimensions))) }
        members.append(.init("failed", .int(state.failures.count)))
        if state.failures.count > 0 { members.append(.init("failures", state.failures.json)) }
        members.append(.init("requests", .int(state.requests)))
        members.append(.init("usage", ["total_tokens": .int(state.tokens)]))
        if let set = state.set { members.append(.init("set", set.json)) }
        if !state.files.isEmpty { members.append(.init("files", .array(state.files.map(\.json)))) }
        return .object(members)
    }
}

/// Vectors as lines of JSON, which `embedding-search` and other programs read.
enum EmbeddingLines {
    static func encode(_ rows: [(position: Int, input: EmbeddingInput, vector: [Float])]) -> [UInt8] {
        var bytes: [UInt8] = []
        for row in rows {
            var writer = JSONWriter(reserving: row.vector.count * 12 + 256)
            writer.object { line in
                line.member("index", row.position)
                if let key = row.input.key { line.member("key", key) }
                if let text = row.input.text { line.member("text", text) }
                line.key("embedding")
                // The shortest digits that give the same number again.
                line.array { list in for value in row.vector { list.raw(value.description.utf8) } }
            }
            bytes += writer.bytes
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
