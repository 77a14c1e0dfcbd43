import Gateway

/// When a file goes up in parts, and how.
public struct UploadRules: Sendable {
    /// Largest file that goes up in one request.
    public var largestWhole = FileBridge.formLimit
    public var partSize = UploadPlan.largestPart
    /// The clock by which a failed part waits.
    public var surroundings = Surroundings.real

    /// Creates the rules of OpenAI's API.
    public init() {}
}
