import Gateway
import MCP
import Synchronization

/// Answers that wait for a person's word. A stateless client asks again with that word, and must find the answer that was
/// shown: a new one would cost again and be another.
public final class Withheld: Sendable {
    /// The call that an answer belongs to.
    struct Key: Sendable, Hashable {
        let caller: String
        let tool: String
        /// Arguments as they came.
        let arguments: [UInt8]
    }

    /// An answer that waits.
    struct Answer: Sendable {
        /// Unguessable, so that no word for it can be given before it is shown.
        let id: String
        let result: ToolResult
        let expires: Double
    }

    /// Seconds for which an answer waits; as long as a question holds.
    static let lifetime = 900.0
    /// Answers of one caller that wait at once; past that its oldest goes.
    static let capacity = 20

    private let answers = Mutex<[Key: Answer]>([:])

    /// Creates an empty place.
    public init() {}

    func find(_ key: Key, at now: Double) -> Answer? {
        answers.withLock { answers in
            answers = answers.filter { $0.value.expires > now }
            return answers[key]
        }
    }

    func keep(_ result: ToolResult, for key: Key, at now: Double) -> Answer {
        var generator = SystemRandomNumberGenerator()
        let id = [generator.next(), generator.next()].map { String($0, radix: 36) }.joined()
        let answer = Answer(id: id, result: result, expires: now + Self.lifetime)
        answers.withLock { answers in
            answers[key] = answer
            let mine = answers.filter { $0.key.caller == key.caller }
            guard mine.count > Self.capacity, let oldest = mine.min(by: { $0.value.expires < $1.value.expires }) else {
                return
            }
            answers[oldest.key] = nil
        }
        return answer
    }

    func remove(_ key: Key) { answers.withLock { $0[key] = nil } }
}
