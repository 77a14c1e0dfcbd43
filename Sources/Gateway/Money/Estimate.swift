import Catalogue

/// The most that a call can use, before it is sent.
struct Estimate: Sendable, Hashable {
    var usage = Usage()
    /// The limit on output that must be sent for the estimate to hold: where the caller states none.
    var cap: Cap?
    /// The tier that was asked for; nil leaves it to the provider.
    var tier: Price.Tier?

    /// A member of the body that limits output.
    struct Cap: Sendable, Hashable {
        let name: String
        let tokens: Int
    }

    /// Estimates a call; nil where what it uses has no bound that is known here.
    ///
    /// - Parameter outputCap: tokens that a call may write which states no limit.
    init?(_ call: Call, price: Price, outputCap: Int) {
        let endpoint = call.endpoint
        switch endpoint.path {
        case "/chat/completions", "/completions", "/responses": text(call, price, outputCap)
        case "/embeddings", "/moderations": usage.input = Self.input(of: call, price)
        case "/images/generations", "/images/edits", "/images/variations": images(call, price)
        case "/audio/transcriptions", "/audio/translations": recording(call, price)
        case "/audio/speech": speech(call)
        case "/videos", "/videos/edits", "/videos/extensions":
            guard price.second != nil else { return nil }
            usage.seconds = Double(call.text("seconds") ?? "") ?? Self.longestVideo
        default: return nil
        }
    }

    /// What the estimate costs at most.
    func bound(_ price: Price) -> Money {
        var units = usage
        (units.input, units.output) = (0, 0)
        units.imageOutput = 0
        return price.bound(input: usage.input, output: usage.output, tier: tier) + price.cost(of: units)
    }

    // MARK: Kinds of work

    private mutating func text(_ call: Call, _ price: Price, _ outputCap: Int) {
        usage.input = Self.input(of: call, price)
        tier = call.text("service_tier").flatMap { $0 == "default" ? .standard : Price.Tier(rawValue: $0) }
        let largest = price.largestOutput ?? .max
        let stated = Self.limits.compactMap { call.integer($0) }.max()
        if stated == nil {
            // The API takes no smaller limit.
            let tokens = max(16, min(outputCap, largest))
            cap = Cap(name: call.endpoint.path == "/responses" ? "max_output_tokens" : "max_tokens", tokens: tokens)
        }
        let answers = Self.bounded(max(call.integer("n") ?? 1, call.integer("best_of") ?? 1), 1...128)
        // What a caller states beyond what the model can write costs nothing.
        usage.output = Self.bounded(stated.map { min($0, largest) } ?? cap?.tokens ?? 0, 0...10_000_000) * answers
        if price.search != nil, call.searchesTheWeb { usage.searches = Self.mostSearches }
    }

    private static let limits = ["max_completion_tokens", "max_tokens", "max_output_tokens"]
    /// Searches that a call is taken to make at most; providers state no bound.
    private static let mostSearches = 10

    private mutating func images(_ call: Call, _ price: Price) {
        let count = Self.bounded(call.integer("n") ?? 1, 1...10)
        usage.input = Self.input(of: call, price)
        usage.output = count * (Self.pictureTokens + 100 * Self.bounded(call.integer("partial_images") ?? 0, 0...3))
        usage.imageOutput = usage.output
        usage.images = count
    }

    /// Tokens of the largest picture at the highest quality (1024 by 1536: 6,240), and something over for what comes.
    private static let pictureTokens = 8_192

    private mutating func recording(_ call: Call, _ price: Price) {
        let bytes = call.files.reduce(0) { $0 + $1 }
        usage.seconds = price.second == nil ? 0 : Double(bytes) / Self.leastBytesPerSecond
        usage.input = price.steps.isEmpty ? 0 : price.window ?? 16_000
        usage.output = price.steps.isEmpty ? 0 : price.largestOutput ?? 2_000
    }

    /// The thinnest sound that is worth transcribing: 6 kbit/s.
    private static let leastBytesPerSecond = 750.0

    private mutating func speech(_ call: Call) {
        let length = call.text("input")?.utf8.count ?? 0
        usage.characters = call.text("input")?.unicodeScalars.count ?? 0
        usage.input = length + (call.text("instructions")?.utf8.count ?? 0)
        // 20 tokens a second, 12 characters a second, and a quarter of the speed at the slowest.
        usage.output = length * 8
        usage.audioOutput = usage.output
    }

    private static let longestVideo = 12.0

    private static func input(of call: Call, _ price: Price) -> Int {
        var bound = InputBound()
        switch call.body {
        case .none: break
        case .json(let members):
            for member in members.all { bound.add(member.name, member.value) }
        case .multipart(let parts):
            return min(price.window ?? .max, parts.reduce(0) { $0 + ($1.text?.utf8.count ?? 0) })
                + parts.filter { $0.filename != nil }.count * InputBound.medium
        }
        return bound.tokens(window: price.window)
    }

    private static func bounded(_ number: Int, _ range: ClosedRange<Int>) -> Int {
        min(max(number, range.lowerBound), range.upperBound)
    }
}

extension Call {
    /// The value of a text option, whichever way the body travels; nil where there is none.
    func text(_ name: String) -> String? {
        switch body {
        case .none: nil
        case .json(let members): members.string(name)
        case .multipart(let parts): parts.first { $0.name == name && $0.filename == nil }?.text
        }
    }

    /// The value of an option that is a whole number; nil where there is none.
    func integer(_ name: String) -> Int? {
        switch body {
        case .none: return nil
        case .json(let members):
            guard let json = members[name], let number = Double(String(decoding: json, as: UTF8.self)) else {
                return nil
            }
            return Int(exactly: number.rounded(.up))
        case .multipart: return text(name).flatMap { Int($0) }
        }
    }

    /// Sizes of the files that the call sends.
    fileprivate var files: [Int] {
        guard case .multipart(let parts) = body else { return [] }
        return parts.filter { $0.filename != nil }.map(\.content.count)
    }

    /// Whether the model may search the web, as far as the call says.
    var searchesTheWeb: Bool {
        guard case .json(let members) = body else { return false }
        if members["web_search_options"] != nil { return true }
        return members["tools"].map { String(decoding: $0, as: UTF8.self).contains("\"web_search") } ?? false
    }
}
