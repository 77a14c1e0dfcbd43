/// Where a provider's keys come from; asked on every call, so that a key may change while the process runs.
public protocol KeySource: Sendable {
    /// The keys in order; cheap where nothing has changed.
    var keys: [SecretString] { get }
}

/// Keys that stay as they are.
public struct FixedKeys: KeySource {
    public let keys: [SecretString]

    /// Creates a source.
    public init(_ keys: [SecretString]) { self.keys = keys }
}
