/// In which order the candidates of a route are asked.
enum CandidateOrder {
    /// What a strategy goes by.
    struct Facts {
        /// Calls under way at the provider.
        var inFlight = 0
        /// Average seconds until an answer begins; nil: not known.
        var latency: Double?
        /// Price of its model, in any one unit; nil: not known.
        var price: Double?
    }

    /// Positions of the candidates, the best first. Equals stay in the operator's order. `random` is in 0..<1.
    static func order(
        _ route: ResolvedRoute, random: () -> Double, facts: (_ position: Int) -> Facts
    ) -> [Int] {
        let positions = Array(route.candidates.indices)
        func sorted(by key: (Facts) -> Double) -> [Int] {
            positions.map { ($0, key(facts($0))) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
        }
        switch route.strategy {
        case .priority: return positions
        case .weighted: return weighted(route.candidates.map(\.weight), random())
        case .leastInFlight: return sorted { Double($0.inFlight) }
        // One that nobody knows is asked first, or it would never become known.
        case .lowestLatency: return sorted { $0.latency ?? 0 }
        case .cheapest: return sorted { $0.price ?? .infinity }
        }
    }

    /// One position by chance, then the others by weight.
    private static func weighted(_ weights: [Double], _ random: Double) -> [Int] {
        var rest = random * weights.reduce(0, +)
        let others = weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
        let first = weights.indices.first { position in
            rest -= weights[position]
            return rest < 0 && weights[position] > 0
        }
        guard let first else { return others }
        return [first] + others.filter { $0 != first }
    }
}
