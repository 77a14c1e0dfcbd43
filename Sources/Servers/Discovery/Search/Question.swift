/// A need, read against an index.
struct Question {
    /// One thing that is asked for: any of these readings.
    struct Notion {
        var readings: [Reading]
        /// How much of the need it is.
        var weight: Double
    }

    /// Stems that mean a notion together, and how surely they do.
    struct Reading {
        let terms: [(term: String, rarity: Double)]
        let certainty: Double

        /// What the reading is worth where a document is about nothing else.
        var worth: Double { certainty * breadth * terms.reduce(0) { $0 + $1.rarity } }

        /// Two words say more than one, but not twice as much.
        var breadth: Double { (1 + 0.3 * Double(terms.count - 1)) / Double(terms.count) }
    }

    let notions: [Notion]
    private let pairs: [(term: String, rarity: Double)]
    private let stems: Set<String>

    /// Every stem by which a document can fit.
    var terms: Set<String> {
        notions.reduce(into: []) { terms, notion in
            for reading in notion.readings { terms.formUnion(reading.terms.map(\.term)) }
        }
    }

    init(_ need: String, in index: SearchIndex) {
        let stems = Terms.of(need)
        func reading(_ terms: [String], _ certainty: Double) -> Reading? {
            let known = terms.map { ($0, index.rarity($0)) }
            guard !known.isEmpty, known.allSatisfy({ $0.1 > 0 }) else { return nil }
            return Reading(terms: known, certainty: certainty)
        }
        var notions: [Notion] = []
        // A saying of several words means something else than its words do, so it stands for them.
        var words = stems[...]
        while let word = words.first {
            let length = Synonyms.saying(at: words)
            var readings: [Reading] = []
            if length > 1 {
                readings = Synonyms.meanings(of: Array(words.prefix(length))).compactMap { reading($0, 1) }
                // What names have as it stands needs no other meaning.
                if let own = reading(Array(words.prefix(length)), 0.9) { readings.append(own) }
            }
            words = words.dropFirst(readings.isEmpty ? 1 : length)
            if readings.isEmpty {
                readings = [reading([word], 1)].compactMap { $0 }
                if readings.isEmpty { readings = index.relatives(of: word).compactMap { reading([$0], 0.6) } }
                readings += Synonyms.meanings(of: [word]).compactMap { reading($0, 0.85) }
            }
            if !readings.isEmpty { notions.append(Notion(readings: readings, weight: 0)) }
        }
        self.notions = notions.map { notion in
            Notion(readings: notion.readings, weight: notion.readings.map(\.worth).max() ?? 0)
        }
        let neighbours = Set(zip(stems, stems.dropFirst()).map { "\($0) \($1)" }).sorted()
        pairs = neighbours.map { ($0, index.rarity($0)) }.filter { $0.1 > 0 }
        var all = Set(stems)
        for notion in notions { for reading in notion.readings { all.formUnion(reading.terms.map(\.term)) } }
        self.stems = all
    }

    /// How well a document fits; 0 if it does not.
    func score(_ document: SearchDocument) -> Double {
        var score = 0.0
        var met = 0.0
        var whole = 0.0
        for notion in notions {
            let best = notion.readings.map { value($0, in: document) }.max() ?? 0
            score += best
            whole += notion.weight
            if best > 0 { met += notion.weight * min(1, best / max(notion.weight, 0.01) * 1.5) }
        }
        guard score > 0, whole > 0 else { return 0 }
        for pair in pairs { score += 0.5 * value(pair, in: document) }
        // What a name says beyond the need makes it a more special thing than was asked for.
        let beyond = document.name.subtracting(stems).count
        return score * (0.4 + 0.6 * met / whole) * (1 - min(0.35, 0.08 * Double(beyond)))
    }

    private func value(_ reading: Reading, in document: SearchDocument) -> Double {
        var sum = 0.0
        for term in reading.terms {
            let value = value(term, in: document)
            if value == 0 { return 0 }
            sum += value
        }
        return sum * reading.certainty * reading.breadth
    }

    private func value(_ term: (term: String, rarity: Double), in document: SearchDocument) -> Double {
        term.rarity * document.prominence(of: term.term)
    }
}
