import Gateway
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// How a server is reached: directly or through a proxy, in the clear or by TLS.
struct Route: Sendable {
    /// The server.
    let url: ServerURL
    /// Its address where that has been looked up before.
    let address: IPAddress?
    let proxy: ProxySettings.Proxy?
    let tls: TLSContext?
    /// For a connection, TLS included.
    let timeout: TimeAmount

    /// Prepares the way; `authorityFile` adds to the authorities of the system.
    init(
        to url: ServerURL, address: IPAddress? = nil, authorityFile: String?, proxy: ProxySettings.Proxy?,
        timeout: Duration
    ) throws {
        self.url = url
        self.address = address
        self.proxy = proxy
        self.timeout = TimeAmount(timeout)
        let context = try TLSContext(authorityFile: authorityFile)
        tls = url.scheme == "https" ? context : nil
    }

    /// Whether the proxy is given whole URLs, instead of opening a tunnel (RFC 9112, section 3.2.2).
    var isByAbsoluteURL: Bool { proxy.map { !$0.isSOCKS } ?? false && tls == nil }

    /// What comes before the path in a request's target.
    var targetPrefix: String { isByAbsoluteURL ? "http://\(url.authority)" : "" }

    /// Fields of every request: the server's name, and the proxy's user where the proxy reads them.
    var fields: [(name: String, value: String)] {
        [("Host", url.authority)]
            + (isByAbsoluteURL ? proxy?.authorization.map { [("Proxy-Authorization", $0)] } ?? [] : [])
    }

    /// The name that the server's certificate must have; an address is compared with that of the connection.
    var serverName: String? { IPAddress(url.host) == nil ? url.host : nil }

    /// The host that is asked for: by its address where that is known.
    var host: String { address?.description ?? url.host }

    /// Connects to the first hop. The channel does not read until it is told to.
    func connect(on loop: any EventLoop) -> EventLoopFuture<any Channel> {
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(timeout).channelOption(.autoRead, value: false)
        return bootstrap.connect(host: proxy?.host ?? host, port: proxy?.port ?? url.port)
    }
}

/// What TLS needs. It is made at the first connection, because reading the system's authorities takes a while.
final class TLSContext: Sendable {
    private let configuration: TLSConfiguration
    private let made = Mutex<EventLoopFuture<NIOSSLContext>?>(nil)

    init(authorityFile: String?) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = ["http/1.1"]
        if let authorityFile {
            do {
                configuration.additionalTrustRoots = [
                    .certificates(try NIOSSLCertificate.fromPEMFile(authorityFile))
                ]
            } catch {
                throw HTTPUpstream.Misconfigured(
                    description: "the CA file '\(authorityFile)' cannot be read as PEM certificates")
            }
        }
        self.configuration = configuration
    }

    /// The context; a thread of NIO's makes it.
    func context(on loop: any EventLoop) -> EventLoopFuture<NIOSSLContext> {
        made.withLock { made in
            if let made { return made.hop(to: loop) }
            let configuration = configuration
            let context = NIOThreadPool.singleton.runIfActive(eventLoop: loop) {
                try NIOSSLContext(configuration: configuration)
            }
            made = context
            return context
        }
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .seconds(seconds) + .nanoseconds(attoseconds / 1_000_000_000)
    }
}
