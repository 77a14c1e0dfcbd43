import Catalogue
import Gateway
import Synchronization
import TestSupport
import Testing

@testable import Upstreams

@Suite(.timeLimit(.minutes(1))) struct AzureTests {
    private func pipeline(_ fake: FakeProvider, _ dialect: Dialect, path: String) throws -> Pipeline {
        let provider = Provider(
            name: "azure", dialect: dialect, baseURL: "http://127.0.0.1:\(fake.port)\(path)", key: SecretString("az-1"))
        return Pipeline(
            Dialects.translation(for: provider) + [Authorise(provider)],
            upstream: try HTTPUpstream(provider, version: "1"))
    }

    @Test func todaysPathIsOpenAIsWithAKeyOfItsOwn() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer(200, [], "{}")] }
        _ = try await pipeline(fake, .azure, path: "/openai/v1").send(makeCall(chat, #"{"model":"my-gpt"}"#))
        let request = try #require(fake.requests.first)
        #expect(request.target == "/openai/v1/chat/completions")
        #expect(request.header("api-key") == "az-1" && request.header("authorization") == nil)
        #expect(request.text == #"{"model":"my-gpt"}"#)
    }

    @Test func theDeploymentStoodInThePath() async throws {
        let fake = try await FakeProvider.start { _, _ in [.answer(200, [], "{}")] }
        let pipeline = try pipeline(fake, .azureDeployments(apiVersion: "2024-10-21"), path: "/openai/")
        _ = try await pipeline.send(makeCall(chat, #"{"model":"my gpt/4"}"#))
        _ = try await pipeline.send(makeCall(models))
        var form = Call(Endpoint("t", .post, "/audio/transcriptions", "T.", .computes, encoding: .multipart))
        form.body = .multipart([Part("model", content: Array("whisper".utf8))])
        _ = try await pipeline.send(form)
        var versioned = makeCall(models)
        versioned.query = [("api-version", "2025-01-01")]
        _ = try await pipeline.send(versioned)
        #expect(
            fake.requests.map(\.target) == [
                "/openai/deployments/my%20gpt%2F4/chat/completions?api-version=2024-10-21",
                "/openai/models?api-version=2024-10-21",
                "/openai/deployments/whisper/audio/transcriptions?api-version=2024-10-21",
                "/openai/models?api-version=2025-01-01",
            ])
    }

    @Test func withoutADeploymentThereIsNoPath() async throws {
        let stage = AzureDeployments(apiVersion: "v")
        let error = await #expect(throws: APIError.self) {
            try await stage.handle(makeCall(chat, "{}")) { _ in Answer(status: 200, body: .bytes([])) }
        }
        #expect(error?.param == "model")
    }

    @Test(
        arguments: [
            (
                404, #"{"error":{"code":"DeploymentNotFound","message":"The API deployment does not exist."}}"#,
                .modelNotFound
            ),
            (404, #"{"error":{"code":"404","message":"Resource not found"}}"#, .endpointMissing),
            (401, #"{"error":{"code":"401","message":"Access denied due to invalid subscription key."}}"#, .invalidKey),
            (401, #"{"statusCode":401,"message":"Unauthorized. Access token is missing."}"#, .invalidKey),
            (429, #"{"error":{"code":"429","message":"Requests have exceeded the call rate limit."}}"#, .rateLimit),
            (429, #"{"error":{"code":"RateLimitReached","message":"slow"}}"#, .rateLimit),
            (400, #"{"error":{"code":"content_filter","message":"filtered","status":400}}"#, .contentPolicy),
            (400, #"{"error":{"code":"OperationNotSupported","message":"no"}}"#, .invalidRequest),
            (503, #"{"error":{"code":"ServiceUnavailable","message":"busy"}}"#, .overloaded),
        ] as [(Int, String, APIError.Kind)])
    func errorsAreUnderstood(_ status: Int, _ body: String, _ kind: APIError.Kind) {
        #expect(APIError(Answer(status: status, body: .bytes(Array(body.utf8))), now: 0).kind == kind)
    }
}
