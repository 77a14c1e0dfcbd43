/// What a model costs.
public struct Price: Sendable, Hashable {
    /// US dollars for a million tokens, by what they are; what is nil costs what its fallback does.
    public struct Rates: Sendable, Hashable {
        public var input = 0.0
        /// Else as ``input``.
        public var cachedInput: Double?
        /// Else as ``input``.
        public var cacheWrite: Double?
        public var output = 0.0
        /// Else as ``input``.
        public var audioInput: Double?
        /// Else as ``output``.
        public var audioOutput: Double?
        /// Else as ``input``.
        public var imageInput: Double?
        /// Else as ``output``.
        public var imageOutput: Double?

        /// Creates rates of nothing.
        public init() {}

        /// Creates rates of text.
        public init(input: Double, output: Double, cachedInput: Double? = nil) {
            self.input = input
            self.output = output
            self.cachedInput = cachedInput
        }

        /// The dearest token of input and of output.
        var dearest: (input: Double, output: Double) {
            (
                [input, cachedInput, cacheWrite, audioInput, imageInput].compactMap { $0 }.max() ?? 0,
                [output, audioOutput, imageOutput].compactMap { $0 }.max() ?? 0
            )
        }
    }

    /// How fast an answer is wanted, by the API's own names (`service_tier`).
    public enum Tier: String, Sendable, Hashable, CaseIterable {
        case standard, flex, priority
    }

    /// Rates of a tier, from so many tokens of input on.
    struct Step: Sendable, Hashable {
        let tier: Tier
        let above: Int
        let rates: Rates
    }

    var steps: [Step]
    /// US dollars for a second of sound that is transcribed, or of video.
    public var second: Double?
    /// US dollars for a character that is spoken.
    public var character: Double?
    /// US dollars for a picture, whatever its size.
    public var image: Double?
    /// US dollars for a search of the web.
    public var search: Double?
    /// Most tokens of input.
    public var window: Int?
    /// Most tokens of output.
    public var largestOutput: Int?

    /// Creates a price of tokens alone.
    public init(_ rates: Rates, window: Int? = nil, largestOutput: Int? = nil) {
        steps = [Step(tier: .standard, above: 0, rates: rates)]
        self.window = window
        self.largestOutput = largestOutput
    }

    /// What costs nothing, such as a model on a machine of one's own.
    public static let free = Price(Rates())

    init() { steps = [] }

    /// Whether something else than tokens costs in a call, of which its answer says nothing.
    func countsMoreThanTokens(of call: Call) -> Bool {
        second != nil || character != nil || image != nil || search != nil && call.searchesTheWeb
    }

    /// What a use costs, rounded up to the smallest amount.
    public func cost(of usage: Usage, tier: Tier = .standard) -> Money {
        let rates = rates(tier, input: usage.input)
        let output = rates.output
        let special = usage.cachedInput + usage.cacheWrites + usage.audioInput + usage.imageInput
        var sum = Double(max(0, usage.input - special)) * rates.input
        sum += Double(usage.cachedInput) * (rates.cachedInput ?? rates.input)
        sum += Double(usage.cacheWrites) * (rates.cacheWrite ?? rates.input)
        sum += Double(usage.audioInput) * (rates.audioInput ?? rates.input)
        sum += Double(usage.imageInput) * (rates.imageInput ?? rates.input)
        sum += Double(max(0, usage.output - usage.audioOutput - usage.imageOutput)) * output
        sum += Double(usage.audioOutput) * (rates.audioOutput ?? output)
        sum += Double(usage.imageOutput) * (rates.imageOutput ?? output)
        sum /= 1e6
        sum += usage.seconds * (second ?? 0) + Double(usage.characters) * (character ?? 0)
        sum += Double(usage.images) * (image ?? 0) + Double(usage.searches) * (search ?? 0)
        // What a double cannot say exactly is no reason to round up.
        return Money(nanodollars: Int64(min((sum * 1e9 - 1e-4).rounded(.up), 9e18)))
    }

    /// The most that so many tokens can cost, whatever they are and whichever step they reach.
    func bound(input: Int, output: Int, tier: Tier?) -> Money {
        let dearest = steps.filter { (tier == nil || $0.tier == tier || $0.tier == .standard) && input > $0.above - 1 }
            .map(\.rates.dearest)
        let rates = (dearest.map(\.input).max() ?? 0, dearest.map(\.output).max() ?? 0)
        let sum = (Double(input) * rates.0 + Double(output) * rates.1) * 1000
        return Money(nanodollars: Int64(min(sum.rounded(.up), 9e18)))
    }

    /// The rates of a tier; where it has none, the standard ones hold.
    func rates(_ tier: Tier, input: Int) -> Rates {
        func best(_ tier: Tier) -> Rates? {
            steps.filter { $0.tier == tier && ($0.above == 0 || input > $0.above) }.max { $0.above < $1.above }?.rates
        }
        return best(tier) ?? best(.standard) ?? Rates()
    }
}
