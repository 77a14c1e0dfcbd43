/// What is written down of each call.
public struct LedgerRules: Sendable, Hashable {
    /// Days that an entry is kept; 0: none is.
    public var days: Int
    /// Whether entries hold what was asked and answered, without keys.
    public var keepsBodies: Bool
    /// Most bytes of each body; the rest is cut off.
    public var bodyLimit: Int
    /// Longest time until an entry is in the store; what a killed process loses.
    public var window: Duration

    /// Creates rules.
    public init(
        days: Int = 30, keepsBodies: Bool = false, bodyLimit: Int = 16 << 10, window: Duration = .milliseconds(50)
    ) {
        self.days = days
        self.keepsBodies = keepsBodies
        self.bodyLimit = bodyLimit
        self.window = window
    }
}
