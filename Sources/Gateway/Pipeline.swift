/// One step of the gateway: a small shell over a pure policy.
public protocol Stage: Sendable {
    /// Handles a call; `next` sends it on and may be called again or not at all.
    ///
    /// A stage that lets no task outlive it takes `next` without `@escaping`.
    func handle(_ call: Call, next: @escaping @Sendable (Call) async throws -> Answer) async throws -> Answer
}

/// Stages in one visible order in front of a provider, folded once at start-up.
public struct Pipeline: Upstream {
    /// The stages, outermost first.
    public let stages: [any Stage]
    private let entry: @Sendable (Call) async throws -> Answer

    /// Folds the stages over the provider.
    public init(_ stages: [any Stage], upstream: any Upstream) {
        self.stages = stages
        var entry: @Sendable (Call) async throws -> Answer = { try await upstream.send($0) }
        for stage in stages.reversed() {
            let next = entry
            entry = { try await stage.handle($0, next: next) }
        }
        self.entry = entry
    }

    public func send(_ call: Call) async throws -> Answer { try await entry(call) }
}
