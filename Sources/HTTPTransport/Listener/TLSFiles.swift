import NIOSSL

/// Where the certificate chain and the private key are, in PEM.
public struct TLSFiles: Sendable, Hashable {
    public var certificate: String
    public var key: String
    /// The authorities that sign the certificates of clients; nil: clients are not asked for one.
    public var clientAuthority: String?
    /// Whether a client without a certificate is turned away in the handshake.
    public var requiresClientCertificate: Bool

    /// Creates a pair of paths.
    public init(
        certificate: String, key: String, clientAuthority: String? = nil, requiresClientCertificate: Bool = false
    ) {
        self.certificate = certificate
        self.key = key
        self.clientAuthority = clientAuthority
        self.requiresClientCertificate = requiresClientCertificate
    }

    /// Reads both files and proves that they can serve.
    func context() throws(HTTPConfigurationError) -> NIOSSLContext {
        let chain: [NIOSSLCertificate]
        do { chain = try NIOSSLCertificate.fromPEMFile(certificate) } catch {
            throw HTTPConfigurationError("no certificate chain in PEM can be read from \(certificate): \(error)")
        }
        let secret: NIOSSLPrivateKey
        do { secret = try NIOSSLPrivateKey(file: key, format: .pem) } catch {
            throw HTTPConfigurationError("no private key in PEM can be read from \(key): \(error)")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(secret))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        if let clientAuthority {
            do { _ = try NIOSSLCertificate.fromPEMFile(clientAuthority) } catch {
                throw HTTPConfigurationError("no authorities in PEM can be read from \(clientAuthority): \(error)")
            }
            configuration.trustRoots = .file(clientAuthority)
            configuration.certificateVerification =
                requiresClientCertificate ? .noHostnameVerification : .optionalVerification
        }
        do { return try NIOSSLContext(configuration: configuration) } catch {
            throw HTTPConfigurationError("the key in \(key) does not serve the certificate in \(certificate): \(error)")
        }
    }
}
