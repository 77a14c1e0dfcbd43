/// What a caller may ask the gateway for, as the operator says. Which tools it may use is the business of whoever offers
/// tools.
public struct Grant: Sendable, Hashable {
    /// Name patterns of models; empty: all.
    public var models: [Glob]

    /// Creates a grant; without arguments nothing is withheld.
    public init(models: [Glob] = []) { self.models = models }

    /// Whether a call may be made that names `asked`, which is sent as `resolved`: aliases are the operator's own, and
    /// may be granted by their name as well as by the model behind them.
    public func allows(model asked: String, resolved: String) -> Bool {
        models.isEmpty || models.contains { $0.matches(resolved) || $0.matches(asked) }
    }

    /// Throws where a model is not granted.
    func check(_ asked: String, resolved: String) throws {
        guard !allows(model: asked, resolved: resolved) else { return }
        let known = models.map(\.description).joined(separator: ", ")
        throw APIError(
            .permission, "model '\(resolved)' is not among those that you may use here, name one of \(known)",
            param: "model")
    }
}
