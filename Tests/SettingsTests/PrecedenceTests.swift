import Testing

@testable import Settings

@Suite struct PrecedenceTests {
    @Test func nothingGivenMeansDefaults() throws {
        let (settings, warnings) = try load()
        #expect(warnings.isEmpty)
        #expect(settings.provider.baseURL.description == "https://api.openai.com/v1")
        #expect(settings.provider.key == nil)
        #expect(settings.provider.timeout == nil)
        #expect(settings.retry.maxRetries == 3)
        #expect(settings.limits.cacheTTL == nil)
        #expect(settings.http.address == nil)
    }

    @Test(arguments: [
        (true, true, true, "flag"), (false, true, true, "variable"), (false, false, true, "file"),
        (true, false, true, "flag"),
    ])
    func flagsThenEnvironmentThenFile(flag: Bool, variable: Bool, file: Bool, winner: String) throws {
        let loaded = try load(
            flag ? ["default-model": ["flag"]] : [:], variable ? ["DEFAULT_MODEL": "variable"] : [:],
            file: file ? "defaults:\n  model: file\n" : "")
        #expect(loaded.settings.defaults.model == winner)
        #expect(loaded.warnings.isEmpty)
    }

    @Test func emptyCountsAsUnset() throws {
        let loaded = try load(
            ["default-model": [""]],
            ["DEFAULT_MODEL": "  ", "OPENAI_BASE_URL": "", "API_BASE_URL": "https://a.example/v1"],
            file: "defaults:\n  model: file\n  temperature:\n  max-tokens: ~\nlog:\n")
        #expect(loaded.settings.defaults.model == "file")
        #expect(loaded.settings.defaults.temperature == nil)
        #expect(loaded.settings.provider.baseURL.host == "a.example")
        #expect(loaded.warnings.isEmpty)
    }

    /// A variable that the seeds name, and what it must do.
    struct Seed: Sendable {
        let name: String
        let value: String
        let expected: String
        let read: @Sendable (Settings) -> String?

        init(_ name: String, _ value: String, as expected: String, _ read: @escaping @Sendable (Settings) -> String?) {
            (self.name, self.value, self.expected, self.read) = (name, value, expected, read)
        }
    }

    static let seeds = [
        Seed("OPENAI_API_KEY", "k1", as: "k1") { $0.provider.key?.exposed },
        Seed("API_KEY", "k2", as: "k2") { $0.provider.key?.exposed },
        Seed("OPENAI_BASE_URL", "https://a.example/v1/", as: "https://a.example/v1") { "\($0.provider.baseURL)" },
        Seed("API_BASE_URL", "http://127.0.0.1:8080", as: "http://127.0.0.1:8080") { "\($0.provider.baseURL)" },
        Seed("OPENAI_ORG_ID", "org-1", as: "org-1") { $0.provider.organization },
        Seed("OPENAI_PROJECT_ID", "proj_1", as: "proj_1") { $0.provider.project },
        Seed("DEFAULT_MODEL", "gpt-4-turbo-preview", as: "gpt-4-turbo-preview") { $0.defaults.model },
        Seed("MAX_TOKENS", "2048", as: "2048") { $0.defaults.maxTokens.map { "\($0)" } },
        Seed("MAX_TOKENS_DEFAULT", "1000", as: "1000") { $0.defaults.maxTokens.map { "\($0)" } },
        Seed("TEMPERATURE", "0.7", as: "0.7") { $0.defaults.temperature.map { "\($0)" } },
        Seed("TIMEOUT", "30", as: "30s") { $0.provider.timeout?.asSetting },
        Seed("MAX_RETRIES", "5", as: "5") { "\($0.retry.maxRetries)" },
        Seed("CACHE_TTL", "60", as: "1m") { $0.limits.cacheTTL?.asSetting },
        Seed("RATE_LIMIT_RPM", "60", as: "60") { $0.limits.requestsPerMinute.map { "\($0)" } },
    ]

    @Test(arguments: seeds)
    func seedVariable(seed: Seed) throws {
        let loaded = try load([:], [seed.name: seed.value])
        #expect(seed.read(loaded.settings) == seed.expected)
        #expect(loaded.warnings == [])
    }

    @Test(
        arguments: [
            (["MAX_TOKENS": "1", "MAX_TOKENS_DEFAULT": "2"], "MAX_TOKENS_DEFAULT: ignored, because MAX_TOKENS is set"),
            (["MAX_TOKENS": "1", "MAX_TOKENS_DEFAULT": "1"], nil),
            (
                ["OPENAI_BASE_URL": "https://a.example", "API_BASE_URL": "https://b.example"],
                "API_BASE_URL: ignored, because OPENAI_BASE_URL is set"
            ),
            (
                ["API_BASE_URL": "http://b.example"],
                "API_BASE_URL: keys and content go to http://b.example over plain HTTP; use https"
            ),
            (["API_BASE_URL": "http://localhost:11434/v1"], nil),
            (
                ["OPENAI_MCP_PATIENSE": "3"],
                "OPENAI_MCP_PATIENSE: no setting has this variable; the nearest is OPENAI_MCP_PATIENCE"
            ),
            (["OPENAI_SOMETHING": "3"], nil),
        ] as [([String: String], String?)])
    func environmentWarns(environment: [String: String], warning: String?) throws {
        #expect(try load([:], environment).warnings == (warning.map { [$0] } ?? []))
    }

    @Test func allThatIsWrongIsToldTogether() {
        let told = complaints(
            ["temperature": ["3"], "http": ["nowhere"]], ["MAX_RETRIES": "many"], file: "log:\n  level: loud\n")
        #expect(told.count == 4)
        for place in [
            "--temperature: \"3\"", "--http: \"nowhere\"", "MAX_RETRIES: \"many\"", "settings.yaml:2:10: \"loud\"",
        ] {
            #expect(told.contains { $0.hasPrefix(place) }, "\(place)")
        }
    }

    @Test func aLosingValueIsNotRead() throws {
        #expect(try load(["max-retries": ["1"]], ["MAX_RETRIES": "many"]).settings.retry.maxRetries == 1)
    }
}
