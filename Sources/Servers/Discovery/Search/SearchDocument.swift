import Catalogue

/// What is searched of one tool, and how much each part of it counts.
struct SearchDocument {
    /// Weight of each stem, and of each pair of stems that stand side by side as `one two`.
    let weights: [String: Double]
    /// Stems of the tool's name.
    let name: Set<String>

    init(_ entry: Reach.Entry) {
        let offer = entry.offer
        var weights: [String: Double] = [:]
        func add(_ text: String, _ weight: Double, pairs: Double = 0) {
            let terms = Terms.of(text)
            for term in Set(terms) { weights[term, default: 0] += weight }
            guard pairs > 0 else { return }
            for pair in Set(zip(terms, terms.dropFirst()).map { "\($0) \($1)" }) { weights[pair, default: 0] += pairs }
        }
        add(offer.name, 4, pairs: 4)
        for alias in offer.aliases { add(alias, 2) }
        add(offer.summary, 2.5, pairs: 2)
        add("\(entry.server) \(entry.title)", 1.5, pairs: 1)
        if case .endpoint(let endpoint) = offer { add(endpoint.path, 1) }
        for field in offer.fields {
            // Nearly every tool has them, so they tell none apart.
            guard !["limit", "after", "order", "fields", "metadata", "model", "user"].contains(field.name) else {
                continue
            }
            add(field.name, field.isListed ? 0.8 : 0.4)
            add(field.summary, field.isListed ? 0.5 : 0.25)
            for value in field.shape.values { add(value, 0.4) }
        }
        self.weights = weights
        name = Set(Terms.of(offer.name))
    }

    /// How much a stem is what the tool is about, 0 to 1: the second mention says less than the first.
    func prominence(of term: String) -> Double {
        guard let weight = weights[term] else { return 0 }
        return weight / (weight + 1.5)
    }
}

extension Shape {
    /// The known values of a text.
    fileprivate var values: [String] {
        guard case .string(let values, _, _) = self else { return [] }
        return values
    }
}
