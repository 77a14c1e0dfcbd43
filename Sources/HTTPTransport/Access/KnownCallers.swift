import Synchronization

/// Who may call, and the three ways in which they are known: by a key, by what a trusted proxy says, by a certificate.
public struct KnownCallers: Sendable {
    /// Keys that come as `Authorization: Bearer`.
    public var tokens: CallerTokens?
    public var proxy: TrustedProxy?
    /// Callers by a name in their client certificate, such as `CN=alice`; see ``CertificateNames``.
    public var certificates: [String: String]

    /// Creates a list; without arguments everybody is anonymous.
    public init(tokens: CallerTokens? = nil, proxy: TrustedProxy? = nil, certificates: [String: String] = [:]) {
        self.tokens = tokens
        self.proxy = proxy
        self.certificates = certificates
    }

    /// Whether nobody unknown is served.
    public var areRequired: Bool { tokens != nil || proxy != nil || !certificates.isEmpty }
}

/// What is in force now, replaced as a whole.
public final class Current<Value: Sendable>: Sendable {
    private let content: Mutex<Value>

    /// Creates it with what is in force at first.
    public init(_ value: Value) { content = Mutex(value) }

    /// What is in force.
    public var value: Value {
        get { content.withLock { $0 } }
        set { content.withLock { $0 = newValue } }
    }
}
