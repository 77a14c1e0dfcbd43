import Testing

@testable import Gateway

@Suite struct HealthTests {
    @Test func theLatestAnswerCountsMost() throws {
        var health = Health()
        #expect(health.latency(at: 0) == nil)
        health.note(.answered, after: 1, at: 0)
        #expect(health.latency(at: 0) == 1)
        health.note(.answered, after: 2, at: 1)
        #expect(try abs(#require(health.latency(at: 1)) - 1.3) < 1e-9)
        #expect(health.latency(at: 62) == nil, "what is long ago is asked again")
        health.note(.answered, after: -5, at: 62)
        #expect(health.latency(at: 62) == 0, "a clock that jumped back")
    }

    @Test(
        arguments: [
            (200, .answered), (400, .answered), (404, .answered), (429, .neutral), (500, .failed), (529, .failed),
        ] as [(Int, Health.Outcome)])
    func statuses(_ status: Int, _ outcome: Health.Outcome) {
        #expect(Health.Outcome(Answer(status: status, body: .bytes([]))) == outcome)
    }

    @Test func failuresOfTheProviderCountAndOthersDoNot() {
        for kind in [UpstreamFailure.Kind.connect, .tls, .timeout, .reset, .malformed] {
            #expect(Health.Outcome(UpstreamFailure(kind, mayHaveBeenSent: true, "")) == .failed)
        }
        for kind in [UpstreamFailure.Kind.noKey, .file, .limited, .tooLarge] {
            #expect(Health.Outcome(UpstreamFailure(kind, mayHaveBeenSent: true, "")) == .neutral)
        }
    }
}
