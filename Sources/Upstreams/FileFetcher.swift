import Gateway
import NIOCore

/// Fetches files that a model names by URL.
///
/// The model may be misled, so that a URL must not reach what only this machine can: the name is resolved first, every
/// address must be public, and the connection goes to the address that was checked, however the name resolves later.
public struct FileFetcher: FileSource {
    /// Bytes allowed.
    public var limit: Int
    /// Time for one request of the fetch.
    public var timeout: Duration
    private let proxies: ProxySettings
    private let authorityFile: String?
    private let version: String
    private let guardrails: Guardrails

    /// What a URL must satisfy, and how names are resolved; tests on the loopback address loosen it.
    struct Guardrails: Sendable {
        var schemes: Set<String> = ["https"]
        var allows: @Sendable (IPAddress) -> Bool = { $0.isPublic }
        var resolve: @Sendable (String) async throws -> [IPAddress] = { try await Resolver.addresses(of: $0) }
    }

    /// Creates a fetcher.
    public init(
        limit: Int = 512 << 20, timeout: Duration = .seconds(60), version: String,
        proxies: ProxySettings = ProxySettings(), authorityFile: String? = nil
    ) {
        self.init(
            limit: limit, timeout: timeout, version: version, proxies: proxies, authorityFile: authorityFile,
            guardrails: Guardrails())
    }

    init(
        limit: Int, timeout: Duration, version: String, proxies: ProxySettings, authorityFile: String?,
        guardrails: Guardrails
    ) {
        self.limit = limit
        self.timeout = timeout
        self.version = version
        self.proxies = proxies
        self.authorityFile = authorityFile
        self.guardrails = guardrails
    }

    private static let redirectsAllowed = 3

    public func fetch(_ url: String) async throws -> RemoteFile {
        var url = url
        for _ in 0...Self.redirectsAllowed {
            let place = try check(url)
            let answer = try await get(place)
            if (300..<400).contains(answer.status), let target = answer.headers["location"] {
                url = Self.resolve(target, against: place)
                continue
            }
            guard answer.isSuccess, case .bytes(let content) = answer.body else {
                throw FileFailure("\(place.host) answered with status \(answer.status), check the URL of the file")
            }
            let type = answer.headers["content-type"].map { String($0.prefix { $0 != ";" && $0 != " " }) }
            return RemoteFile(name: Self.name(of: place), contentType: type, content: content)
        }
        throw FileFailure("the URL redirects more than \(Self.redirectsAllowed) times, give the file's own URL")
    }

    private func check(_ url: String) throws -> ServerURL {
        guard let place = ServerURL(url) else { throw FileFailure("the file's URL cannot be read, give an https URL") }
        guard guardrails.schemes.contains(place.scheme) else {
            throw FileFailure("only https URLs are fetched, not '\(place.scheme.prefix(20))'")
        }
        guard place.userInfo == nil else { throw FileFailure("a file's URL must hold no user name or password") }
        return place
    }

    private func get(_ place: ServerURL) async throws -> Answer {
        let address = try await address(of: place)
        let route = try Route(
            to: place, address: address, authorityFile: authorityFile, proxy: proxies.proxy(for: place),
            timeout: .seconds(10))
        let fields: [(name: String, value: String)] = [
            ("User-Agent", "openai-mcp/\(version)"), ("Accept", "*/*"), ("Accept-Encoding", "identity"),
        ]
        do {
            let template = try RequestTemplate(targetPrefix: route.targetPrefix, fields: Headers(route.fields + fields))
            let target = encodedBeyondASCII(place.target)
            let request = try template.request("GET", target.hasPrefix("/") ? target : "/\(target)")
            // Connections of its own: the address is bound to this one fetch.
            return try await Connections(route).run(
                request, Exchange.Plan(place: place.place, streams: false, limit: limit, total: TimeAmount(timeout)))
        } catch {
            switch error {
            case let failure as UpstreamFailure where failure.kind == .tooLarge:
                throw FileFailure("the file is larger than the \(limit) bytes allowed")
            case let failure as UpstreamFailure: throw FileFailure("the file could not be fetched: \(failure.message)")
            case is RequestTemplate.Invalid: throw FileFailure("the file's URL cannot be read, give an https URL")
            default: throw error
            }
        }
    }

    private func address(of place: ServerURL) async throws -> IPAddress {
        let addresses: [IPAddress]
        if let literal = IPAddress(place.host) {
            addresses = [literal]
        } else {
            addresses = try await guardrails.resolve(place.host)
        }
        guard let first = addresses.first else { throw FileFailure("there is no host named '\(place.host)'") }
        // All must pass: a name with one public and one private address is a trick.
        guard addresses.allSatisfy(guardrails.allows) else {
            throw FileFailure(
                "'\(place.host)' is not on the public internet, files are not fetched from private networks")
        }
        return first
    }

    /// A redirect's target; a relative one stays on the same server.
    private static func resolve(_ target: String, against place: ServerURL) -> String {
        if target.contains("://") { return target }
        if target.hasPrefix("//") { return "\(place.scheme):\(target)" }
        if target.hasPrefix("/") { return "\(place.scheme)://\(place.place)\(target)" }
        let folder = place.target.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast()
        return "\(place.scheme)://\(place.place)\(folder.joined(separator: "/"))/\(target)"
    }

    private static func name(of place: ServerURL) -> String {
        let path = place.target.prefix { $0 != "?" }
        return percentDecoded(
            String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]))
    }
}
