/// A revision of the Model Context Protocol. Every question of the form "does this revision have ..." is answered here.
public enum Revision: String, Sendable, CaseIterable, Comparable {
    case v2024_11_05 = "2024-11-05"
    case v2025_03_26 = "2025-03-26"
    case v2025_06_18 = "2025-06-18"
    case v2025_11_25 = "2025-11-25"
    case v2026_07_28 = "2026-07-28"

    public static func < (one: Revision, other: Revision) -> Bool { one.rawValue < other.rawValue }

    // MARK: Choosing one

    /// Revisions that a request declares for itself, newest first; what `server/discover` lists.
    public static let stateless: [Revision] = allCases.filter(\.isStateless).reversed()

    /// What `initialize` agrees to: the asked revision if it has a handshake, else the newest that has.
    public static func negotiated(asking asked: String) -> Revision {
        guard let revision = Revision(rawValue: asked), !revision.isStateless else { return .v2025_11_25 }
        return revision
    }

    /// What an HTTP request without handshake, header and metadata counts as (2025-11-25, transports, protocol version header).
    public static let assumed = Revision.v2025_03_26

    // MARK: What it has

    /// Each request stands alone and carries its metadata; there is no `initialize`, no `ping`, no session.
    public var isStateless: Bool { self >= .v2026_07_28 }
    /// Several messages in one JSON array.
    public var hasBatches: Bool { self == .v2025_03_26 }
    /// Tool annotations.
    public var hasAnnotations: Bool { self >= .v2025_03_26 }
    /// Audio content.
    public var hasAudio: Bool { self >= .v2025_03_26 }
    /// The `message` of a progress notification.
    public var hasProgressMessage: Bool { self >= .v2025_03_26 }
    /// The `completions` capability; the method is older.
    public var hasCompletionCapability: Bool { self >= .v2025_03_26 }
    /// Structured content, output schemas, titles and resource links.
    public var hasStructuredContent: Bool { self >= .v2025_06_18 }
    /// The other arguments of a prompt or template in a request for completion.
    public var hasCompletionContext: Bool { self >= .v2025_06_18 }
    /// When a resource was changed, in its annotations.
    public var hasModificationTimes: Bool { self >= .v2025_06_18 }
    /// Wrong arguments are a tool error that a model can act on, not a protocol error (2025-11-25, SEP-1303).
    public var hasArgumentToolErrors: Bool { self >= .v2025_11_25 }
    /// `resultType`, cache hints and the server's name in each result.
    public var hasResultTypes: Bool { self >= .v2026_07_28 }
    /// An error code of its own for a resource that does not exist (until 2025-11-25, resources, error handling).
    public var hasResourceNotFoundCode: Bool { self < .v2026_07_28 }
    /// HTTP headers that repeat the method and the name.
    public var hasStandardHeaders: Bool { self >= .v2026_07_28 }
    /// Leaving the response stream cancels the request; before, it said nothing.
    public var hasCancellationByDisconnect: Bool { self >= .v2026_07_28 }
    /// A user can be asked (2025-06-18, elicitation).
    public var hasElicitation: Bool { self >= .v2025_06_18 }
    /// A client says in which ways it can ask its user.
    public var hasElicitationModes: Bool { self >= .v2025_11_25 }
    /// Calls can become tasks.
    public var hasTasks: Bool { self >= .v2025_11_25 }
    /// The client asks for a task with each call, and tools say whether they can be one (2025-11-25 only).
    public var hasTaskParameter: Bool { self == .v2025_11_25 }
    /// Requests of a server's go to the client on a stream of its own; from 2026-07-28 on they are results.
    public var hasServerRequests: Bool { !isStateless }
    /// A stream begins with an empty event, from whose id on it can be read again (2025-11-25, transports, SEP-1699).
    public var hasPrimingEvents: Bool { self == .v2025_11_25 }
    /// A stream that broke off can be read again from an event on.
    public var hasResumableStreams: Bool { self >= .v2025_03_26 && !isStateless }
    /// Icons of servers and tools.
    public var hasIcons: Bool { self >= .v2025_11_25 }
}
