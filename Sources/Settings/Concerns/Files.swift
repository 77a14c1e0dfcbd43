/// Which files tools read, and where they write.
public struct FileSettings: Sendable {
    /// Folder for what tools make.
    public var output = "./openai-mcp-output"
    /// Folders that file arguments may point into.
    public var roots: [String] = []
    /// Whether callers over HTTP may name files in those folders, too.
    public var overHTTP = false
    /// Largest image or sound that also comes as content, in bytes.
    public var maxInlineSize = 1 << 20
    /// Largest file that a tool reads, in bytes; nil: what the API takes.
    public var maxFileSize: Int?
    /// Time for the whole of fetching a file from a URL.
    public var fetchTimeout = Duration.seconds(300)
    /// Media types that may come from a URL; none: any.
    public var fetchTypes: [String] = []
    /// Whether files may be fetched from every host of this machine and its network.
    public var allowPrivateURLs = false
    /// Hosts of private networks that files may be fetched from.
    public var privateHosts: [String] = []

    /// Creates settings with every default.
    public init() {}
}

extension SettingsTable {
    static let files = [
        Setting("files.output", flag: "output", .path, \.files.output, "Folder for the files that tools make."),
        Setting(
            "files.roots", flag: "files", aliases: ["root"], variables: ["OPENAI_MCP_FILES", "OPENAI_MCP_ROOT"],
            listOf: .folder, separatedBy: ",:", \.files.roots,
            "Folder that file arguments may point into; give it again for more. None: no local files."),
        Setting(
            "files.over-http", flag: "http-files", .toggle, \.files.overHTTP,
            "Callers over HTTP may name files in these folders, too."),
        Setting(
            "files.max-inline-size", flag: "max-inline-size", .size, \.files.maxInlineSize,
            "Largest image or sound that also comes as content of the result."),
        Setting(
            "files.max-file-size", flag: "max-file-size", .size, \.files.maxFileSize,
            "Largest file that a tool reads; unset: what the API takes, 512MiB in one request."),
        Setting(
            "files.fetch-timeout", flag: "fetch-timeout", .duration, \.files.fetchTimeout,
            "Longest time for fetching a file from a URL."),
        Setting(
            "files.fetch-types", flag: "fetch-types", listOf: .mediaType, separatedBy: ",", \.files.fetchTypes,
            "Media types that may come from a URL, such as image/*; unset: any."),
        Setting(
            "files.private-hosts", flag: "private-hosts", listOf: .host, separatedBy: ",", \.files.privateHosts,
            "Hosts of private networks, or this machine, that files may be fetched from."),
        Setting(
            "files.allow-private-urls", flag: "allow-private-urls", .toggle, \.files.allowPrivateURLs,
            "Files may be fetched from any host of private networks and of this machine."),
    ]
}
