import Catalogue
import JSON
import Synchronization
import TestSupport
import Testing

@testable import Gateway

let chatEndpoint = Endpoint("chat", .post, "/chat/completions", "Chat.", .creates, as: .chat, billable: true)
let listEndpoint = Endpoint("models", .get, "/models", "List.", .reads)
let jobEndpoint = Endpoint("job", .post, "/jobs", "Start a job.", .creates)

func chatCall(_ json: String = #"{"model":"m"}"#, caller: Caller = .local) throws -> Call {
    var members = Members()
    for (key, value) in try JSONDocument(json).root.members { members[key] = value.raw }
    return Call(chatEndpoint, body: .json(members), caller: caller)
}

/// Time and chance that a test decides.
final class Clock: Sendable {
    let time = Mutex(0.0)
    let naps = Mutex<[Double]>([])
    let chance = Mutex<[Double]>([])

    var surroundings: Surroundings {
        Surroundings(
            sleep: { [self] span in
                try Task.checkCancellation()
                let seconds = span / .seconds(1)
                naps.withLock { $0.append(seconds) }
                time.withLock { $0 += seconds }
            },
            random: { [self] in chance.withLock { $0.isEmpty ? 0 : $0.removeFirst() } },
            now: { [self] in time.withLock { $0 } })
    }

    func pass(_ seconds: Double) { time.withLock { $0 += seconds } }
}

/// A gateway of scripted providers, named `a`, `b`, ...
struct Rig {
    let clock = Clock()
    let upstreams: [ScriptedUpstream]
    let set: ProviderSet
    let pipeline: Pipeline

    init(
        _ scripts: [[Result<Answer, any Error>]], plan: RoutePlan? = nil, strategy: Route.Strategy = .priority,
        policy: RetryPolicy = RetryPolicy(maxRetries: 0), own: Bool = true,
        change: (inout [Provider]) -> Void = { _ in }
    ) throws {
        let names = ["a", "b", "c", "d"].prefix(scripts.count)
        var providers = names.map { name in
            Provider(name: name, dialect: .compatible, baseURL: "http://\(name)", key: SecretString("key-\(name)"))
        }
        change(&providers)
        let plan =
            plan ?? RoutePlan(routes: [Route(name: "r", targets: names.map { .init($0) }, strategy: strategy)])
        upstreams = scripts.map { ScriptedUpstream($0) }
        let surroundings = clock.surroundings
        set = ProviderSet(
            zip(providers, upstreams).map { provider, upstream in
                .init(
                    provider,
                    upstream: own
                        ? Pipeline(
                            [Limit(provider, in: surroundings), Authorise(provider, in: surroundings)],
                            upstream: upstream)
                        : upstream)
            }, breaker: plan.breaker, in: surroundings)
        pipeline = Pipeline(
            [
                Resolve(try RouteTable(plan, providers: providers), among: set), Retry(policy, in: surroundings),
                Choose(among: set, in: surroundings),
            ], upstream: set)
    }

    /// How many calls each provider got.
    var counts: [Int] { upstreams.map(\.calls.count) }
}
