import Embedded
import Gateway
import HTTPTransport

/// The embedded provider as an OpenAI-compatible HTTP server.
struct ProviderFace {
    let provider: EmbeddedProvider

    /// Routes below `/v1`.
    var routes: [PlainRoute] {
        ["GET", "POST", "DELETE"].map { method in
            PlainRoute(method, "/v1") { [provider] request in
                let answer = try await provider.answer(
                    method: request.method, path: request.path, query: request.query,
                    headers: Headers(request.headers), body: request.body)
                return PlainResponse(status: answer.status, headers: answer.headers.fields, body: Self.body(answer))
            }
        }
    }

    private static func body(_ answer: Answer) -> PlainResponse.Body {
        switch answer.body {
        case .bytes(let bytes): .bytes(bytes)
        case .stream(let chunks): .stream(chunks)
        }
    }
}
