import AsyncHTTPClient
import NIOCore
import NIOSSL
import Synchronization

/// A pool of connections, closed when nobody holds on to it.
final class Connections: Sendable {
    let client: HTTPClient
    private let isClosed = Mutex(false)

    init(_ configuration: HTTPClient.Configuration) {
        client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    /// Closes all connections; what is in flight on them fails.
    func close() async {
        guard markClosed() else { return }
        try? await client.shutdown()
    }

    deinit {
        if markClosed() { client.shutdown { _ in } }
    }

    private func markClosed() -> Bool {
        isClosed.withLock { isClosed in
            defer { isClosed = true }
            return !isClosed
        }
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .seconds(seconds) + .nanoseconds(attoseconds / 1_000_000_000)
    }
}

extension HTTPClient.Configuration {
    /// How connections to providers are made; `authorityFile` adds to the authorities of the system.
    static func upstream(connect: Duration, authorityFile: String?, proxy: ProxySettings.Proxy?) throws -> Self {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let authorityFile {
            do {
                tls.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(authorityFile))]
            } catch {
                throw HTTPUpstream.Misconfigured(
                    description: "the CA file '\(authorityFile)' cannot be read as PEM certificates")
            }
        }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow, timeout: Timeout(connect: TimeAmount(connect)))
        // Shorter than the minute or so after which servers close idle connections themselves.
        configuration.connectionPool.idleTimeout = .seconds(50)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
        // The retry stage does that, and a caller should hear at once that nothing listens.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.tracing.tracer = nil
        if let proxy {
            configuration.proxy =
                proxy.isSOCKS
                ? .socksServer(host: proxy.host, port: proxy.port)
                : .server(
                    host: proxy.host, port: proxy.port,
                    authorization: proxy.password.map { .basic(username: proxy.user, password: $0.exposed) })
        }
        return configuration
    }
}
