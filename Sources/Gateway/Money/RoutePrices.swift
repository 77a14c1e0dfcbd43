/// What calls cost at the providers that may serve them: by the operator's prices, then by the table.
public struct RoutePrices: Sendable {
    private let table: PriceTable
    private let providers: [Provider]

    /// Creates prices of a set of providers, in the order that routes count them.
    public init(_ table: PriceTable = PriceTable(), providers: [Provider]) {
        self.table = table
        self.providers = providers
    }

    /// The price of a model at a provider; nil where it is not known.
    public func price(of model: String, at provider: Provider) -> Price? {
        if provider.dialect == .embedded { return .free }
        if let own = provider.prices.first(where: { $0.models.matches(model) })?.price {
            return Price(
                Price.Rates(input: own.input, output: own.output, cachedInput: own.cachedInput))
        }
        return table.price(of: model, at: provider.dialect.priceList ?? provider.name)
    }

    /// The dearest price that a call may have before it is known who serves it; what is not known counts for nothing.
    public func dearest(for call: Call) -> Price? {
        let prices = candidates(of: call).compactMap { provider, model in
            model.flatMap { price(of: $0, at: provider) }
        }
        return prices.max { Self.comparable($0) < Self.comparable($1) }
    }

    /// The price at the provider that has served a call; nil where nobody knows.
    public func served(_ call: Call, _ notes: Notes) -> Price? {
        for (provider, model) in candidates(of: call) where provider.name == notes.provider {
            if let model { return price(of: model, at: provider) }
        }
        return nil
    }

    /// Dollars for a million tokens of input and one of output, to compare providers by.
    public func perMillion(_ provider: Provider, _ model: String) -> Double? {
        price(of: model, at: provider).map { Self.comparable($0).dollars }
    }

    private func candidates(of call: Call) -> [(Provider, model: String?)] {
        guard let route = call.routing?.route else { return providers.first.map { [($0, call.model)] } ?? [] }
        return route.candidates.map { (providers[$0.provider], $0.model ?? call.model) }
    }

    private static func comparable(_ price: Price) -> Money {
        var usage = Usage()
        usage.input = 1_000_000
        usage.output = 1_000_000
        return price.cost(of: usage)
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
