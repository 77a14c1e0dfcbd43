import Synchronization

/// What one answer cost, found out while it passes.
final class Bill: Sendable {
    private let price: Price?
    private let estimate: @Sendable () -> Estimate?
    private let isImage: Bool
    private let reader = Mutex(UsageReader())

    /// - Parameter estimate: the most that the call can use; asked for only where the answer does not say all that counts.
    init(price: Price?, isImage: Bool, estimate: @escaping @Sendable () -> Estimate?) {
        self.price = price
        self.estimate = estimate
        self.isImage = isImage
    }

    func read(_ chunk: [UInt8]) { reader.withLock { $0.read(chunk) } }

    /// What was used, as far as anybody said so, and what that costs.
    ///
    /// An answer that says nothing of its use counts as estimated: it is never more, and the budget holds.
    func total(_ end: StreamEnd) -> (usage: Usage?, cost: Money?) {
        let (found, tier) = reader.withLock { ($0.found, $0.tier) }
        guard var usage = found.flatMap({ Usage($0) }) else {
            return (nil, price.flatMap { price in estimate()?.bound(price) })
        }
        if isImage, usage.imageOutput == 0 { usage.imageOutput = usage.output }
        if let price, price.countsMoreThanTokens, let estimated = estimate()?.usage {
            if price.second != nil, usage.seconds == 0, usage.tokens == 0 { usage.seconds = estimated.seconds }
            if price.image != nil { usage.images = estimated.images }
            usage.characters = estimated.characters
            usage.searches = estimated.searches
        }
        let served = tier.flatMap { $0 == "default" ? .standard : Price.Tier(rawValue: $0) }
        return (usage, price?.cost(of: usage, tier: served ?? .standard))
    }
}
