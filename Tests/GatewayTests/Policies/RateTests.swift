import Testing

@testable import Gateway

@Suite struct RateHeadersTests {
    @Test(
        arguments: [
            ("1s", 1), ("6m0s", 360), ("120ms", 0.12), ("1h2m3.5s", 3723.5), ("12", 12), ("0s", 0), ("2d", 86_400),
            ("1970-01-01T00:02:00Z", 20), ("1970-01-01T01:02:00+01:00", 20), ("1970-01-01T00:00:00Z", 0),
            ("", nil), ("soon", nil), ("-3", nil), ("1x", nil), ("nan", nil), ("1970-13-01T00:00:00Z", nil),
        ] as [(String, Double?)])
    func spans(_ text: String, _ seconds: Double?) { #expect(RateHeaders.seconds(text, now: 100) == seconds) }

    private func headers(_ fields: [(name: String, value: String)]) -> RateHeaders? {
        RateHeaders(Headers(fields), now: 0)
    }

    @Test func openAIsHeaders() throws {
        let read = try #require(
            headers([
                ("Content-Type", "application/json"), ("X-RateLimit-Limit-Requests", "60"),
                ("x-ratelimit-remaining-requests", "59"), ("x-ratelimit-reset-requests", "1s"),
                ("x-ratelimit-limit-tokens", "150000"), ("x-ratelimit-remaining-tokens", "149984"),
                ("x-ratelimit-reset-tokens", "6m0s"),
            ]))
        #expect(read.requests == .init(limit: 60, remaining: 59, reset: 1))
        #expect(read.requests?.rate == 1)
        #expect(read.tokens == .init(limit: 150_000, remaining: 149_984, reset: 360))
    }

    @Test func anthropicsHeaders() throws {
        let read = try #require(
            headers([
                ("anthropic-ratelimit-requests-limit", "50"), ("anthropic-ratelimit-requests-remaining", "0"),
                ("anthropic-ratelimit-requests-reset", "1970-01-01T00:01:00Z"),
            ]))
        #expect(read.requests == .init(limit: 50, remaining: 0, reset: 60))
        #expect(read.tokens == nil)
    }

    @Test func whatIsNotWholeOrNonsenseIsNotHeeded() {
        #expect(headers([("x-ratelimit-limit-requests", "60"), ("x-ratelimit-remaining-requests", "0")]) == nil)
        #expect(
            headers([
                ("x-ratelimit-limit-requests", "-1"), ("x-ratelimit-remaining-requests", "0"),
                ("x-ratelimit-reset-requests", "1s"),
            ]) == nil)
        #expect(headers([("content-type", "x"), ("x-request-id-which-is-long-enough", "x")]) == nil)
    }
}

@Suite struct AllowanceTests {
    private func need(_ tokens: Double = 0, _ model: String? = "m") -> Allowance.Need {
        Allowance.Need(model: model, tokens: tokens)
    }

    @Test func requestsAndTokensBothCount() {
        var allowance = Allowance(ProviderLimits(requestsPerMinute: 60, tokensPerMinute: 600), at: 0)
        #expect(!allowance.isUnlimited)
        #expect(allowance.reserve(need(500), patience: 0, at: 0) == 0)
        #expect(allowance.reserve(need(200), patience: 5, at: 0) == 10, "refused: longer than its patience")
        #expect(allowance.reserve(need(200), patience: 10, at: 0) == 10, "reserved: it waits")
        #expect(allowance.reserve(need(10), patience: 60, at: 0) == 11, "behind the one who waits")
    }

    @Test func whatDidNotGoIsGivenBack() {
        var allowance = Allowance(ProviderLimits(requestsPerMinute: 1), at: 0)
        #expect(allowance.reserve(need(), patience: 0, at: 0) == 0)
        #expect(allowance.reserve(need(), patience: 0, at: 0) == 60)
        allowance.giveBack(need(), at: 0)
        #expect(allowance.reserve(need(), patience: 0, at: 0) == 0)
    }

    @Test func modelsHaveAllowancesOfTheirOwn() {
        let limits = ProviderLimits(models: [ModelLimits(Glob("big-*"), requestsPerMinute: 1)])
        var allowance = Allowance(limits, at: 0)
        #expect(allowance.reserve(need(0, "big-1"), patience: 0, at: 0) == 0)
        #expect(allowance.reserve(need(0, "big-1"), patience: 0, at: 0) == 60)
        #expect(allowance.reserve(need(0, "big-2"), patience: 0, at: 0) == 0)
        #expect(allowance.reserve(need(0, "small"), patience: 0, at: 0) == 0)
        #expect(allowance.reserve(need(0, nil), patience: 0, at: 0) == 0)
    }

    @Test func theProvidersCountIsTakenOver() throws {
        var allowance = Allowance(ProviderLimits(), at: 0)
        #expect(allowance.isUnlimited)
        let headers = try #require(
            RateHeaders(
                Headers([
                    ("x-ratelimit-limit-requests", "60"), ("x-ratelimit-remaining-requests", "1"),
                    ("x-ratelimit-reset-requests", "59s"),
                ]), now: 0))
        allowance.heed(headers, model: "m", at: 0)
        #expect(allowance.reserve(need(), patience: 0, at: 0) == 0)
        #expect(allowance.reserve(need(), patience: 5, at: 0) == 1)
        #expect(allowance.reserve(need(0, "other"), patience: 0, at: 0) == 0, "limits are counted by model")
        // The one who waits has not been seen by the provider yet.
        allowance.heed(headers, model: "m", at: 0)
        #expect(allowance.reserve(need(), patience: 0, at: 0) == 1)
    }

    @Test func namesOfModelsDoNotFillTheMemory() {
        var allowance = Allowance(ProviderLimits(models: [ModelLimits(Glob("*"), requestsPerMinute: 1)]), at: 0)
        for number in 0..<2_000 { #expect(allowance.reserve(need(0, "m\(number)"), patience: 0, at: 0) == 0) }
    }
}
