/// What an answer's headers say of the provider's limits: OpenAI's `x-ratelimit-*`, Anthropic's `anthropic-ratelimit-*`.
struct RateHeaders: Sendable, Equatable {
    /// One limit.
    struct Window: Sendable, Equatable {
        var limit: Double
        var remaining: Double
        /// Seconds until all of it is there again.
        var reset: Double

        /// What flows back each second.
        var rate: Double { reset > 0 ? max(limit - remaining, 1) / reset : limit }
    }

    var requests: Window?
    var tokens: Window?

    /// Reads headers; what is not whole is not heeded. `now` is in seconds since 1970.
    init?(_ headers: Headers, now: Double) {
        var values: [String: String] = [:]
        for (name, value) in headers.fields where Self.isCandidate(name) { values[name.lowercased()] = value }
        guard !values.isEmpty else { return nil }
        func window(_ limit: String, _ remaining: String, _ reset: String) -> Window? {
            guard let limit = values[limit].flatMap({ Double($0) }), limit > 0, limit.isFinite,
                let remaining = values[remaining].flatMap({ Double($0) }), remaining >= 0, remaining.isFinite,
                let reset = values[reset].flatMap({ Self.seconds($0, now: now) })
            else { return nil }
            return Window(limit: limit, remaining: min(remaining, limit), reset: reset)
        }
        func both(_ kind: String) -> Window? {
            window("x-ratelimit-limit-\(kind)", "x-ratelimit-remaining-\(kind)", "x-ratelimit-reset-\(kind)")
                ?? window(
                    "anthropic-ratelimit-\(kind)-limit", "anthropic-ratelimit-\(kind)-remaining",
                    "anthropic-ratelimit-\(kind)-reset")
        }
        requests = both("requests")
        tokens = both("tokens")
        if requests == nil, tokens == nil { return nil }
    }

    /// Told by the length and the middle, so that other headers cost nothing.
    private static func isCandidate(_ name: String) -> Bool {
        let name = name.utf8
        return name.count > 22 && name.contains(UInt8(ascii: "-"))
            && prefixes.contains { prefix in
                zip(name, prefix).allSatisfy { $0 | 0x20 == $1 }
            }
    }

    private static let prefixes = ["x-ratelimit-", "anthropic-ratelimit-"].map { Array($0.utf8) }

    /// Seconds of `1s`, `6m0s`, `120ms`, `1h2m3.5s`, of a plain number, or until an RFC 3339 time; at most a day.
    static func seconds(_ text: String, now: Double) -> Double? {
        if let plain = Double(text) { return plain.isFinite && plain >= 0 ? min(plain, longest) : nil }
        if let time = CivilDate.seconds(text) { return min(max(0, time - now), longest) }
        var total = 0.0
        var rest = Substring(text)
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            let unit = rest[digits.endIndex...].prefix { $0.isLetter }
            guard let value = Double(digits), let factor = units[unit] else { return nil }
            total += value * factor
            rest = rest[unit.endIndex...]
        }
        return text.isEmpty ? nil : min(total, longest)
    }

    private static let units: [Substring: Double] = ["ms": 0.001, "s": 1, "m": 60, "h": 3_600, "d": 86_400]
    private static let longest = 86_400.0
}
