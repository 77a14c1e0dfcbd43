import Catalogue
import Synchronization
import TestSupport
import Testing

@testable import Gateway

/// For any schedule of faults: no call is bought twice unless the table allows it.
@Suite struct NeverTwiceTests {
    /// A provider that answers by chance and counts for what it would send a bill.
    private final class Vendor: Upstream {
        private let random: Mutex<Dice>
        /// Calls whose work is done: an answer came, or broke off after the work.
        let billed = Mutex<[String: Int]>([:])

        init(seed: UInt64) { random = Mutex(Dice(seed: seed)) }

        func send(_ call: Call) async throws -> Answer {
            let number = call.headers["X-Number"] ?? ""
            let key = call.headers["Idempotency-Key"]
            func bill() {
                // Who sends its key again is not charged again.
                billed.withLock { $0[number] = key == nil ? $0[number, default: 0] + 1 : 1 }
            }
            switch random.withLock({ $0.next() % 12 }) {
            case 0: throw UpstreamFailure(.connect, mayHaveBeenSent: false, "refused")
            case 1: throw UpstreamFailure(.reset, mayHaveBeenSent: false, "reset early")
            case 2:
                bill()
                throw UpstreamFailure(.reset, mayHaveBeenSent: true, "reset late")
            case 3:
                bill()
                throw UpstreamFailure(.timeout, mayHaveBeenSent: true, "no answer")
            case 4: return Answer(status: 429, headers: Headers([("retry-after", "3")]), body: .bytes([]))
            case 5: return Answer(status: 500, body: .bytes([]))
            case 6: return Answer(status: 503, body: .bytes([]))
            case 7: return Answer(status: 401, body: .bytes([]))
            case 8: return Answer(status: 400, body: .bytes([]))
            default:
                bill()
                return Answer(status: 200, body: .bytes([]))
            }
        }
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func noScheduleBuysTwice(_ seed: UInt64) async throws {
        let vendors = (0..<3).map { Vendor(seed: seed &* 31 &+ UInt64($0)) }
        let clock = Clock()
        let random = Mutex(Dice(seed: seed))
        var surroundings = clock.surroundings
        surroundings.random = { Double(random.withLock { $0.next() } >> 11) / Double(1 << 53) }
        let providers = vendors.indices.map { index in
            Provider(
                name: "p\(index)", dialect: .compatible, baseURL: "",
                keys: FixedKeys([SecretString("k\(index)a"), SecretString("k\(index)b")]))
        }
        let strategy = Route.Strategy.allCases[Int(seed) % Route.Strategy.allCases.count]
        let plan = RoutePlan(routes: [
            Route(name: "r", endpoints: [Glob("*")], targets: providers.map { .init($0.name) }, strategy: strategy)
        ])
        let set = ProviderSet(
            zip(providers, vendors).map { provider, vendor in
                let stages: [any Stage] = [
                    Limit(provider, in: surroundings), Adapt(lacks: { _, _ in false }, outputLimit: { _ in nil }),
                    Authorise(provider, in: surroundings),
                ]
                return .init(provider, upstream: Pipeline(stages, upstream: vendor))
            }, in: surroundings)
        let pipeline = Pipeline(
            [
                Resolve(try RouteTable(plan, providers: providers), among: set),
                Retry(RetryPolicy(maxRetries: 2), in: surroundings), Choose(among: set, in: surroundings),
            ], upstream: set)
        for number in 0..<40 {
            var call = try chatCall()
            if number % 3 == 0 { call = Call(jobEndpoint, body: call.body) }
            call.headers["X-Number"] = "\(number)"
            if number % 4 == 0 { call.headers["Idempotency-Key"] = "key-\(number)" }
            _ = try? await pipeline.send(call)
            let bills = vendors.reduce(0) { $0 + $1.billed.withLock { $0["\(number)"] ?? 0 } }
            #expect(bills <= 1, "call \(number) was bought \(bills) times")
            clock.pass(1)
        }
    }
}
