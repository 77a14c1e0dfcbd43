import JSON
import Synchronization

/// What one answer cost, found out while it passes.
final class Bill: Sendable {
    private let price: Price?
    private let estimate: @Sendable () -> Estimate?
    private let isImage: Bool
    private let countsMore: Bool
    private let reader = Mutex(UsageReader())

    /// - Parameter estimate: the most that the call can use; asked for only where the answer does not say all that counts.
    init(_ call: Call, price: Price?, estimate: @escaping @Sendable () -> Estimate?) {
        self.price = price
        self.estimate = estimate
        isImage = call.endpoint.treatment == .saveImages
        countsMore = price?.countsMoreThanTokens(of: call) == true
    }

    func read(_ chunk: [UInt8]) { reader.withLock { $0.read(chunk) } }

    /// What a stream used, as far as it said so, and what that costs.
    func total() -> (usage: Usage?, cost: Money?) {
        let (found, tier) = reader.withLock { ($0.found, $0.tier) }
        return total(found.flatMap { try? JSONDocument($0).root }.flatMap { Usage($0) }, tier)
    }

    /// The same of an answer that is whole; nil: it is no JSON.
    func total(of answer: JSONView?) -> (usage: Usage?, cost: Money?) {
        let response = answer?["response"]
        let usage = answer?["usage"] ?? response?["usage"]
        return total(usage.flatMap { Usage($0) }, (answer?["service_tier"] ?? response?["service_tier"])?.string)
    }

    /// An answer that says nothing of its use counts as estimated: it is never more, and the budget holds.
    private func total(_ found: Usage?, _ tier: String?) -> (usage: Usage?, cost: Money?) {
        guard var usage = found else {
            return (nil, price.flatMap { price in estimate()?.bound(price) })
        }
        if isImage, usage.imageOutput == 0 { usage.imageOutput = usage.output }
        if let price, countsMore, let estimated = estimate()?.usage {
            if price.second != nil, usage.seconds == 0, usage.tokens == 0 { usage.seconds = estimated.seconds }
            if price.image != nil { usage.images = estimated.images }
            usage.characters = estimated.characters
            usage.searches = estimated.searches
        }
        let served = tier.flatMap { $0 == "default" ? .standard : Price.Tier(rawValue: $0) }
        return (usage, price?.cost(of: usage, tier: served ?? .standard))
    }
}
