import Catalogue

/// What a call is made for.
struct CallOrigin: Sendable {
    /// The composed tool whose work it is; nil: the endpoint's own tool.
    var tool: String?
    /// What the tool's caller says about earlier answers; nil: nothing.
    var cache: Bool?
}

extension Arguments {
    /// What the caller says about earlier answers to equal calls; nil: nothing.
    var cacheChoice: Bool? {
        (local.first { $0.name == Field.cacheChoice.name }?.value ?? self[Field.cacheChoice.name])?.bool
    }
}
