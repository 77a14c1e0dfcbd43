/// Somebody who may call, how they are known, and what they may use.
public struct CallerEntry: FileGroup {
    public var name = ""
    /// SHA-256 of each of their keys, `sha256:` and hexadecimal digits.
    public var keys: [String] = []
    /// Names in a client certificate that are theirs, such as `CN=alice` or `URI:spiffe://example.org/alice`.
    public var certificates: [String] = []
    /// Servers whose tools they may use; none: all.
    public var servers: [String] = []
    /// Name patterns of the tools that they may use; none: all.
    public var tools: [String] = []
    /// Name patterns of those that they may not.
    public var except: [String] = []
    /// Name patterns of the models that they may use; none: all.
    public var models: [String] = []
    public var isReadOnly = false
    /// Whether the operator's admin key serves them.
    public var isAdmin = false
    public var limits = RateSettings()
    public var budgets: [BudgetEntry] = []
    /// When the entry was made, RFC 3339; for whoever looks after the file.
    public var created: String?

    /// Creates a caller without a name.
    public init() {}

    static let keys: [Key<CallerEntry>] = [
        Key("name", .value(.name), \.name, "Name; cache, files, budgets and records belong to it.", required: true),
        Key(
            "keys", .list(.value(.keyHash)), \.keys,
            "Hashes of their keys, as `openai-mcp callers add` makes them; several while one replaces another."),
        Key(
            "certificates", .list(.value(.text)), \.certificates,
            "Names in their client certificate: `CN=`, `DNS:`, `URI:`, `email:` or `sha256:` and the fingerprint."),
        Key("servers", .list(.value(.name)), \.servers, "Servers whose tools they may use; absent: all."),
        Key("tools", .list(.value(.pattern)), \.tools, "Name patterns of the tools that they may use; absent: all."),
        Key("except", .list(.value(.pattern)), \.except, "Name patterns of tools that they may not use."),
        Key("models", .list(.value(.pattern)), \.models, "Name patterns of the models that they may use; absent: all."),
        Key("read-only", .value(.toggle), \.isReadOnly, "Whether they may only use what changes nothing."),
        Key("admin", .value(.toggle), \.isAdmin, "Whether the operator's admin key serves them."),
        Key("limits", .group, \.limits, "How much they may ask for."),
        Key("budgets", .list(.group), \.budgets, "What they may spend; beside the budgets for all."),
        Key("created", .value(.word), \.created, "When the entry was made."),
    ]

    func check(_ report: inout GroupReport) {
        for index in budgets.indices {
            report.exclude(
                ["budgets[\(index)].caller", "budgets[\(index)].each"], "is not for a budget of one caller")
        }
    }
}

/// How callers are known beside their keys.
public struct AccessSettings: FileGroup {
    public var trustedProxy: TrustedProxySettings?
    public var clientCertificates: ClientCertificateSettings?

    /// Creates settings without either.
    public init() {}

    static let keys: [Key<AccessSettings>] = [
        Key("trusted-proxy", .group, \.trustedProxy, "A proxy in front that says in a header who calls."),
        Key("client-certificates", .group, \.clientCertificates, "Certificates of callers (mutual TLS)."),
    ]
}

/// A proxy that has identified the caller already.
public struct TrustedProxySettings: FileGroup {
    public var header = ""
    /// Addresses and networks from which the header counts.
    public var peers: [String] = []

    /// Creates settings that trust nobody.
    public init() {}

    static let keys: [Key<TrustedProxySettings>] = [
        Key(
            "header", .value(.headerName), \.header, "Header with the caller's name, such as `X-Forwarded-User`.",
            required: true),
        Key(
            "peers", .list(.value(.network)), \.peers,
            "Addresses of the proxy; from anywhere else the header means nothing.", required: true),
    ]
}

/// Mutual TLS.
public struct ClientCertificateSettings: FileGroup {
    public var caFile = ""
    public var isRequired = false

    /// Creates settings without an authority.
    public init() {}

    static let keys: [Key<ClientCertificateSettings>] = [
        Key(
            "ca-file", .value(.readableFile), \.caFile,
            "PEM file with the authorities that sign callers' certificates.",
            required: true),
        Key("required", .value(.toggle), \.isRequired, "Whether nobody is served without a certificate."),
    ]
}
