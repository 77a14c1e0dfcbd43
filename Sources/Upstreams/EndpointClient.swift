import Gateway
import NIOCore
import Synchronization

/// Sends single requests to HTTP endpoints on pooled connections, of which each server has its own.
///
/// The servers are those of the configuration, so that their number is small.
public final class EndpointClient: HTTPSender {
    private struct Way: Sendable {
        let connections: Connections
        let template: RequestTemplate
    }

    private let version: String
    private let proxies: ProxySettings
    private let authorityFile: String?
    private let ways = Mutex<[String: Way]>([:])

    /// - Parameter authorityFile: PEM file with authorities that are trusted besides the system's.
    public init(version: String, proxies: ProxySettings = ProxySettings(), authorityFile: String? = nil) {
        self.version = version
        self.proxies = proxies
        self.authorityFile = authorityFile
    }

    public func send(_ request: OutboundRequest) async throws -> Answer {
        guard let url = ServerURL(request.url), ["http", "https"].contains(url.scheme), url.userInfo == nil else {
            throw UpstreamFailure(
                .connect, mayHaveBeenSent: false,
                "the endpoint's URL cannot be used, give one such as https://host/path")
        }
        let way = try way(to: url)
        let outgoing: OutgoingRequest
        do {
            outgoing = try way.template.request(
                request.method, url.target.hasPrefix("/") ? url.target : "/\(url.target)", headers: request.headers,
                body: request.body.map { [.bytes($0)] })
        } catch {
            throw UpstreamFailure(
                .connect, mayHaveBeenSent: false, "the request to \(url.place) could not be made: \(error)")
        }
        var answer = try await way.connections.run(
            outgoing,
            Exchange.Plan(
                place: url.place, url: "the endpoint's URL", streams: false, limit: request.maxSize, firstByte: nil,
                idle: nil, total: TimeAmount(request.timeout)))
        answer.notes.attempts = 1
        return answer
    }

    /// Closes the connections; requests in flight fail.
    public func shutdown() async {
        for way in ways.withLock({ Array($0.values) }) { await way.connections.close() }
    }

    private func way(to url: ServerURL) throws -> Way {
        let key = "\(url.scheme)://\(url.place)"
        return try ways.withLock { ways in
            if let way = ways[key] { return way }
            let route = try Route(
                to: url, authorityFile: authorityFile, proxy: proxies.proxy(for: url), timeout: .seconds(10))
            let fields = Headers(
                route.fields + [
                    ("User-Agent", "openai-mcp/\(version)"), ("Accept-Encoding", "identity"),
                    ("Accept", "application/json, */*;q=0.8"),
                ])
            let way = Way(
                connections: Connections(route),
                template: try RequestTemplate(targetPrefix: route.targetPrefix, fields: fields))
            ways[key] = way
            return way
        }
    }
}
