import Gateway

/// Which URLs files may be fetched from, decided before anything is sent, and again for each redirect.
///
/// A model may be misled, so that a URL must not reach what only this machine can: every address of a name must be
/// public, unless the operator has opened private networks or that very host.
public struct FetchPolicy: Sendable {
    /// Whether every host of this machine and its network may be asked.
    public var allowsPrivate: Bool
    /// Hosts that may be asked although they are private, each with a port or for all ports.
    public var privateHosts: [String]
    /// Tests on the loopback address allow plain HTTP.
    var schemes: Set<String> = ["https"]

    /// Creates a policy; without arguments only the public internet is asked.
    public init(allowsPrivate: Bool = false, privateHosts: [String] = []) {
        self.allowsPrivate = allowsPrivate
        self.privateHosts = privateHosts
    }

    /// Redirects that are followed.
    static let redirects = 5

    /// Reads a URL that may be fetched.
    func place(_ url: String) throws(FileFailure) -> ServerURL {
        guard let place = ServerURL(url) else { throw FileFailure("the file's URL cannot be read, give an https URL") }
        guard schemes.contains(place.scheme) else {
            throw FileFailure("only https URLs are fetched, not '\(place.scheme.prefix(20))'")
        }
        guard place.userInfo == nil else { throw FileFailure("a file's URL must hold no user name or password") }
        return place
    }

    /// Checks what a host's name stands for. All must pass: a name with one public and one private address is a trick.
    func check(_ addresses: [IPAddress], of place: ServerURL) throws(FileFailure) {
        guard !addresses.isEmpty else { throw FileFailure("there is no host named '\(place.host)'") }
        let reach = addresses.map { $0.reach }
        guard !reach.contains(.nobody) else {
            throw FileFailure("'\(place.host)' is an address that files are never fetched from")
        }
        guard allowsPrivate || !reach.contains(.inside) || isListed(place) else {
            throw FileFailure(
                "'\(place.host)' is not on the public internet, files are fetched from private networks only where the "
                    + "server allows it (--private-hosts)")
        }
    }

    private func isListed(_ place: ServerURL) -> Bool {
        privateHosts.contains { entry in
            guard let listed = ServerURL("none://\(entry)"), listed.host == place.host else { return false }
            return listed.port == 0 || listed.port == place.port
        }
    }

    /// A redirect's target; a relative one stays on the same server.
    static func target(_ location: String, from place: ServerURL) -> String {
        let scheme = location.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        if !scheme.isEmpty, location[scheme.endIndex...].hasPrefix(":") { return location }
        if location.hasPrefix("//") { return "\(place.scheme):\(location)" }
        let origin = "\(place.scheme)://\(place.place)"
        if location.hasPrefix("/") { return origin + location }
        let path = place.target.prefix { $0 != "?" }
        if location.hasPrefix("?") { return origin + path + location }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return "\(origin)\(folder.joined(separator: "/"))/\(location)"
    }

    /// Checks what a server says of the file that it is about to send.
    static func check(_ headers: Headers, from place: ServerURL, limit: Int) throws(FileFailure) {
        // A small compressed body may unpack to any size, and nobody asked for one.
        let coding = headers["content-encoding"]?.lowercased() ?? "identity"
        guard coding == "identity" || coding.isEmpty else {
            throw FileFailure(
                "'\(place.host)' sent the file compressed (\(coding.prefix(20))) unasked, give a URL that serves it as it is"
            )
        }
        if let length = headers["content-length"].flatMap({ Int($0) }), length > limit { throw tooLarge(limit) }
    }

    static func tooLarge(_ limit: Int) -> FileFailure {
        FileFailure("the file is larger than the \(limit) bytes allowed")
    }
}
