import Gateway

/// The translations between OpenAI's API, which calls are made in, and those that providers speak.
public enum Dialects {
    /// The stages that put a provider's calls into its dialect; none where it speaks OpenAI's.
    public static func translation(for provider: Provider) -> [any Stage] {
        switch provider.dialect {
        case .openai, .compatible, .embedded: []
        case .azure: []
        case .azureDeployments(let apiVersion): [AzureDeployments(apiVersion: apiVersion)]
        case .anthropic: [AnthropicMessages()]
        }
    }
}
