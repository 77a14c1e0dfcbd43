import Catalogue

/// Which endpoints a provider has: what its operator says, what its product is known for, and what it has shown.
struct Capabilities: Sendable {
    private let rules: CapabilityRules
    private let product: CapabilityRules.Product
    /// Endpoints that have answered, which no later 404 can make doubtful.
    private var shown: Set<String> = []
    /// Endpoints that were not there, and until when that is believed.
    private var missing: [String: Double] = [:]
    /// What the rules and the product's table say, by endpoint; looked up once.
    private var offered: [String: Bool] = [:]

    init(_ rules: CapabilityRules, dialect: Dialect) {
        self.rules = rules
        product = rules.product ?? dialect.product
    }

    /// OpenAI has what the catalogue has; a stray 404 of something in between must not take an endpoint away.
    private var learns: Bool { rules.learns && product != .openai && product != .embedded }

    /// Whether the provider has an endpoint, as far as is known.
    mutating func has(_ endpoint: Endpoint, at now: Double) -> Bool {
        if missing[endpoint.name].map({ now < $0 && $0 - now <= Self.memory }) == true { return false }
        if let known = offered[endpoint.name] { return known }
        let isOffered = isOffered(endpoint)
        offered[endpoint.name] = isOffered
        return isOffered
    }

    private func isOffered(_ endpoint: Endpoint) -> Bool {
        func isIn(_ globs: [Glob]) -> Bool { globs.contains { $0.matches(endpoint.name) } }
        if isIn(rules.except) { return false }
        if isIn(rules.also) { return true }
        guard rules.only.isEmpty else { return isIn(rules.only) }
        return product.table?.has(endpoint) ?? true
    }

    /// Notes that an endpoint has answered.
    mutating func answered(_ endpoint: Endpoint) {
        guard learns, !shown.contains(endpoint.name) else { return }
        shown.insert(endpoint.name)
        missing[endpoint.name] = nil
    }

    /// Notes that there was nothing at an endpoint's path.
    mutating func wasMissing(_ endpoint: Endpoint, at now: Double) {
        guard learns, !shown.contains(endpoint.name) else { return }
        missing[endpoint.name] = now + Self.memory
    }

    /// Long enough that nobody asks in vain all the time, short enough that an upgraded server is found.
    private static let memory = 600.0
}

extension Dialect {
    /// The product that a dialect gives away.
    var product: CapabilityRules.Product {
        switch self {
        case .openai: .openai
        case .compatible: .other
        case .azure, .azureDeployments: .azure
        case .anthropic: .anthropic
        case .embedded: .embedded
        }
    }
}

/// The endpoints that a product is known to have, by patterns of `METHOD /path`.
struct ProductTable: Sendable {
    let offered: [Glob]
    let lacking: [Glob]

    init(_ offered: [String], without lacking: [String] = []) {
        self.offered = offered.map { Glob($0) }
        self.lacking = lacking.map { Glob($0) }
    }

    func has(_ endpoint: Endpoint) -> Bool {
        let line = "\(endpoint.method.rawValue) \(endpoint.path)"
        return offered.contains { $0.matches(line) } && !lacking.contains { $0.matches(line) }
    }
}

extension CapabilityRules.Product {
    /// What the product's own documentation listed in autumn 2026; nil: everything may be there.
    var table: ProductTable? { Self.tables[self] }

    private static let text = [
        "POST /chat/completions", "POST /completions", "POST /embeddings", "GET /models", "GET /models/*",
    ]

    private static let tables: [Self: ProductTable] = [
        .anthropic: ProductTable(["POST /chat/completions", "GET /models", "GET /models/*"]),
        .azure: ProductTable(
            ["*"], without: ["* /moderations", "* /organization*", "* /projects*", "* /agents*", "* /vaults*"]),
        .vllm: ProductTable(text + ["POST /responses", "GET /responses/*", "POST /responses/*", "POST /audio/trans*"]),
        .ollama: ProductTable(text + ["POST /responses", "POST /images/generations"]),
        .lmstudio: ProductTable(text + ["POST /responses"]),
        .llamacpp: ProductTable(text + ["POST /responses"]),
        .litellm: ProductTable(["*"], without: ["* /organization*", "* /projects*", "* /agents*", "* /vaults*"]),
    ]
}
