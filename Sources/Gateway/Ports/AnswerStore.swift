/// Answers that outlive the process, to be served again. Failures are a ``StoreFailure``.
public protocol AnswerStore: Sendable {
    /// The answer of a key and when it was given (seconds since 1970), or nil.
    func get(_ key: CacheKey) async throws -> (answer: KeptAnswer, time: Double)?

    /// Keeps an answer in place of an earlier one, and lets go of the oldest where all take more than `bytes`.
    func put(_ answer: KeptAnswer, for key: CacheKey, at time: Double, within bytes: Int) async throws

    /// Lets go of every answer in a scope and returns how many those were.
    @discardableResult
    func erase(scope: String) async throws -> Int

    /// Lets go of answers given before a time and returns how many those were.
    @discardableResult
    func purge(before time: Double) async throws -> Int
}
