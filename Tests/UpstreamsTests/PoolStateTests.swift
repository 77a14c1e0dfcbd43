import Testing

@testable import Upstreams

/// Who gets which connection.
@Suite struct PoolStateTests {
    private final class Thing {}
    private typealias Pool = PoolState<Thing, Thing>

    /// Holds the state, which changes where it is asked.
    private final class Subject {
        private var state: Pool
        init(open: Int = 10, idle: Int = 10) { state = Pool(open: open, idle: idle) }

        func request(_ waiter: Thing) -> Pool.Grant { state.request(waiter) }
        func withdraw(_ waiter: Thing) { state.withdraw(waiter) }
        func opened(_ connection: Thing) -> Pool.Assignment { state.opened(connection) }
        func free(_ connection: Thing) -> Pool.Assignment { state.free(connection) }
        func failedToOpen() -> (waiter: Thing?, opensAnother: Bool) { state.failedToOpen() }
        func closed(_ connection: Thing) -> Bool { state.closed(connection) }
        func close() -> (waiters: [Thing], connections: [Thing]) { state.close() }
    }

    private func name(_ grant: Pool.Grant) -> String {
        switch grant {
        case .use: "use"
        case .open: "open"
        case .wait: "wait"
        case .refuse: "refuse"
        }
    }

    private func served(_ assignment: Pool.Assignment) -> Thing? {
        if case .serve(let waiter) = assignment { waiter } else { nil }
    }

    @Test func eachWaiterGetsOneAndTheLastUsedServesFirst() throws {
        let pool = Subject()
        let (one, two, first, second) = (Thing(), Thing(), Thing(), Thing())
        #expect(name(pool.request(one)) == "open")
        #expect(name(pool.request(two)) == "open")
        #expect(served(pool.opened(first)) === one)
        #expect(served(pool.opened(second)) === two)
        for connection in [second, first] {
            guard case .keep = pool.free(connection) else {
                Issue.record("not kept")
                return
            }
        }
        guard case .use(let connection) = pool.request(one) else {
            Issue.record("none used")
            return
        }
        #expect(connection === first)
    }

    @Test func aConnectionThatComesFreeServesWhoWaitsLongest() {
        let pool = Subject(open: 1)
        let (one, two, three, connection) = (Thing(), Thing(), Thing(), Thing())
        #expect(name(pool.request(one)) == "open")
        #expect(name(pool.request(two)) == "wait")
        #expect(name(pool.request(three)) == "wait")
        #expect(served(pool.opened(connection)) === one)
        pool.withdraw(two)
        #expect(served(pool.free(connection)) === three)
        // It breaks while nobody waits, then while somebody does.
        #expect(pool.closed(connection) == false)
        #expect(name(pool.request(two)) == "open")
        let next = Thing()
        #expect(served(pool.opened(next)) === two)
        #expect(name(pool.request(three)) == "wait")
        #expect(pool.closed(next))
        #expect(pool.closed(next) == false)
    }

    @Test func aFailureIsToldToOneAndTheOthersHaveTheirOwn() {
        let pool = Subject(open: 2)
        let (one, two, three) = (Thing(), Thing(), Thing())
        #expect([one, two, three].map { name(pool.request($0)) } == ["open", "open", "wait"])
        let first = pool.failedToOpen()
        #expect(first.waiter === one && first.opensAnother)
        let second = pool.failedToOpen()
        #expect(second.waiter === two && !second.opensAnother)
        pool.withdraw(three)
        let third = pool.failedToOpen()
        #expect(third.waiter == nil && !third.opensAnother)
    }

    @Test func whatNobodyNeedsIsClosed() {
        let pool = Subject(idle: 1)
        let connections = [Thing(), Thing()]
        for connection in connections {
            _ = pool.request(Thing())
            _ = pool.opened(connection)
        }
        guard case .keep = pool.free(connections[0]), case .close = pool.free(connections[1]) else {
            Issue.record("the limit is not kept")
            return
        }
    }

    @Test func aClosedPoolTakesNothing() {
        let pool = Subject()
        let (one, connection) = (Thing(), Thing())
        _ = pool.request(Thing())
        _ = pool.opened(connection)
        _ = pool.request(one)
        let left = pool.close()
        #expect(left.waiters.count == 1 && left.waiters.first === one)
        #expect(left.connections.count == 1 && left.connections.first === connection)
        #expect(name(pool.request(Thing())) == "refuse")
        guard case .close = pool.opened(Thing()), case .close = pool.free(connection) else {
            Issue.record("kept")
            return
        }
        #expect(!pool.closed(connection))
    }
}
