/// A conversation read for one question: its passages, ranked.
struct Reading: Sendable {
    let question: Question
    let passages: [Passage]
    /// How much a passage counts for where it stands: what the user gave more than what was answered before.
    private let weights: [Double]
    private let ranker: Ranker
    private let terms: [String]

    init(_ conversation: Conversation) {
        let asked = conversation.asked?.text ?? conversation.turns.last?.text ?? ""
        let question = Question(in: asked)
        var passages: [Passage] = []
        var weights: [Double] = []
        var block = 0
        func add(_ text: String, weight: Double) {
            for var passage in Passage.split(text) {
                passage.block += block
                let isQuestion = passage.text.hasSuffix("?") && weight <= 1
                let isHeading = passage.kind == .heading
                passages.append(passage)
                weights.append(weight * (isQuestion ? 0.15 : 1) * (isHeading ? 0.3 : 1))
            }
            block = (passages.last?.block ?? block) + 1
        }
        let askedAt = conversation.askedAt
        for (position, turn) in conversation.turns.enumerated() where position != askedAt {
            switch turn.role {
            case .instruction: add(turn.text, weight: 0.95)
            case .user: add(turn.text, weight: 1)
            case .assistant: add(OfflineVoice.unprefixed(turn.text), weight: 0.5)
            case .result: add(ToolResult.readable(turn.text), weight: position > (askedAt ?? 0) ? 2 : 1.01)
            case .call: break
            }
        }
        add(question.context, weight: 1)
        self.question = question
        self.passages = passages
        self.weights = weights
        ranker = Ranker(passages)
        var terms = Words.terms(question.text)
        if terms.count < 2, let askedAt {
            let before = conversation.turns[..<askedAt].last { $0.role == .user }
            terms += Words.terms(before.map { Question(in: $0.text).text } ?? "")
        }
        // A message without an end to its question is no reason to compare every word with every other.
        self.terms = Array(terms.prefix(64))
    }

    /// The passages that answer the question, in the order of the text; none where nothing fits.
    ///
    /// `skipping` leaves out that many of the best, for a second opinion.
    func findings(atMost limit: Int = 3, skipping: Int = 0) -> [Passage] {
        if question.wantsSummary, let summary = summary(atMost: limit) { return summary }
        return pick(ranker.scores(for: terms), atMost: limit, skipping: skipping)
    }

    /// The passage that fits some words best, for filling a field.
    func passage(about words: String) -> Passage? {
        pick(ranker.scores(for: Words.terms(words)), atMost: 1, skipping: 0).first
    }

    private func pick(_ scores: [Ranker.Score], atMost limit: Int, skipping: Int) -> [Passage] {
        let bonus = question.bonus
        var values = scores.indices.map { scores[$0].value * weights[$0] * bonus(passages[$0]) }
        for position in values.indices.dropFirst() where passages[position].block == passages[position - 1].block {
            if scores[position].coverage > 0 {
                values[position] += 0.12 * scores[position - 1].value * weights[position - 1]
            }
        }
        var seen: Set<String> = []
        let ranked = values.indices
            .filter { scores[$0].coverage >= 0.2 && values[$0] > 0 }
            .sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] > values[$1] }
            .filter { seen.insert(passages[$0].text).inserted }
        let rest = ranked.count > skipping ? ranked.dropFirst(skipping) : ranked[...]
        guard let best = rest.first else { return [] }
        let chosen = rest.prefix(limit).filter { values[$0] >= 0.7 * values[best] }
        return withContinuation(chosen.sorted(), atMost: limit).map { passages[$0] }
    }

    /// A sentence that ends with a colon, or a heading, is nothing without what follows it.
    private func withContinuation(_ chosen: [Int], atMost limit: Int) -> [Int] {
        guard limit > 1 else { return chosen }
        var all = chosen
        for position in chosen {
            let lead = passages[position]
            guard lead.text.hasSuffix(":") || lead.kind == .heading else { continue }
            let following = passages[(position + 1)...].prefix { next in
                next.kind != .heading && (lead.kind == .heading || next.block == lead.block && next.kind != .sentence)
            }
            all += following.indices.prefix(lead.kind == .heading ? 2 : 8)
        }
        return Set(all).sorted()
    }

    private func summary(atMost limit: Int) -> [Passage]? {
        let centrality = ranker.centrality()
        let candidates = passages.indices.filter { passages[$0].kind != .heading && passages[$0].kind != .code }
        guard candidates.count > 1 else { return nil }
        let values = Dictionary(
            uniqueKeysWithValues: candidates.enumerated().map { order, position in
                let lead = (1 + 3 / Double(order + 1)) * (passages[position].kind == .sentence ? 1.3 : 1)
                return (position, centrality[position] * weights[position] * lead)
            })
        let best = candidates.sorted { (values[$0] ?? 0, $1) > (values[$1] ?? 0, $0) }.prefix(limit)
        return best.sorted().map { passages[$0] }
    }
}
