import Catalogue
import Gateway
import JSON

/// Prints, as JSON, how many megabytes a second the guard looks through when there is nothing to find, beside a plain sum
/// over the same bytes: the medians of some rounds, in turn.
@main
enum GuardBenchmark {
    struct Untouched: Error {}

    static func main() async throws {
        let call = Call(endpoint, body: .json(Prose.members(megabytes: 16)))
        guard case .json(let members) = call.body, let messages = members["messages"] else { throw Untouched() }
        var rates: [String: [Double]] = [:]
        for _ in 0..<7 {
            for (name, rules) in sets {
                let stage = Guard(rules)
                rates[name, default: []].append(
                    try await rate(messages.count) {
                        let answer = try await stage.handle(call) { call in
                            guard case .json(let sent) = call.body, sent["messages"]?.count == messages.count else {
                                throw Untouched()
                            }
                            return Answer(status: 200, body: .bytes(Array("{}".utf8)))
                        }
                        guard answer.notes.remarks.isEmpty else { throw Untouched() }
                    })
            }
            rates["sum", default: []].append(
                try await rate(messages.count) {
                    guard messages.withUnsafeBufferPointer({ $0.reduce(0) { $0 &+ UInt64($1) } }) > 0 else {
                        throw Untouched()
                    }
                })
        }
        let found = rates.map { "\"\($0.key)\":\($0.value.sorted()[$0.value.count / 2])" }
        print("{\(found.sorted().joined(separator: ","))}")
    }

    private static var endpoint: Endpoint { Catalogue.endpoint(named: "chat-completion-create")! }

    /// Everything looked for, only what a person would not give away, and hidden orders too.
    private static let sets: [(String, GuardRules)] = {
        var (all, secrets) = (GuardRules(), GuardRules())
        all.input.set(.redact, for: FindingKind.personalData + FindingKind.secrets)
        secrets.input.set(.block, for: FindingKind.secrets)
        var orders = all
        orders.input.set(.mark, for: [.injection])
        return [("all", all), ("secrets", secrets), ("orders", orders)]
    }()

    /// Megabytes a second.
    private static func rate(_ bytes: Int, _ run: @Sendable () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await run()
        return Double(bytes) / 1e6 / ((ContinuousClock.now - start) / .seconds(1))
    }
}
