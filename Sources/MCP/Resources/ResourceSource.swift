/// Where resources come from. A server may hold several: a guide, the objects of an API, stored results.
///
/// A source may wait, for a list or an object that it has to ask for, and is cancelled with the request. What it lists
/// and reads may differ by caller; a source must not show a caller what belongs to another.
///
/// Throws ``ProtocolError`` for what the client shall read as it is, ``ArgumentFault`` for a URI whose values are wrong,
/// ``UnknownCursor`` for a cursor that is not its own.
public protocol ResourceSource: Sendable {
    /// The patterns of what can be read without being listed; the same for all callers.
    var templates: [ResourceTemplate] { get }

    /// How long results may be kept and whether they depend on the caller; ``CacheHints/none`` unless said.
    var hints: CacheHints { get }

    /// What can be read, from a cursor on that an earlier page gave.
    func list(from cursor: String?, for principal: any Principal) async throws -> ResourcePage

    /// Reads a resource; nil where it is not here.
    ///
    /// Every source of a server is asked in turn, so that one decides by the URI first and only then asks anybody else.
    func read(_ uri: String, for principal: any Principal) async throws -> [ResourceContents]?
}

extension ResourceSource {
    public var templates: [ResourceTemplate] { [] }
    public var hints: CacheHints { .none }
}

/// A part of a source's list.
public struct ResourcePage: Sendable, Hashable {
    public var resources: [Resource]
    /// Where the next page begins, in the source's own terms; nil: there is none.
    public var next: String?

    /// Creates a page.
    public init(_ resources: [Resource], next: String? = nil) {
        self.resources = resources
        self.next = next
    }
}

/// A cursor that the source has not given, or no longer knows.
public struct UnknownCursor: Error {
    /// Creates the error.
    public init() {}
}
