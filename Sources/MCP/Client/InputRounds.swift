import JSON

extension Client {
    /// Most times that a server may ask for input before it answers one request.
    private static let roundLimit = 16

    /// Sends a request, and again with answers for as long as the server asks for input (2026-07-28, multi round-trip
    /// requests).
    func settle(_ draft: RequestDraft) async throws -> JSONDocument {
        var round = draft
        for _ in 0..<Self.roundLimit {
            let document = try await request(round)
            let result = document.root
            guard result["resultType"]?.string == "input_required" else { return document }
            // Only what this round brought goes along: a state of an earlier one has had its day.
            round.params = draft.params
            if let requests = result["inputRequests"] {
                round.params.append(.init("inputResponses", try await features.answers(to: requests)))
            }
            if let state = result["requestState"] {
                round.params.append(.init("requestState", .raw(Array(state.raw))))
            } else if result["inputRequests"] == nil {
                throw ClientFailure.unexpected("it wants input and does not say which")
            }
        }
        throw ClientFailure.unexpected("it asked \(Self.roundLimit) times for input and gave no answer")
    }
}
