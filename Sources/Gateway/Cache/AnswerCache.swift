import Synchronization

/// The answers that this process remembers, and the calls that several wait for.
public final class AnswerCache: Sendable {
    private struct State {
        var shelf = AnswerShelf()
        var flights: [CacheKey: Flight] = [:]
        var texts = SimilarTexts()
    }

    /// What is found for a call.
    enum Found {
        case answer(KeptAnswer)
        /// An equal call is under way; a seat in it.
        case underWay(Flight, seat: Int)
        /// Nothing; the call is to be started in this flight.
        case nothing(Flight, seat: Int)
    }

    private let store: (any AnswerStore)?
    private let surroundings: Surroundings
    private let state = Mutex(State())

    /// Creates an empty cache.
    ///
    /// - Parameter store: where answers outlive the process, too.
    public init(store: (any AnswerStore)? = nil, in surroundings: Surroundings = .real) {
        self.store = store
        self.surroundings = surroundings
    }

    /// Bytes that it takes, in memory.
    public var bytes: Int { state.withLock { $0.shelf.bytes } }

    /// Forgets what was answered to a caller; answers that callers share are not one's own.
    public func erase(caller: String) async throws {
        let scope = CacheRules.scope(ofCaller: caller)
        state.withLock { state in
            _ = state.shelf.removeAll(scope: scope)
            state.texts.removeAll(scope: scope)
        }
        try await store?.erase(scope: scope)
    }

    // MARK: Calls

    /// A fresh answer, a call under way, or a flight to start; in one step, so that equal calls never miss each other.
    func find(_ key: CacheKey, rules: CacheRules) -> Found {
        let now = surroundings.now()
        return state.withLock { state in
            if let (answer, age) = state.shelf.find(key, rules: rules, at: now), age == .fresh {
                return .answer(answer)
            }
            if let flight = state.flights[key], let seat = flight.board() { return .underWay(flight, seat: seat) }
            let flight = Flight()
            state.flights[key] = flight
            return .nothing(flight, seat: flight.board() ?? 0)
        }
    }

    /// An answer that is there, fresh or stale; nobody waits for it.
    func look(_ key: CacheKey, rules: CacheRules) -> (answer: KeptAnswer, age: AnswerShelf.Age)? {
        let now = surroundings.now()
        return state.withLock { $0.shelf.find(key, rules: rules, at: now) }
    }

    /// A flight is over: its answer is kept, if it can be.
    func land(_ flight: Flight, _ key: CacheKey, _ result: Result<Answer, any Error>, rules: CacheRules) {
        let answer = (try? result.get()).flatMap { KeptAnswer($0) }
        state.withLock { state in
            if state.flights[key] === flight { state.flights[key] = nil }
        }
        if let answer { keep(answer, for: key, rules: rules) }
    }

    /// Keeps an answer, in the store as well.
    func keep(_ answer: KeptAnswer, for key: CacheKey, rules: CacheRules) {
        let now = surroundings.now()
        state.withLock { $0.shelf.put(answer, for: key, rules: rules, at: now) }
        guard let store, answer.body.count <= rules.largest else { return }
        // That it could not be kept is no reason to lose the answer.
        Task { try? await store.put(answer, for: key, at: now, within: rules.bytes * 16) }
    }

    /// Takes an answer from the store into memory; nil where it has none within its time.
    func recall(_ key: CacheKey, rules: CacheRules) async -> KeptAnswer? {
        guard let store, let (answer, time) = try? await store.get(key) else { return nil }
        let age = max(0, surroundings.now() - time)
        guard age < rules.lifetime.seconds + rules.stale.seconds else { return nil }
        state.withLock { $0.shelf.put(answer, for: key, rules: rules, at: time) }
        return age < rules.lifetime.seconds ? answer : nil
    }

    // MARK: Similar texts

    /// The fresh answer to the most similar text in an equal frame, if one is similar enough.
    func similar(to vector: [Float], in frame: CacheKey, rules: CacheRules) -> KeptAnswer? {
        guard let least = rules.similarity else { return nil }
        let now = surroundings.now()
        return state.withLock { state in
            guard let key = state.texts.nearest(to: vector, in: frame, atLeast: least) else { return nil }
            guard let (answer, age) = state.shelf.find(key, rules: rules, at: now), age == .fresh else { return nil }
            return answer
        }
    }

    /// Remembers the text of a call whose answer is kept under a key.
    func remember(_ vector: [Float], in frame: CacheKey, key: CacheKey) {
        state.withLock { $0.texts.add(vector, in: frame, key: key) }
    }
}
