import Catalogue
import Gateway
import NIOCore

/// Sends calls to a provider over HTTP/1.1 on pooled connections.
///
/// Redirects are not followed: an API has none, and a key must not follow one to another host.
public final class HTTPUpstream: Upstream {
    /// A setting with which there can be no connection.
    public struct Misconfigured: Error, Sendable, Equatable, CustomStringConvertible {
        public let description: String
    }

    private let provider: Provider
    private let place: String
    private let connections: Connections
    /// For answers as a whole and for streams: they differ in what is accepted.
    private let templates: (whole: RequestTemplate, stream: RequestTemplate)

    /// Opens the way to a provider; throws ``Misconfigured`` before any connection is made.
    public init(_ provider: Provider, version: String, proxies: ProxySettings = ProxySettings()) throws {
        guard let url = ServerURL(provider.baseURL), ["http", "https"].contains(url.scheme) else {
            throw Misconfigured(description: "the base URL must be absolute, such as https://api.openai.com/v1")
        }
        guard url.userInfo == nil, !url.target.contains("?"), !provider.baseURL.contains("#") else {
            throw Misconfigured(description: "the base URL must have no user name, query or fragment")
        }
        self.provider = provider
        place = url.place
        let route = try Route(
            to: url, authorityFile: provider.authorityFile, proxy: proxies.proxy(for: url),
            timeout: provider.timeouts.connect)
        var base = url.target
        while base.hasSuffix("/") { base.removeLast() }
        func template(accept: String) throws -> RequestTemplate {
            var fields = Headers(
                route.fields + [
                    ("User-Agent", "openai-mcp/\(version)"), ("Accept-Encoding", "identity"), ("Accept", accept),
                ])
            for field in provider.headers.fields { fields[field.name] = field.value }
            do {
                return try RequestTemplate(targetPrefix: route.targetPrefix + base, fields: fields)
            } catch {
                throw Misconfigured(description: "the headers for the provider cannot be sent: \(error)")
            }
        }
        templates = (try template(accept: "application/json, */*;q=0.8"), try template(accept: "text/event-stream"))
        connections = Connections(route)
    }

    /// Closes the connections; calls in flight fail.
    public func shutdown() async { await connections.close() }

    public func send(_ call: Call) async throws -> Answer {
        try Task.checkCancellation()
        let silence = provider.timeouts.silence(for: call.endpoint)
        var answer = try await connections.run(
            request(for: call),
            Exchange.Plan(
                place: place, streams: call.answerForm != .whole, limit: provider.largestAnswer,
                firstByte: silence.map { TimeAmount($0.firstByte) }, idle: silence.map { TimeAmount($0.idle) },
                total: provider.timeouts.total.map { TimeAmount($0) }))
        answer.notes.provider = provider.name
        answer.notes.attempts = 1
        return answer
    }

    private func request(for call: Call) throws -> OutgoingRequest {
        var path = call.path
        if !call.query.isEmpty { path += (path.contains("?") ? "&" : "?") + queryText(call.query) }
        var headers = call.headers
        var body: [FileContent]?
        switch call.body {
        case .none: break
        case .json(let members):
            if headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
            body = [.bytes(members.encoded)]
        case .multipart(let parts):
            var generator = SystemRandomNumberGenerator()
            let writer = MultipartWriter(using: &generator)
            if headers["Content-Type"] == nil { headers["Content-Type"] = writer.contentType }
            body = writer.segments(parts)
        }
        do {
            return try (call.streams ? templates.stream : templates.whole)
                .request(call.endpoint.method.rawValue, path, headers: headers, body: body)
        } catch {
            throw UpstreamFailure(
                .connect, mayHaveBeenSent: false, "the request to \(place) could not be made: \(error)")
        }
    }
}
