/// What a server offers beside tools, resources and prompts.
public struct Features: Sendable {
    /// Whether clients are told when a list has changed.
    public var announcesChanges = false
    /// Whether clients may follow the content of a resource.
    public var resourcesCanBeFollowed = false
    /// Whether tools send log messages to clients that want them.
    public var logs = false
    /// Where calls go on that have become tasks; nil: none does.
    public var tasks: TaskDesk?
    /// Seals what a client keeps for the server between the rounds of a request; nil: nothing is asked in rounds.
    public var sealer: (any Sealer)?
    /// Seconds since 1970.
    public var now: @Sendable () -> Double = WallClock.now

    /// Creates features of which none is on.
    public init() {}
}
