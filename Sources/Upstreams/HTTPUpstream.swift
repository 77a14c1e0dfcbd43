import AsyncHTTPClient
import Catalogue
import Gateway
import NIOCore
import NIOHTTP1
import Synchronization

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
    private let base: String
    private let connections: Connections
    private let userAgent: String
    /// Requests of the endpoints whose path has no placeholders, ready but for their headers and body.
    private let templates = Mutex<[ObjectIdentifier: HTTPClient.Request]>([:])

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
        var base = provider.baseURL
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
        userAgent = "openai-mcp/\(version)"
        connections = Connections(
            try .upstream(
                connect: provider.timeouts.connect, authorityFile: provider.authorityFile,
                proxy: proxies.proxy(for: url)))
    }

    /// Closes the connections; calls in flight fail.
    public func shutdown() async { await connections.close() }

    public func send(_ call: Call) async throws -> Answer {
        try Task.checkCancellation()
        let silence = provider.timeouts.silence(for: call.endpoint)
        let exchange = Exchange(
            Exchange.Plan(
                place: place, streams: call.streams, limit: provider.largestAnswer,
                firstByte: silence.map { TimeAmount($0.firstByte) }, idle: silence.map { TimeAmount($0.idle) },
                total: provider.timeouts.total.map { TimeAmount($0) }))
        var answer = try await exchange.run(request(for: call), on: connections)
        answer.notes.provider = provider.name
        answer.notes.attempts = 1
        return answer
    }

    // MARK: The request

    private func request(for call: Call) throws -> HTTPClient.Request {
        var request = try template(for: call)
        request.headers.add(
            name: "Accept", value: call.streams ? "text/event-stream" : "application/json, */*;q=0.8")
        switch call.body {
        case .none: break
        case .json(let members):
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .segments([members.encoded])
        case .multipart(let parts):
            var generator = SystemRandomNumberGenerator()
            let writer = MultipartWriter(using: &generator)
            request.headers.add(name: "Content-Type", value: writer.contentType)
            request.body = .segments(writer.segments(parts))
        }
        for field in provider.headers.fields { request.headers.replaceOrAdd(name: field.name, value: field.value) }
        for field in call.headers.fields { request.headers.replaceOrAdd(name: field.name, value: field.value) }
        return request
    }

    private func template(for call: Call) throws -> HTTPClient.Request {
        let isFixed = call.query.isEmpty && call.path == call.endpoint.path
        let id = ObjectIdentifier(call.endpoint)
        if isFixed, let known = templates.withLock({ $0[id] }) { return known }
        var url = base + call.path
        if !call.query.isEmpty { url += (call.path.contains("?") ? "&" : "?") + queryText(call.query) }
        let request: HTTPClient.Request
        do {
            request = try HTTPClient.Request(
                url: url, method: HTTPMethod(rawValue: call.endpoint.method.rawValue),
                headers: ["User-Agent": userAgent, "Accept-Encoding": "identity"])
        } catch {
            throw UpstreamFailure(.connect, mayHaveBeenSent: false, "the address of the call is not a valid URL")
        }
        if isFixed { templates.withLock { $0[id] = request } }
        return request
    }
}

extension HTTPClient.Body {
    /// Pieces of a body, in order. Long ones are written in steps, so that progress can be seen and is not outrun.
    static func segments(_ segments: [[UInt8]]) -> Self {
        let length = segments.reduce(0) { $0 + $1.count }
        if length <= step {
            var buffer = ByteBuffer()
            buffer.reserveCapacity(length)
            for segment in segments { buffer.writeBytes(segment) }
            return .byteBuffer(buffer)
        }
        return .stream(contentLength: Int64(length)) { writer in
            HTTPClient.defaultEventLoopGroup.any().makeFutureWithTask {
                for segment in segments {
                    for start in stride(from: 0, to: segment.count, by: step) {
                        let piece = segment[start..<min(start + step, segment.count)]
                        try await writer.write(.byteBuffer(ByteBuffer(bytes: piece))).get()
                    }
                }
            }
        }
    }

    private static var step: Int { 64 << 10 }
}
