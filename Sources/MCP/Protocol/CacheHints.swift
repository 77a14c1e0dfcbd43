import JSON

/// How long a client may keep a result, and whom it may give it to (2026-07-28, caching).
public struct CacheHints: Sendable, Hashable {
    /// Who may be given a kept result.
    public enum Scope: String, Sendable {
        /// Anybody: the result does not depend on the caller.
        case shared = "public"
        /// Only the caller who asked.
        case perCaller = "private"
    }

    /// Milliseconds; 0: the result is stale at once.
    public var lifetime: Int
    public var scope: Scope

    /// Creates hints.
    public init(lifetime: Int, scope: Scope) {
        self.lifetime = max(0, lifetime)
        self.scope = scope
    }

    /// Stale at once, and nobody else's business: what is right where nothing is known.
    public static let none = CacheHints(lifetime: 0, scope: .perCaller)

    /// Hints for a result that is made of two others.
    func combined(with other: CacheHints) -> CacheHints {
        CacheHints(
            lifetime: min(lifetime, other.lifetime),
            scope: scope == .shared && other.scope == .shared ? .shared : .perCaller)
    }

    func write(to result: inout JSONWriter) {
        result.member("ttlMs", lifetime)
        result.member("cacheScope", scope.rawValue)
    }
}
