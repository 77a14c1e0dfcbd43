/// What is remembered, and how often a caller may ask.
public struct LimitSettings: Sendable {
    /// How long an answer may be served again; zero: never, nil: an hour, and only where it is promised or asked for.
    public var cacheTTL: Duration?
    /// Requests a minute; zero: any number, nil: what the server itself promises.
    public var requestsPerMinute: Int?

    /// Creates settings with every default.
    public init() {}
}

extension SettingsTable {
    static let limits = [
        Setting(
            "cache.ttl", flag: "cache-ttl", variables: ["CACHE_TTL"], .durationOrZero, \.limits.cacheTTL,
            "How long an answer may be served again; 0: never, unset: an hour on server `complete` and for calls that ask for it, set: elsewhere too, where an answer has no chance in it."
        ),
        Setting(
            "limits.requests-per-minute", flag: "rate-limit-rpm", variables: ["RATE_LIMIT_RPM"],
            .integer(0...1_000_000), \.limits.requestsPerMinute,
            "Requests a minute of each caller; 0: any number, unset: 60 on server `complete`, any number elsewhere."),
    ]
}
