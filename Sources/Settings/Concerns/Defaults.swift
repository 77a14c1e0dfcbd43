/// What a call gets where its arguments say nothing; a default that the model lacks is left out.
public struct DefaultSettings: Sendable {
    public var model: String?
    public var maxTokens: Int?
    public var temperature: Double?
    /// Refuses a retired model instead of calling its successor.
    public var strictModels = false

    /// Creates settings with every default.
    public init() {}
}

extension SettingsTable {
    static let defaults = [
        Setting(
            "defaults.model", flag: "default-model", variables: ["DEFAULT_MODEL"], .text, \.defaults.model,
            "Model for calls that name none."),
        Setting(
            "defaults.max-tokens", flag: "max-tokens", variables: ["MAX_TOKENS", "MAX_TOKENS_DEFAULT"],
            .integer(1...10_000_000), \.defaults.maxTokens, "Most tokens to generate for calls that do not say."),
        Setting(
            "defaults.temperature", flag: "temperature", variables: ["TEMPERATURE"], .decimal(0...2),
            \.defaults.temperature, "Sampling temperature for calls that do not say; left out where the model has none."
        ),
        Setting(
            "defaults.strict-models", flag: "strict-models", .toggle, \.defaults.strictModels,
            "Refuse a retired model instead of calling its successor."),
    ]
}
