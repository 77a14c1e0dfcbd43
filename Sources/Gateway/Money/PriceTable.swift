import Synchronization

/// Prices of models by name: those that were known when this was built, and the operator's own, which win.
public struct PriceTable: Sendable {
    /// The day of the list that the built-in prices are from, ISO 8601.
    public static let date = "2026-11-20"

    private let own: [String: Price]

    /// Creates a table; own prices are found by `provider/model` before `model`.
    public init(own: [String: Price] = [:]) { self.own = own }

    /// The price of a model at a provider, or nil where neither is known.
    ///
    /// A fine-tuned model (`ft:base:organisation::id`) costs what `ft:base` does.
    public func price(of model: String, at provider: String? = nil) -> Price? {
        if let price = find(model, at: provider) { return price }
        guard model.hasPrefix("ft:"), let end = model.dropFirst(3).firstIndex(of: ":") else { return nil }
        return find(String(model[..<end]), at: provider)
    }

    /// The most that a call may cost in US dollars; nil where nobody knows.
    ///
    /// - Parameter outputCap: tokens that a call is taken to write which states no limit.
    public func bound(of call: Call, outputCap: Int = 4096) -> Double? {
        guard let model = call.model, let price = price(of: model),
            let estimate = Estimate(call, price: price, outputCap: outputCap)
        else { return nil }
        return estimate.bound(price).dollars
    }

    private func find(_ model: String, at provider: String?) -> Price? {
        if !own.isEmpty {
            if let provider, let price = own["\(provider)/\(model)"] { return price }
            if let price = own[model] { return price }
        }
        if let provider, provider != "openai", let price = Self.known["\(provider)/\(model)"] { return price }
        return Self.known[model]
    }

    /// Read when the first price is asked for; that takes about a millisecond.
    private static let known: [String: Price] = {
        var prices: [String: Price] = [:]
        for list in [openAI, azure, others] {
            for line in list.split(separator: "\n") {
                guard let (model, price) = PriceLine(line).parsed else { continue }
                prices[model] = price
            }
        }
        return prices
    }()

    /// Names of the models with a built-in price.
    static var models: [String] { known.keys.sorted() }
}

/// One line of a list of prices: `model: window N, output N, TIER RATES, TIER>TOKENS RATES, UNIT DOLLARS`.
///
/// Rates are US dollars for a million tokens: `i` input, `c` cached input, `w` writing to the cache, `o` output; `a` and
/// `i` before them stand for sound and pictures.
struct PriceLine {
    private let line: Substring

    init(_ line: Substring) { self.line = line }

    /// The model and its price; nil where the line is none.
    var parsed: (model: String, price: Price)? {
        guard let mark = line.firstRange(of: ": ") else { return nil }
        var price = Price()
        for part in line[mark.upperBound...].split(separator: ",") {
            let words = part.split(separator: " ")
            guard let first = words.first, words.count > 1 else { return nil }
            guard let number = Double(words[1]) else {
                guard let step = Self.step(first, words.dropFirst()) else { return nil }
                price.steps.append(step)
                continue
            }
            for position in stride(from: 0, to: words.count - 1, by: 2) {
                guard let number = position == 0 ? number : Double(words[position + 1]) else { return nil }
                switch words[position] {
                case "window": price.window = Int(number)
                case "output": price.largestOutput = Int(number)
                case "second": price.second = number
                case "character": price.character = number
                case "image": price.image = number
                case "search": price.search = number
                default: return nil
                }
            }
        }
        guard mark.upperBound < line.endIndex else { return nil }
        return (String(line[..<mark.lowerBound]), price)
    }

    private static func step(_ name: Substring, _ words: ArraySlice<Substring>) -> Price.Step? {
        let parts = name.split(separator: ">")
        guard let tier = Price.Tier(rawValue: String(parts[0])) else { return nil }
        var rates = Price.Rates()
        for word in words {
            guard let digit = word.firstIndex(where: \.isNumber), let number = Double(word[digit...]) else {
                return nil
            }
            switch word[..<digit] {
            case "i": rates.input = number
            case "c": rates.cachedInput = number
            case "w": rates.cacheWrite = number
            case "o": rates.output = number
            case "ai": rates.audioInput = number
            case "ao": rates.audioOutput = number
            case "ii": rates.imageInput = number
            case "io": rates.imageOutput = number
            default: return nil
            }
        }
        return Price.Step(tier: tier, above: parts.count > 1 ? Int(parts[1]) ?? 0 : 0, rates: rates)
    }
}
