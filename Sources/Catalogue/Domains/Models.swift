extension Domain {
    /// Models of the provider.
    public static let models = Domain("models", title: "Models", instructions: "List, inspect and delete models.", [])
}
