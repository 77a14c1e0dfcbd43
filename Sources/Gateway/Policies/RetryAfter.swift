/// How long a provider asks its callers to wait.
enum RetryAfter {
    /// A longer wait is nonsense, and must not reach arithmetic that cannot hold it.
    private static let longest = 1e9

    /// Seconds from `now` (since 1970) that `retry-after-ms` or `retry-after` name, or nil; never negative.
    static func seconds(_ headers: Headers, now: Double) -> Double? {
        named(headers, now: now).flatMap { $0 <= longest ? $0 : nil }
    }

    private static func named(_ headers: Headers, now: Double) -> Double? {
        if let milliseconds = headers["retry-after-ms"].flatMap({ Double($0) }), milliseconds.isFinite {
            return max(0, milliseconds / 1000)
        }
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Double(text) { return seconds.isFinite ? max(0, seconds) : nil }
        return HTTPDate.seconds(text).map { max(0, $0 - now) }
    }
}
