/// Packs embedding and moderation calls that arrive within a short time into one request, and gives each its own part of
/// the answer.
///
/// Only calls that differ in nothing but their texts are packed. Those of a caller with a key of its own are packed with
/// no other caller's.
public struct Batch: Stage {
    private let rules: BatchRules
    private let packs = Packs()
    private let surroundings: Surroundings

    /// Creates the stage.
    public init(_ rules: BatchRules, in surroundings: Surroundings = .real) {
        self.rules = rules
        self.surroundings = surroundings
    }

    public func handle(
        _ call: Call, next: @escaping @Sendable (Call) async throws -> Answer
    ) async throws -> Answer {
        guard rules.window > .zero, let inputs = PackedInputs(call), let key = Self.key(call),
            let (pack, seat, isNew) = packs.join(key, call, inputs, rules: rules)
        else { return try await next(call) }
        if isNew {
            pack.run {
                try? await surroundings.sleep(rules.window)
                packs.close(pack, key)
                await send(pack, next)
            }
        }
        switch try await pack.wait(seat) {
        case .answer(let answer): return answer
        case .alone: return try await next(call)
        }
    }

    /// What calls of one pack have in common: all but their texts, and who pays.
    private static func key(_ call: Call) -> CacheKey? {
        var rest = call
        guard case .json(var members) = call.body else { return nil }
        members["input"] = nil
        rest.body = .json(members)
        let payer = call.caller.key == nil ? "server \(call.caller.mayUseServerKey)" : "caller \(call.caller.id)"
        return CacheKey(rest, scope: payer, provider: "")
    }

    private func send(_ pack: Pack, _ next: @Sendable (Call) async throws -> Answer) async {
        let seats = pack.close()
        guard seats.count > 1, case .json(var members) = seats[0].call.body else {
            return pack.finish(seats.map { ($0, .success(.alone)) })
        }
        var call = seats[0].call
        let inputs = seats.map(\.inputs)
        members["input"] = PackedInputs.list(inputs)
        call.body = .json(members)
        // Each call finds out what it used from its own part.
        call.receipt = nil
        do {
            let answer = try await next(call)
            pack.finish(Array(zip(seats, try Self.outcomes(answer, inputs).map { .success($0) })))
        } catch {
            pack.finish(seats.map { ($0, .failure(error)) })
        }
    }

    private static func outcomes(_ answer: Answer, _ inputs: [PackedInputs]) throws -> [Pack.Outcome] {
        guard answer.isSuccess else {
            // One bad text must not spoil the others; what is wrong with the key or the provider is so for all.
            let isTheirs = [400, 413, 422].contains(answer.status)
            return inputs.map { _ in isTheirs ? .alone : .answer(answer) }
        }
        let count = inputs.reduce(0) { $0 + $1.texts.count }
        guard case .bytes(let body) = answer.body, let packed = PackedAnswer(body, count: count) else {
            // Sent again, it would be paid for again.
            throw UpstreamFailure(
                .malformed, mayHaveBeenSent: true,
                "the provider's answer does not hold one result for each of \(count) texts; ask the operator to switch batching off for it"
            )
        }
        return packed.bodies(for: inputs).map { body in
            var part = answer
            part.headers["content-length"] = nil
            part.body = .bytes(body)
            return .answer(part)
        }
    }
}
