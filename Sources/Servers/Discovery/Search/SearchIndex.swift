#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds tools by what somebody wants to do.
///
/// A need is read as a list of notions, each a word or what ``Synonyms`` know it to mean. A tool's score is the sum over
/// the notions of how rare the word is and how prominently the tool has it, times the share of the need that it meets.
struct SearchIndex: Sendable {
    private let documents: [SearchDocument]
    /// By stem or pair of stems: which documents have it, in their order.
    private let postings: [String: [Int]]
    /// All single stems in order, for what was written short.
    private let vocabulary: [String]
    private let rarities: [String: Double]

    init(_ documents: [SearchDocument]) {
        self.documents = documents
        var postings: [String: [Int]] = [:]
        for (position, document) in documents.enumerated() {
            for term in document.weights.keys { postings[term, default: []].append(position) }
        }
        self.postings = postings
        vocabulary = postings.keys.filter { !$0.utf8.contains(UInt8(ascii: " ")) }.sorted()
        let total = Double(documents.count)
        rarities = Dictionary(
            uniqueKeysWithValues: postings.map { term, positions in
                // A passing mention hardly makes a word common.
                let mentions = positions.reduce(0) { $0 + documents[$1].prominence(of: term) }
                return (term, log(1 + total / max(1, mentions)) * (Terms.verbs.contains(term) ? 0.6 : 1))
            })
    }

    /// Positions of the documents that fit a need, best first; of equal ones the earlier first.
    func search(_ need: String, prominence: (Int) -> Double = { _ in 1 }) -> [Int] {
        let question = Question(need, in: self)
        guard !question.notions.isEmpty else { return [] }
        var scores: [Int: Double] = [:]
        for term in question.terms {
            for position in postings[term] ?? [] where scores[position] == nil {
                scores[position] = question.score(documents[position]) * prominence(position)
            }
        }
        return scores.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// How much a stem tells documents apart; 0 if no document has it.
    func rarity(_ term: String) -> Double { rarities[term] ?? 0 }

    /// Stems that a shortened or lengthened word may stand for.
    func relatives(of term: String) -> [String] {
        guard term.utf8.count >= 3 else { return [] }
        return vocabulary.filter { $0.hasPrefix(term) || $0.utf8.count >= 5 && term.hasPrefix($0) }
    }
}
