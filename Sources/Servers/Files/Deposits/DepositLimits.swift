/// How much is kept, and how long.
public struct DepositLimits: Sendable {
    /// Bytes and number of one caller's deposits; past them its own oldest go.
    public var bytesPerCaller: Int
    public var countPerCaller: Int
    /// Of all callers together; past them a caller's own oldest go, and no other's.
    public var bytes: Int
    public var count: Int
    /// How long a deposit is kept.
    public var lifetime: Duration

    /// Creates limits; one caller may take half of the bytes where nothing else is said.
    public init(
        bytes: Int = 16 << 30, bytesPerCaller: Int? = nil, count: Int = 10_000, countPerCaller: Int = 1_000,
        lifetime: Duration = .seconds(3600)
    ) {
        self.bytes = bytes
        self.bytesPerCaller = bytesPerCaller ?? bytes / 2
        self.count = count
        self.countPerCaller = countPerCaller
        self.lifetime = lifetime
    }
}
