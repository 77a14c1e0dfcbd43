/// What is written down of one call.
public struct LedgerEntry: Sendable, Hashable {
    /// Outcome of a call that was answered.
    public static let ok = "ok"

    /// Unique; the same entry written twice stands once.
    public var id: String
    /// When the call began, in seconds since 1970.
    public var time: Double
    /// Id of the caller, never a key.
    public var caller: String
    public var server: String
    public var tool: String
    /// Name of the provider that answered; nil where none did.
    public var provider: String?
    /// The model that served, else the one that was asked for.
    public var model: String?
    /// Nil where nobody said what was used.
    public var usage: Usage?
    /// Nil where the price is not known.
    public var cost: Money?
    /// Seconds until the last byte of the answer.
    public var latency: Double
    /// Requests that went out.
    public var attempts: Int
    /// Where the answer came from, if not from the provider.
    public var source: Receipt.Source?
    /// ``ok``, or the kind of error (``APIError/Kind``).
    public var outcome: String
    /// HTTP status; nil where there was no answer.
    public var status: Int?
    /// `x-request-id` of the provider.
    public var requestID: String?
    /// What was asked and answered, without keys; nil unless the operator wants it.
    public var request: String?
    public var answer: String?

    /// Creates an entry of a call that was answered.
    public init(
        id: String, time: Double, caller: String, server: String = "", tool: String, latency: Double = 0,
        attempts: Int = 1, outcome: String = ok
    ) {
        self.id = id
        self.time = time
        self.caller = caller
        self.server = server
        self.tool = tool
        self.latency = latency
        self.attempts = attempts
        self.outcome = outcome
    }
}
