/// Sends one call as often as a stage wants, and lets answers and failures say how often that was.
struct Attempts {
    private var sent = 0

    /// Sends the call once more.
    mutating func send(_ call: Call, _ next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        do {
            var answer = try await next(call)
            sent += max(1, answer.notes.attempts)
            answer.notes.attempts = sent
            return answer
        } catch var failure as UpstreamFailure {
            failure.attempts += sent
            throw failure
        }
    }
}
