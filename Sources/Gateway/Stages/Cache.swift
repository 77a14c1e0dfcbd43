import JSON

/// Serves an earlier answer to an equal call, and lets equal calls that are under way share one.
///
/// Errors are never kept, nor is a caller served what another was answered. A call that streams is served the stream again
/// once it has come whole; while it comes, nobody shares it.
public struct Cache: Stage {
    /// The vector of a text, for answers to similar texts; a call of its own makes it.
    public typealias Embed = @Sendable (_ text: String, _ call: Call) async throws -> [Float]

    private typealias Next = @Sendable (Call) async throws -> Answer

    private let rules: CacheRules
    private let cache: AnswerCache
    private let provider: @Sendable (Call) -> String
    private let embed: Embed?

    /// Creates the stage.
    ///
    /// - Parameter provider: identity of whoever would answer a call; another one's answers are not served.
    public init(
        _ rules: CacheRules, cache: AnswerCache = AnswerCache(), provider: @escaping @Sendable (Call) -> String,
        embed: Embed? = nil
    ) {
        self.rules = rules
        self.cache = cache
        self.provider = provider
        self.embed = embed
    }

    public func handle(
        _ call: Call, next: @escaping @Sendable (Call) async throws -> Answer
    ) async throws -> Answer {
        guard rules.serves(call),
            let key = CacheKey(call, scope: rules.scope(of: call.caller), provider: provider(call))
        else { return try await next(call) }
        let known = cache.look(key, rules: rules)
        if let known, known.age == .fresh { return served(known.answer, call, .hit) }
        if let answer = await cache.recall(key, rules: rules) { return served(answer, call, .hit) }
        let question = await question(of: call)
        if let question, let answer = cache.similar(to: question.vector, in: question.frame, rules: rules) {
            return served(answer, call, .similar)
        }
        let answer: Answer
        do {
            answer = try await (call.streams ? pass(call, key, next) : fly(call, key, next))
        } catch let failure as UpstreamFailure {
            let isDown = [.connect, .timeout, .reset].contains(failure.kind)
            guard isDown, let known = cache.look(key, rules: rules) else { throw failure }
            return served(known.answer, call, .stale)
        }
        if answer.status >= 500, let known = cache.look(key, rules: rules) {
            return served(known.answer, call, .stale)
        }
        if answer.isSuccess, let question { cache.remember(question.vector, in: question.frame, key: key) }
        return answer
    }

    /// A kept answer on its way to a caller.
    private func served(_ kept: KeptAnswer, _ call: Call, _ source: Receipt.Source) -> Answer {
        var answer = kept.answer
        mark(&answer, call, source)
        switch source {
        case .stale:
            answer.notes.remarks.append("The provider is down; this is an earlier answer to the same call.")
        case .similar:
            answer.notes.remarks.append("This is an earlier answer to a similar text; `cache: false` asks anew.")
        case .hit, .shared: break
        }
        return answer
    }

    /// Writes down where an answer comes from that costs nothing.
    private func mark(_ answer: inout Answer, _ call: Call, _ source: Receipt.Source) {
        let receipt = call.receipt ?? Receipt()
        receipt.update { content in
            content.source = source
            content.cost = .zero
        }
        answer.notes.receipt = receipt
        answer.notes.attempts = 0
    }

    // MARK: Whole answers

    private func fly(_ call: Call, _ key: CacheKey, _ next: @escaping Next) async throws -> Answer {
        let flight: Flight
        let seat: Int
        var own: Receipt?
        switch cache.find(key, rules: rules) {
        case .answer(let kept): return served(kept, call, .hit)
        case .underWay(let known, let place): (flight, seat) = (known, place)
        case .nothing(let new, let place):
            (flight, seat) = (new, place)
            // What the flight costs is written down for whoever pays for it.
            own = Receipt()
            var first = call
            first.receipt = own
            new.start({ [first] in try await next(first) }) { [cache, rules] in cache.land(new, key, $0, rules: rules) }
        }
        let landing: Flight.Landing
        do {
            landing = try await flight.wait(seat)
        } catch {
            if let paid = own?.content { call.receipt?.update { $0 = paid } }
            throw error
        }
        var answer = landing.answer
        guard landing.isFirst else {
            mark(&answer, call, .shared)
            return answer
        }
        if let mine = call.receipt, let paid = answer.notes.receipt {
            let content = paid.content
            mine.update { $0 = content }
            answer.notes.receipt = mine
        }
        return answer
    }

    // MARK: Streams

    private func pass(_ call: Call, _ key: CacheKey, _ next: Next) async throws -> Answer {
        let answer = try await next(call)
        guard answer.isSuccess, case .stream = answer.body else {
            if let kept = KeptAnswer(answer) { cache.keep(kept, for: key, rules: rules) }
            return answer
        }
        let recording = StreamRecording(limit: rules.largest)
        // Whoever watches a stream must not hold it, or nobody would notice that it was left.
        let (type, provider) = (answer.headers["content-type"], answer.notes.provider)
        return answer.observed(onChunk: { recording.add($0) }) { [cache, rules] end in
            guard let body = recording.whole(end) else { return }
            cache.keep(
                KeptAnswer(contentType: type, body: body, isStream: true, provider: provider), for: key, rules: rules)
        }
    }

    // MARK: Similar texts

    /// What a call asks, as a vector, and everything else of it; nil where similar texts are not looked for.
    private func question(of call: Call) async -> (vector: [Float], frame: CacheKey)? {
        guard rules.similarity != nil, let embed, let json = call.question,
            let text = try? JSONDocument(Array(json)).root.string,
            let frame = CacheKey(
                call, scope: rules.scope(of: call.caller), provider: provider(call), leavingOut: json),
            let vector = try? await embed(text, call)
        else { return nil }
        return (vector, frame)
    }
}
