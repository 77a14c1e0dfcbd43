import Testing

@testable import Gateway

@Suite struct CandidateOrderTests {
    private func order(
        _ strategy: Route.Strategy, weights: [Double] = [1, 1, 1], random: Double = 0,
        facts: [CandidateOrder.Facts] = [.init(), .init(), .init()]
    ) -> [Int] {
        let route = ResolvedRoute(
            name: "r", strategy: strategy,
            candidates: weights.enumerated().map { .init(provider: $0, name: "p\($0)", model: nil, weight: $1) })
        return CandidateOrder.order(route, random: { random }) { facts[$0] }
    }

    @Test func priorityIsTheOrderWritten() { #expect(order(.priority) == [0, 1, 2]) }

    @Test(arguments: [(0.0, [0, 1, 2]), (0.24, [0, 1, 2]), (0.25, [1, 0, 2]), (0.99, [1, 0, 2])])
    func weightsAreShares(_ random: Double, _ expected: [Int]) {
        #expect(order(.weighted, weights: [1, 3, 0], random: random).first == expected[0])
        #expect(order(.weighted, weights: [1, 3, 0], random: random).last == 2, "of no weight: last")
    }

    @Test func chanceDrawsByWeight() {
        let draws = 1_000
        let first = (0..<draws).map { order(.weighted, weights: [1, 2, 7], random: Double($0) / Double(draws))[0] }
        #expect([0, 1, 2].map { position in first.count { $0 == position } } == [100, 200, 700])
    }

    @Test func fewestInFlight() {
        #expect(
            order(.leastInFlight, facts: [.init(inFlight: 4), .init(inFlight: 1), .init(inFlight: 1)]) == [1, 2, 0])
    }

    @Test func soonestAnswerAndTheUnknownFirst() {
        #expect(
            order(.lowestLatency, facts: [.init(latency: 0.4), .init(latency: 0.2), .init(latency: 0.3)]) == [1, 2, 0])
        #expect(order(.lowestLatency, facts: [.init(latency: 0.4), .init(), .init(latency: 0.3)]) == [1, 2, 0])
    }

    @Test func cheapestAndTheUnknownLast() {
        #expect(order(.cheapest, facts: [.init(), .init(price: 3), .init(price: 2)]) == [2, 1, 0])
    }
}
