import Catalogue
import Gateway

/// Azure OpenAI as it was before `/openai/v1/`: the deployment stands in the path, and each request says which version
/// of the API it means.
public struct AzureDeployments: Stage {
    private let apiVersion: String

    /// Creates the stage; the version is a date such as `2024-10-21`.
    public init(apiVersion: String) { self.apiVersion = apiVersion }

    public func handle(_ call: Call, next: @Sendable (Call) async throws -> Answer) async throws -> Answer {
        var call = call
        if Self.ofDeployments.contains(call.endpoint.path) {
            guard let deployment = call.model else {
                throw APIError(
                    .invalidRequest, "Azure needs the name of a deployment, give it as model", param: "model")
            }
            call.path = "/deployments/\(percentEncoded(deployment))\(call.path)"
        }
        if !call.query.contains(where: { $0.name == "api-version" }) { call.query.append(("api-version", apiVersion)) }
        return try await next(call)
    }

    /// What belongs to one deployment; everything else (files, jobs, assistants) belongs to the resource.
    private static let ofDeployments: Set<String> = [
        "/chat/completions", "/completions", "/embeddings", "/audio/transcriptions", "/audio/translations",
        "/audio/speech", "/images/generations", "/images/edits",
    ]
}
