/// Who sent a request, as far as HTTP can tell.
public struct Identity: Sendable, Hashable {
    /// The name of the caller's token, else a keyed hash of its provider key, else `anonymous`. No secret.
    public let callerID: String
    /// The provider key that the caller brought, or nil.
    public let providerKey: String?
    /// Whether a caller token vouches for the name.
    public let isAuthenticated: Bool
    /// Whether the listener takes connections from this machine only.
    public let isLoopback: Bool

    /// Creates an identity, as a test of the wiring does.
    public init(callerID: String, providerKey: String?, isAuthenticated: Bool, isLoopback: Bool) {
        self.callerID = callerID
        self.providerKey = providerKey
        self.isAuthenticated = isAuthenticated
        self.isLoopback = isLoopback
    }
}

extension Identity: CustomStringConvertible, CustomDebugStringConvertible {
    /// The name only, so that the key is printed nowhere.
    public var description: String { callerID }
    public var debugDescription: String { callerID }
}
