/// What a call used, as the provider counts it.
public struct Usage: Sendable, Hashable {
    /// Tokens of input, those below among them.
    public var input = 0
    /// Tokens of input that the provider had cached.
    public var cachedInput = 0
    /// Tokens of input that the provider put into its cache, where it bills that.
    public var cacheWrites = 0
    /// Tokens of input that are sound.
    public var audioInput = 0
    /// Tokens of input that are pictures.
    public var imageInput = 0
    /// Tokens of output, those below among them.
    public var output = 0
    /// Tokens of output that are sound.
    public var audioOutput = 0
    /// Tokens of output that are pictures.
    public var imageOutput = 0
    /// Seconds of sound that was transcribed, of video that was made.
    public var seconds = 0.0
    /// Characters that were spoken.
    public var characters = 0
    /// Pictures that were made, where each has its price.
    public var images = 0
    /// Searches of the web that a model made.
    public var searches = 0

    /// Creates a usage of nothing.
    public init() {}

    /// Tokens of input and output.
    public var tokens: Int { input + output }
}
