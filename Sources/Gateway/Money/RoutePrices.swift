/// What calls cost at the providers that may serve them: by the operator's prices, then by the table.
public struct RoutePrices: Sendable {
    private let lists: [PriceList]

    /// Creates prices of a set of providers, in the order that routes count them.
    public init(_ table: PriceTable = PriceTable(), providers: [Provider]) {
        lists = providers.map { PriceList($0, table) }
    }

    /// The price of a model at a provider; nil where it is not known.
    public func price(of model: String, at provider: Provider) -> Price? {
        lists.first { $0.provider == provider.name }?.price(of: model)
    }

    /// The dearest price that a call may have before it is known who serves it; what is not known counts for nothing.
    public func dearest(for call: Call) -> Price? {
        guard let candidates = call.routing?.route.candidates else {
            return call.model.flatMap { lists.first?.price(of: $0) }
        }
        let prices = candidates.compactMap { candidate in
            (candidate.model ?? call.model).flatMap { lists[candidate.provider].price(of: $0) }
        }
        return prices.count < 2 ? prices.first : prices.max { Self.comparable($0) < Self.comparable($1) }
    }

    /// The price at the provider that has served a call; nil where nobody knows, or where there was no choice.
    public func served(_ call: Call, _ notes: Notes) -> Price? {
        guard let candidates = call.routing?.route.candidates, candidates.count > 1 else { return nil }
        for candidate in candidates where lists[candidate.provider].provider == notes.provider {
            if let model = candidate.model ?? call.model { return lists[candidate.provider].price(of: model) }
        }
        return nil
    }

    /// Dollars for a million tokens of input and one of output, to compare providers by.
    public func perMillion(_ provider: Provider, _ model: String) -> Double? {
        price(of: model, at: provider).map { Self.comparable($0).dollars }
    }

    private static func comparable(_ price: Price) -> Money {
        var usage = Usage()
        usage.input = 1_000_000
        usage.output = 1_000_000
        return price.cost(of: usage)
    }
}

/// What models cost at one provider.
private struct PriceList: Sendable {
    let provider: String
    private let isFree: Bool
    private let own: [(models: Glob, price: Price)]
    private let table: PriceTable
    /// Whose prices of the table hold.
    private let vendor: String

    init(_ provider: Provider, _ table: PriceTable) {
        self.provider = provider.name
        self.table = table
        isFree = provider.dialect == .embedded
        own = provider.prices.map { models, price in
            let rates = Price.Rates(input: price.input, output: price.output, cachedInput: price.cachedInput)
            return (models, Price(rates))
        }
        vendor = provider.dialect.priceList ?? provider.name
    }

    func price(of model: String) -> Price? {
        if isFree { return .free }
        return own.first { $0.models.matches(model) }?.price ?? table.price(of: model, at: vendor)
    }
}

extension Dialect {
    /// The vendor whose prices hold; nil where the operator's name for the provider may say so.
    fileprivate var priceList: String? {
        switch self {
        case .openai: "openai"
        case .azure, .azureDeployments: "azure"
        case .anthropic: "anthropic"
        case .compatible, .embedded: nil
        }
    }
}
