/// Which files tools read, and where they write.
public struct FileSettings: Sendable {
    /// Folder for what tools make.
    public var output = "./openai-mcp-output"
    /// Folders that file arguments may point into.
    public var roots: [String] = []
    /// Whether callers over HTTP may name files in those folders, too, and get paths of what tools make.
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
    /// Largest file that is fetched from the provider, in bytes.
    public var downloadLimit = 5 << 30
    /// Largest file that a caller may upload over HTTP, in bytes.
    public var uploadLimit = 512 << 20
    /// Room for the files that are kept for callers, in bytes.
    public var depositSpace = 16 << 30
    /// How long they are kept.
    public var depositLife = Duration.seconds(3600)

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
            "Over HTTP, file arguments may be paths and results are written to the output folder."),
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
        Setting(
            "files.download-limit", flag: "download-limit", .size, \.files.downloadLimit,
            "Largest file that is fetched from the provider."),
        Setting(
            "files.upload-limit", flag: "upload-limit", .size, \.files.uploadLimit,
            "Largest file that a caller may upload over HTTP."),
        Setting(
            "files.deposit-space", flag: "deposit-space", .size, \.files.depositSpace,
            "Room for files kept for callers: outputs over HTTP, large results, uploads. One caller takes half at most."
        ),
        Setting(
            "files.deposit-life", flag: "deposit-life", .duration, \.files.depositLife,
            "How long such files are kept."),
    ]
}
