import JSON

/// Log probabilities for each piece of a text. An extractive model is always rather sure; how sure is drawn by seed.
enum LogProbs {
    /// One entry for each piece. With `bytes` as chat completions and response items have them.
    static func entries(for text: String, top: Int, seed: UInt64, withBytes: Bool = true) -> [JSONValue] {
        let pieces = Pieces.split(text)
        return pieces.indices.map { position in
            var identity = Identity(seed: seed ^ Identity.hash(pieces[position].utf8, basis: UInt64(position)))
            let chosen = -identity.unit() * 0.1
            var others: [JSONValue] = []
            var logprob = chosen
            for rank in 0..<top {
                let token = rank == 0 ? pieces[position] : pieces[(position + rank * 7 + 1) % pieces.count]
                others.append(entry(token, logprob, withBytes: withBytes))
                logprob -= 2.5 + identity.unit()
            }
            guard case .object(var members) = entry(pieces[position], chosen, withBytes: withBytes) else {
                return .null
            }
            members.append(.init("top_logprobs", .array(others)))
            return .object(members)
        }
    }

    private static func entry(_ token: Substring, _ logprob: Double, withBytes: Bool) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("token", .string(String(token))), .init("logprob", .double((logprob * 1e6).rounded() / 1e6)),
        ]
        if withBytes { members.append(.init("bytes", .array(token.utf8.map { .int(Int($0)) }))) }
        return .object(members)
    }
}
