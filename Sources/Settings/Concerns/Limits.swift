/// What is remembered, and how often a caller may ask.
public struct LimitSettings: Sendable {
    /// How long an answer may be served again; zero: never.
    public var cacheTTL = Duration.seconds(3600)
    /// Requests a minute; zero: any number, nil: what the server itself promises.
    public var requestsPerMinute: Int?

    /// Creates settings with every default.
    public init() {}
}

extension SettingsTable {
    static let limits = [
        Setting(
            "cache.ttl", flag: "cache-ttl", variables: ["CACHE_TTL"], .durationOrZero, \.limits.cacheTTL,
            "How long an answer may be served again: on server `complete` every one, elsewhere those without chance in them; 0: never."
        ),
        Setting(
            "limits.requests-per-minute", flag: "rate-limit-rpm", variables: ["RATE_LIMIT_RPM"],
            .integer(0...1_000_000), \.limits.requestsPerMinute,
            "Requests a minute of each caller; 0: any number, unset: 60 on server `complete`, any number elsewhere."),
    ]
}
