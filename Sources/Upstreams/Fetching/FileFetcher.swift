import Gateway
import NIOCore

/// Fetches files that a model names by URL, into temporary files.
///
/// Names are looked up here, and the connection goes to an address that ``FetchPolicy`` has checked, however the name
/// resolves later.
public struct FileFetcher: FileSource {
    private let policy: FetchPolicy
    private let timeout: Duration
    private let version: String
    private let proxies: ProxySettings
    private let authorityFile: String?
    private let resolve: @Sendable (_ host: String) async throws -> [IPAddress]

    /// Creates a fetcher.
    ///
    /// - Parameters:
    ///   - timeout: for the whole of a fetch, redirects included.
    ///   - authorityFile: PEM file with authorities that are trusted besides the system's.
    public init(
        _ policy: FetchPolicy = FetchPolicy(), timeout: Duration = .seconds(300), version: String,
        proxies: ProxySettings = ProxySettings(), authorityFile: String? = nil
    ) {
        self.init(policy, timeout: timeout, version: version, proxies: proxies, authorityFile: authorityFile) {
            try await Resolver.addresses(of: $0)
        }
    }

    init(
        _ policy: FetchPolicy, timeout: Duration, version: String, proxies: ProxySettings = ProxySettings(),
        authorityFile: String? = nil, resolve: @escaping @Sendable (_ host: String) async throws -> [IPAddress]
    ) {
        self.policy = policy
        self.timeout = timeout
        self.version = version
        self.proxies = proxies
        self.authorityFile = authorityFile
        self.resolve = resolve
    }

    /// Longest silence of a server.
    private static let patience = TimeAmount.seconds(30)
    /// Bytes read of an answer that is no file.
    private static let largestPage = 1 << 20

    public func fetch(_ url: String, limit: Int) async throws -> RemoteFile {
        let end = ContinuousClock.now + timeout
        do {
            return try await fetch(url, limit: limit, until: end)
        } catch let failure as UpstreamFailure {
            guard failure.kind != .timeout || ContinuousClock.now < end else {
                throw FileFailure(
                    "the file did not arrive within \(timeout), allow more time (--fetch-timeout) or give another URL")
            }
            throw FileFailure("the file could not be fetched: \(failure.message)")
        }
    }

    private func fetch(_ url: String, limit: Int, until end: ContinuousClock.Instant) async throws -> RemoteFile {
        var url = url
        for _ in 0...FetchPolicy.redirects {
            let place = try policy.place(url)
            let answer = try await get(place, until: end)
            if (300..<400).contains(answer.status), let location = answer.headers["location"] {
                url = FetchPolicy.target(location, from: place)
                continue
            }
            guard answer.isSuccess, case .stream(let chunks) = answer.body else {
                throw FileFailure("\(place.host) answered with status \(answer.status), check the URL of the file")
            }
            try FetchPolicy.check(answer.headers, from: place, limit: limit)
            let type = answer.headers["content-type"].map { String($0.prefix { $0 != ";" && $0 != " " }) }
            return RemoteFile(
                name: Self.name(of: place), contentType: type, content: .file(try await Self.keep(chunks, limit: limit))
            )
        }
        throw FileFailure("the URL redirects more than \(FetchPolicy.redirects) times, give the file's own URL")
    }

    /// Asks the addresses of a host in turn, until one takes the connection.
    private func get(_ place: ServerURL, until end: ContinuousClock.Instant) async throws -> Answer {
        let literal = IPAddress(place.host)
        let addresses = if let literal { [literal] } else { try await resolve(place.host) }
        try policy.check(addresses, of: place)
        var refusal: (any Error)?
        for address in addresses {
            do {
                return try await get(place, at: address, within: end - .now)
            } catch let failure as UpstreamFailure where failure.kind == .connect {
                refusal = failure
            }
        }
        throw refusal ?? CancellationError()
    }

    private func get(_ place: ServerURL, at address: IPAddress, within time: Duration) async throws -> Answer {
        let route = try Route(
            to: place, address: address, authorityFile: authorityFile, proxy: proxies.proxy(for: place),
            timeout: .seconds(10))
        let fields: [(name: String, value: String)] = [
            ("User-Agent", "openai-mcp/\(version)"), ("Accept", "*/*"), ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        ]
        let request: OutgoingRequest
        do {
            let template = try RequestTemplate(targetPrefix: route.targetPrefix, fields: Headers(route.fields + fields))
            let target = encodedBeyondASCII(place.target)
            request = try template.request("GET", target.hasPrefix("/") ? target : "/\(target)")
        } catch {
            throw FileFailure("the file's URL cannot be read, give an https URL")
        }
        // Connections of its own: the address is bound to this one fetch.
        return try await Connections(route).run(
            request,
            Exchange.Plan(
                place: place.place, url: "the file's URL", streams: true, isExact: true, limit: Self.largestPage,
                firstByte: Self.patience,
                idle: Self.patience, total: TimeAmount(max(time, .milliseconds(1)))))
    }

    /// Writes a body to a temporary file, on threads that may wait for a disk.
    private static func keep(
        _ chunks: any AsyncSequence<[UInt8], any Error> & Sendable, limit: Int
    ) async throws -> OpenFile {
        try await withTaskExecutorPreference(globalConcurrentExecutor) {
            var file = try TemporaryFile()
            for try await chunk in chunks {
                guard file.size + chunk.count <= limit else { throw FetchPolicy.tooLarge(limit) }
                try file.append(chunk)
            }
            return try file.finish()
        }
    }

    private static func name(of place: ServerURL) -> String {
        let path = place.target.prefix { $0 != "?" }
        return percentDecoded(
            String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]))
    }
}
