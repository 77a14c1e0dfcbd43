#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ranks passages by how well they answer a question: BM25 over stems, with headings and neighbours as context.
struct Ranker: Sendable {
    /// One passage and the stems in it.
    private struct Entry: Sendable {
        var frequency: [String: Double]
        var length: Double
        /// Below one for what seldom answers: a block of code shares words with a question by chance.
        var weight: Double
    }

    /// How well a passage fits.
    struct Score: Sendable {
        var value = 0.0
        /// Share of the question's meaning that the passage has, 0...1.
        var coverage = 0.0
    }

    private let entries: [Entry]
    private let idf: [String: Double]
    private let highestIDF: Double
    private let averageLength: Double

    init(_ passages: [Passage]) {
        var entries: [Entry] = []
        var documents: [String: Double] = [:]
        for passage in passages {
            let terms = Words.terms(passage.text)
            var frequency: [String: Double] = [:]
            for term in terms { frequency[term, default: 0] += 1 }
            for term in Set(Words.terms(passage.heading)) { frequency[term, default: 0] += 0.5 }
            for term in frequency.keys { documents[term, default: 0] += 1 }
            entries.append(
                Entry(frequency: frequency, length: Double(terms.count), weight: passage.kind == .code ? 0.5 : 1))
        }
        let total = Double(entries.count)
        self.entries = entries
        idf = documents.mapValues { Ranker.rarity($0, of: total) }
        highestIDF = Ranker.rarity(0, of: total)
        averageLength = max(1, entries.reduce(0) { $0 + $1.length } / max(1, total))
    }

    private static func rarity(_ count: Double, of total: Double) -> Double {
        1 + log(1 + (total - count + 0.5) / (count + 0.5))
    }

    /// A score for each passage; terms of a question that no passage has still count against coverage.
    func scores(for question: [String]) -> [Score] {
        var unique: [String] = []
        for term in question where !unique.contains(term) { unique.append(term) }
        let kin = Dictionary(uniqueKeysWithValues: unique.map { ($0, relatives(of: $0)) })
        let total = unique.reduce(0) { $0 + (idf[$1] ?? highestIDF) }
        guard total > 0 else { return entries.map { _ in Score() } }
        return entries.map { entry in
            var score = Score()
            for term in unique {
                var best = 0.0
                var weight = 0.0
                for (relative, closeness) in kin[term] ?? [] {
                    guard let frequency = entry.frequency[relative], let rarity = idf[relative] else { continue }
                    let norm = 1.2 * (0.5 + 0.5 * entry.length / averageLength)
                    let value = closeness * rarity * frequency * 2.2 / (frequency + norm)
                    if value > best {
                        best = value
                        weight = closeness * (idf[term] ?? highestIDF) * min(1, frequency + 0.25)
                    }
                }
                score.value += best
                score.coverage += weight / total
            }
            score.value *= entry.weight * (0.4 + 0.6 * score.coverage)
            return score
        }
    }

    /// How central each passage is to the whole text, for summaries.
    func centrality() -> [Double] {
        var centre: [String: Double] = [:]
        for entry in entries { for (term, count) in entry.frequency { centre[term, default: 0] += min(count, 1) } }
        let total = Double(max(1, entries.count))
        return entries.map { entry in
            guard entry.length >= 4 else { return 0 }
            let sum = entry.frequency.keys.reduce(0) { $0 + (centre[$1] ?? 0) / total * (idf[$1] ?? 0) }
            return sum / (entry.length + 12)
        }
    }

    /// The term itself and words of the text that begin alike, such as "licence" for "license".
    private func relatives(of term: String) -> [(String, Double)] {
        var found: [(String, Double)] = idf[term] == nil ? [] : [(term, 1)]
        guard term.utf8.count >= 4 else { return found }
        for other in idf.keys where other != term {
            let longer = max(term.utf8.count, other.utf8.count)
            let shared = zip(term.utf8, other.utf8).prefix { $0 == $1 }.count
            if shared >= 4, Double(shared) >= 0.7 * Double(longer) { found.append((other, 0.6)) }
        }
        return found.sorted { $0.0 < $1.0 }
    }
}
